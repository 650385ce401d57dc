/**
 * Finds a Chromium for the browser tests, the benchmark and the screenshots, and installs one where
 * there is none. Run as a program it prints the path.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { userFolder } from './userFolder.mjs'

/**
 * What is asked of the machine; tests pass an imagined one.
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {Record<string, string | undefined>} variables
 * @property {boolean} isRoot
 * @property {(file: string) => boolean} exists
 * @property {(program: string) => boolean} starts whether the program is more than a stub
 * @property {(command: string[], seconds: number) => boolean} run whether it ended well in time
 * @property {() => Promise<string>} playwrightsOwn where playwright-core would keep its Chromium
 * @property {(sentence: string) => void} say
 */

/** WebGL runs in software, so that results do not depend on a graphics card; no service calls home. */
export const BROWSER_ARGUMENTS = [
  '--headless=new',
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
]

/** The engine without a window around each page comes first: it opens pages in half the time. */
const NAMES_ON_PATH = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
]

const MACOS_PROGRAMS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

const WINDOWS_PROGRAMS = [
  'Chromium/Application/chrome.exe',
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
]

const NO_BROWSER =
  'No Chromium was found and none could be installed: install Chromium, Chrome or Edge, or set CHROMIUM_PATH to its program.'

const playwrightProgram = fileURLToPath(
  new URL('../node_modules/playwright-core/cli.js', import.meta.url),
)

const chosenBrowser = process.env['CHROMIUM_PATH']

/** @type {Machine} */
export const thisMachine = {
  platform: process.platform,
  variables: {
    ...process.env,
    ...(chosenBrowser && { CHROMIUM_PATH: path.resolve(userFolder(), chosenBrowser) }),
  },
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  // Ubuntu's chromium-browser is a stub that only asks for a snap; on Windows --version would open
  // a window, and there are no stubs.
  starts: (program) =>
    process.platform === 'win32' ||
    spawnSync(program, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0,
  run: ([program = '', ...rest], seconds) =>
    spawnSync(program, rest, {
      timeout: seconds * 1000,
      stdio: 'ignore',
      env: {
        ...process.env,
        DEBIAN_FRONTEND: 'noninteractive',
        PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
      },
    }).status === 0,
  // Imported late: it is the only package here, and everything else must work without packages.
  playwrightsOwn: async () => (await import('playwright-core')).chromium.executablePath(),
  say: (sentence) => console.error(sentence),
}

/**
 * Where the system's own browsers usually are.
 * @param {Machine} machine
 */
const usualPlaces = ({ platform, variables }) => {
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(
      (name) => variables[name],
    )
    return WINDOWS_PROGRAMS.flatMap((program) =>
      roots.flatMap((root) => (root ? [path.win32.join(root, program)] : [])),
    )
  }
  const folders = (variables['PATH'] ?? '').split(':').filter((folder) => folder !== '')
  const onPath = NAMES_ON_PATH.flatMap((name) => folders.map((folder) => `${folder}/${name}`))
  if (platform !== 'darwin') return onPath
  const applications = ['/Applications', `${variables['HOME'] ?? ''}/Applications`]
  const installed = MACOS_PROGRAMS.flatMap((program) =>
    applications.map((folder) => `${folder}/${program}`),
  )
  return [...onPath, ...installed]
}

/**
 * @param {Machine} machine
 * @returns {Promise<string | undefined>}
 */
const findInstalled = async (machine) => {
  const places = [await machine.playwrightsOwn(), ...usualPlaces(machine)]
  return places.find((place) => machine.exists(place) && machine.starts(place))
}

/**
 * Each way to get a browser, in the order tried: the download needs no rights; its libraries, and
 * the distribution's own package, need root on a Linux with apt-get.
 * @param {Machine} machine
 */
const waysToInstall = ({ platform, isRoot }) => {
  const playwright = [process.execPath, playwrightProgram]
  const download = {
    sentence: 'No Chromium found: trying to download one.',
    commands: [[...playwright, 'install', 'chromium', '--no-shell', '--no-progress']],
  }
  if (platform !== 'linux' || !isRoot) return [download]
  const update = ['apt-get', 'update']
  return [
    download,
    {
      sentence: 'No Chromium starts yet: trying to install it with apt-get.',
      commands: [update, ['apt-get', 'install', '-y', 'chromium-headless-shell']],
    },
    {
      sentence: 'No Chromium starts yet: trying to install the whole browser with apt-get.',
      commands: [['apt-get', 'install', '-y', 'chromium']],
    },
    {
      sentence: "No Chromium starts yet: trying to install the download's libraries.",
      commands: [[...playwright, 'install-deps', 'chromium']],
    },
  ]
}

/**
 * The path of a Chromium that starts. Throws one clear sentence where there is none.
 * @param {Machine} machine
 */
export const findBrowser = async (machine = thisMachine) => {
  const chosen = machine.variables['CHROMIUM_PATH']
  if (chosen) {
    if (machine.exists(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH is ${chosen}, but there is no such file.`)
  }
  const installed = await findInstalled(machine)
  if (installed !== undefined) return installed
  for (const { sentence, commands } of waysToInstall(machine)) {
    machine.say(sentence)
    const worked = commands.every((command) => machine.run(command, 300))
    const found = worked ? await findInstalled(machine) : undefined
    if (found !== undefined) return found
  }
  throw new Error(NO_BROWSER)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(await findBrowser())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
