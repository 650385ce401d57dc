import { describe, expect, it } from 'vitest'
import { findEngine } from '../../scripts/findEngines.mjs'

type Machine = NonNullable<Parameters<typeof findEngine>[1]>

/** A machine with these files; apt-get, where it works, brings those. */
const imagine = (files: string[], { isRoot = false, brings = [] as string[], ...rest } = {}) => {
  const present = new Set(files)
  const commands: string[] = []
  const said: string[] = []
  const machine: Machine = {
    platform: 'linux',
    variables: { PATH: '/usr/bin', ...rest },
    isRoot,
    exists: (file) => present.has(file),
    starts: (program) => !program.includes('stub'),
    run: (command) => {
      commands.push(command.join(' '))
      if (command.includes('install')) brings.forEach((file) => present.add(file))
      return brings.length > 0
    },
    playwrightsOwn: () => Promise.reject(new Error('not asked')),
    say: (sentence) => void said.push(sentence),
  }
  return { machine, commands, said }
}

const FIREFOX = '/usr/bin/firefox-esr'
/** Where Debian's packages webkit2gtk-driver and xvfb put them. */
const WEBKIT = [
  '/usr/bin/WebKitWebDriver',
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/bin/Xvfb',
]

describe('findEngine(engine, machine)', () => {
  it('finds what is installed, and says nothing', () => {
    const { machine, commands, said } = imagine([FIREFOX, ...WEBKIT])
    expect(findEngine('firefox', machine)).toEqual([FIREFOX])
    expect(findEngine('webKit', machine)).toEqual(WEBKIT)
    expect([...commands, ...said]).toEqual([])
  })

  it('installs what is missing where it may', () => {
    const { machine, commands } = imagine(WEBKIT.slice(0, 2), { isRoot: true, brings: WEBKIT })
    expect(findEngine('webKit', machine)).toEqual(WEBKIT)
    expect(commands).toEqual(['apt-get update', 'apt-get install -y webkit2gtk-driver xvfb'])
  })

  it('says in one sentence that there is none', () => {
    const { machine, commands, said } = imagine(WEBKIT.slice(0, 2))
    expect(findEngine('webKit', machine)).toBe(undefined)
    expect(commands).toEqual([])
    expect(said).toEqual([
      'No WebKitGTK was found and none could be installed: its tests are skipped. (Debian: webkit2gtk-driver and xvfb; or set WEBKIT_DRIVER_PATH.)',
    ])
  })

  it('does without, in silence, where its variable is empty: it has been looked for', () => {
    const { machine, said } = imagine([FIREFOX], { FIREFOX_PATH: '' } as object)
    expect(findEngine('firefox', machine)).toBe(undefined)
    expect(said).toEqual([])
  })

  it('takes the program that its variable names, if that starts', () => {
    const mine = imagine(['/mine/firefox'], { FIREFOX_PATH: '/mine/firefox' } as object)
    expect(findEngine('firefox', mine.machine)).toEqual(['/mine/firefox'])
    const stub = imagine(['/stub/firefox'], { FIREFOX_PATH: '/stub/firefox' } as object)
    expect(findEngine('firefox', stub.machine)).toBe(undefined)
  })
})
