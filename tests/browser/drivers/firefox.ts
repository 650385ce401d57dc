import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openMarionette, type Marionette } from './marionette.ts'
import { startProgram, temporaryFolder, untilThere } from './processes.ts'
import { createEngineBrowser, type Commands, type EngineBrowser } from './webDriver.ts'

const COMMANDS: Record<keyof Commands, string> = {
  navigate: 'WebDriver:Navigate',
  execute: 'WebDriver:ExecuteScript',
  actions: 'WebDriver:PerformActions',
  setRect: 'WebDriver:SetWindowRect',
  screenshot: 'WebDriver:TakeScreenshot',
}

/** Files are saved without a question. */
const preferences = (downloads: string): Record<string, string | number | boolean> => ({
  'marionette.port': 0,
  'browser.download.folderList': 2,
  'browser.download.dir': downloads,
  'browser.download.always_ask_before_handling_new_types': false,
  'browser.helperApps.neverAsk.saveToDisk': 'image/svg+xml,image/png,text/csv',
})

const portFrom = async (profile: string): Promise<number | undefined> => {
  const file = path.join(profile, 'MarionetteActivePort')
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  return Promise.resolve(port > 0 ? port : undefined)
}

/** A value stands in an object of its own, but for those that are objects themselves. */
const valueOf = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer

const begin = async (marionette: Marionette): Promise<void> => {
  await marionette.call('WebDriver:NewSession', {
    capabilities: { alwaysMatch: { acceptInsecureCerts: false } },
  })
  await marionette.call('WebDriver:SetTimeouts', { script: 120_000, pageLoad: 120_000 })
}

/** Starts Firefox without a window, with a profile of its own. */
export const openFirefox = async (program: string): Promise<EngineBrowser> => {
  const { folder, remove } = temporaryFolder()
  const [profile, downloads] = [path.join(folder, 'profile'), path.join(folder, 'downloads')]
  for (const place of [profile, downloads]) mkdirSync(place)
  const lines = Object.entries(preferences(downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  writeFileSync(path.join(profile, 'user.js'), lines.join('\n'))
  const firefox = startProgram(
    [program, '--marionette', '--headless', '--no-remote', '--profile', profile],
    { env: { ...process.env, HOME: folder, MOZ_HEADLESS: '1' } },
  )
  const port = await untilThere('Firefox', () => portFrom(profile))
  const marionette = await openMarionette(port)
  await begin(marionette)
  return createEngineBrowser({
    downloads,
    call: async (name, parameters) => valueOf(await marionette.call(COMMANDS[name], parameters)),
    close: async () => {
      marionette.close()
      await firefox.end()
      remove()
    },
  })
}
