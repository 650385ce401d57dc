import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { freePort, startProgram, temporaryFolder, untilThere, type Program } from './processes.ts'
import { createEngineBrowser, type Commands, type EngineBrowser } from './webDriver.ts'

const PLACES: Record<keyof Commands, { method: 'GET' | 'POST'; place: string }> = {
  navigate: { method: 'POST', place: 'url' },
  execute: { method: 'POST', place: 'execute/sync' },
  actions: { method: 'POST', place: 'actions' },
  setRect: { method: 'POST', place: 'window/rect' },
  screenshot: { method: 'GET', place: 'screenshot' },
}

interface Answer {
  value: unknown
}

const ask = async (method: string, url: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const { value } = (await response.json()) as Answer // W3C WebDriver: every answer has a value
  if (!response.ok) throw new Error(`WebKit: ${JSON.stringify(value)}`)
  return value
}

/** A screen in memory; it chooses a number that is free, and tells it. */
const openScreen = async (xvfb: string): Promise<{ screen: Program; display: string }> => {
  const screen = startProgram(
    [xvfb, '-displayfd', '3', '-screen', '0', '1680x1200x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  )
  const told: string[] = []
  createInterface(screen.child.stdio[3] as Readable).on('line', (line) => told.push(line)) // opened above as a pipe
  const number = await untilThere('Xvfb', () => Promise.resolve(told[0]))
  return { screen, display: `:${number.trim()}` }
}

const sessionOf = async (origin: string, browser: string): Promise<string> => {
  const capabilities = {
    alwaysMatch: {
      browserName: 'MiniBrowser',
      timeouts: { script: 120_000, pageLoad: 120_000 },
      'webkitgtk:browserOptions': {
        binary: browser,
        args: ['--automation', '--enable-write-console-messages-to-stdout=true'],
      },
    },
  }
  const value = await ask('POST', `${origin}/session`, { capabilities })
  const { sessionId } = value as { sessionId: string } // W3C WebDriver, "New session"
  return `${origin}/session/${sessionId}`
}

/**
 * Starts WebKitGTK's small browser on a screen in memory, with a home of its own.
 * @param programs the driver's, the browser's and the screen's
 */
export const openWebKit = async ([
  driver = '',
  browser = '',
  xvfb = '',
]: readonly string[]): Promise<EngineBrowser> => {
  const { folder, remove } = temporaryFolder()
  const { screen, display } = await openScreen(xvfb)
  const port = await freePort()
  const program = startProgram([driver, `--port=${port}`], {
    env: {
      ...process.env,
      ...{ DISPLAY: display, GDK_BACKEND: 'x11', HOME: folder },
      // Beside the screen there is no graphics processor; a container lets no sandbox be made.
      ...{ LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    },
  })
  const origin = `http://127.0.0.1:${port}`
  await untilThere('WebKitWebDriver', () => ask('GET', `${origin}/status`))
  const session = await sessionOf(origin, browser)
  return createEngineBrowser({
    // Without a desktop's settings, files are saved at home.
    downloads: folder,
    call: async (name, parameters) => {
      const { method, place } = PLACES[name]
      const body = method === 'GET' ? undefined : parameters
      return ask(method, `${session}/${place}`, body)
    },
    close: async () => {
      await ask('DELETE', session).catch(() => undefined)
      await program.end()
      await screen.end()
      remove()
    },
  })
}
