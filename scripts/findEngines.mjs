/**
 * Finds Firefox and WebKitGTK for the tests that run beside Chromium, and installs them where that
 * may be done. Where one can't be had, a sentence says so, and its tests are skipped.
 */
import { thisMachine } from './findBrowser.mjs'

/** @typedef {import('./findBrowser.mjs').Machine} Machine */

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} variable The environment's own choice of the program; empty: do without.
 * @property {(machine: Machine) => string[][]} places Sets of programs; all of one are needed, its
 * own first.
 * @property {string[]} packages Debian's.
 */

/** @param {Machine} machine @param {string[]} names */
const onPath = ({ variables }, names) => {
  const folders = (variables['PATH'] ?? '').split(':').filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => `${folder}/${name}`))
}

/** @param {Machine} machine */
const placesOfFirefox = (machine) => {
  const { platform, variables } = machine
  if (platform === 'win32') {
    const roots = [variables['PROGRAMFILES'], variables['PROGRAMFILES(X86)']]
    return roots.flatMap((root) => (root ? [[`${root}\\Mozilla Firefox\\firefox.exe`]] : []))
  }
  const application = 'Applications/Firefox.app/Contents/MacOS/firefox'
  const applications = [`/${application}`, `${variables['HOME'] ?? ''}/${application}`]
  return [
    ...onPath(machine, ['firefox-esr', 'firefox']),
    ...(platform === 'darwin' ? applications : []),
  ].map((place) => [place])
}

/** Its driver, its browser, and a screen in memory. @param {Machine} machine */
const placesOfWebKit = (machine) => {
  if (machine.platform !== 'linux') return []
  const browsers = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((kind) =>
    ['4.1', '4.0'].map((version) => `/usr/lib/${kind}/webkit2gtk-${version}/MiniBrowser`),
  )
  const screens = onPath(machine, ['Xvfb'])
  return onPath(machine, ['WebKitWebDriver']).flatMap((driver) =>
    browsers.flatMap((browser) => screens.map((screen) => [driver, browser, screen])),
  )
}

/** @type {Record<'firefox' | 'webKit', Engine>} */
const ENGINES = {
  firefox: {
    name: 'Firefox',
    variable: 'FIREFOX_PATH',
    places: placesOfFirefox,
    packages: ['firefox-esr'],
  },
  webKit: {
    name: 'WebKitGTK',
    variable: 'WEBKIT_DRIVER_PATH',
    places: placesOfWebKit,
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
}

/**
 * The programs of an engine, its own first, or `undefined` after one sentence that says why not.
 * @param {keyof typeof ENGINES} engine
 * @param {Machine} machine
 * @returns {string[] | undefined}
 */
export const findEngine = (engine, machine = thisMachine) => {
  const { name, variable, places, packages } = ENGINES[engine]
  const chosen = machine.variables[variable]
  if (chosen === '') return undefined
  const find = () =>
    places(machine)
      .map(([own = '', ...others]) => [chosen ?? own, ...others])
      .find(
        (programs) =>
          programs.every((program) => machine.exists(program)) &&
          // Ubuntu's firefox is a stub that only asks for a snap; WebKit's driver tells no version.
          (engine === 'webKit' || machine.starts(programs[0] ?? '')),
      )
  const found = find()
  if (found !== undefined) return found
  if (machine.platform === 'linux' && machine.isRoot) {
    machine.say(`No ${name} found: trying to install it with apt-get.`)
    const commands = [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', ...packages],
    ]
    const installed = commands.every((command) => machine.run(command, 300)) ? find() : undefined
    if (installed !== undefined) return installed
  }
  machine.say(
    `No ${name} was found and none could be installed: its tests are skipped. (Debian: ${packages.join(' and ')}; or set ${variable}.)`,
  )
  return undefined
}
