import { describe, expect, it } from 'vitest'
import { findBrowser } from '../../scripts/findBrowser.mjs'

type Machine = NonNullable<Parameters<typeof findBrowser>[0]>

const OWN = '/cache/chromium/chrome'

interface Imagined extends Partial<Omit<Machine, 'run' | 'exists'>> {
  files?: string[]
  /** The files that appear when a command that ends with these words is run. */
  installs?: Record<string, string[]>
}

/** A machine with the given files, and a record of the commands it was asked to run. */
const imagine = ({ files = [], installs = {}, ...rest }: Imagined) => {
  const present = new Set(files)
  const commands: string[] = []
  const machine: Machine = {
    platform: 'linux',
    variables: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: false,
    exists: (file) => present.has(file),
    starts: () => true,
    run: (command) => {
      commands.push(command.slice(-4).join(' '))
      const made = installs[command.slice(-4).join(' ')] ?? []
      made.forEach((file) => present.add(file))
      return made.length > 0 || command.includes('update')
    },
    playwrightsOwn: () => Promise.resolve(OWN),
    say: () => undefined,
    ...rest,
  }
  return { machine, commands }
}

describe('findBrowser(machine)', () => {
  it('prefers CHROMIUM_PATH to everything else', async () => {
    const { machine } = imagine({
      variables: { CHROMIUM_PATH: '/mine/chrome', PATH: '/usr/bin' },
      files: ['/mine/chrome', OWN, '/usr/bin/chromium'],
    })
    await expect(findBrowser(machine)).resolves.toBe('/mine/chrome')
  })

  it('says in one sentence that CHROMIUM_PATH leads nowhere, and installs nothing', async () => {
    const { machine, commands } = imagine({
      variables: { CHROMIUM_PATH: '/gone/chrome', PATH: '/usr/bin' },
      files: ['/usr/bin/chromium'],
    })
    await expect(findBrowser(machine)).rejects.toThrow(
      'CHROMIUM_PATH is /gone/chrome, but there is no such file.',
    )
    expect(commands).toEqual([])
  })

  it("takes playwright's own browser before the system's", async () => {
    const { machine } = imagine({ files: ['/usr/bin/chromium', OWN] })
    await expect(findBrowser(machine)).resolves.toBe(OWN)
  })

  it('takes the one without windows before a whole browser', async () => {
    const { machine } = imagine({
      files: ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'],
    })
    await expect(findBrowser(machine)).resolves.toBe('/usr/bin/chromium-headless-shell')
  })

  it('passes over a stub that does not start', async () => {
    const { machine, commands } = imagine({
      files: ['/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
      starts: (program) => program !== '/usr/bin/chromium-browser',
    })
    await expect(findBrowser(machine)).resolves.toBe('/usr/bin/google-chrome')
    expect(commands).toEqual([])
  })

  it('looks in the usual places of macOS and Windows', async () => {
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    const mac = imagine({ platform: 'darwin', files: [chrome] })
    await expect(findBrowser(mac.machine)).resolves.toBe(chrome)

    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    const windows = imagine({
      platform: 'win32',
      variables: { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' },
      files: [edge],
    })
    await expect(findBrowser(windows.machine)).resolves.toBe(edge)
  })

  it('downloads one where there is none', async () => {
    const { machine, commands } = imagine({
      installs: { 'install chromium --no-shell --no-progress': [OWN] },
    })
    await expect(findBrowser(machine)).resolves.toBe(OWN)
    expect(commands).toEqual(['install chromium --no-shell --no-progress'])
  })

  it.each([
    { name: 'chromium-headless-shell', asked: ['chromium-headless-shell'] },
    { name: 'chromium', asked: ['chromium-headless-shell', 'chromium'] },
  ])('falls back to apt-get as root, and tells of each attempt: $name', async ({ name, asked }) => {
    const said: string[] = []
    const { machine, commands } = imagine({
      isRoot: true,
      installs: { [`apt-get install -y ${name}`]: [`/usr/bin/${name}`] },
      say: (sentence) => said.push(sentence),
    })
    await expect(findBrowser(machine)).resolves.toBe(`/usr/bin/${name}`)
    expect(commands).toEqual([
      'install chromium --no-shell --no-progress',
      'apt-get update',
      ...asked.map((one) => `apt-get install -y ${one}`),
    ])
    expect(said).toHaveLength(1 + asked.length)
  })

  it('gives up with one sentence, without apt-get, where it is not root', async () => {
    const { machine, commands } = imagine({})
    await expect(findBrowser(machine)).rejects.toThrow(/^No Chromium was found .*CHROMIUM_PATH/)
    expect(commands).toEqual(['install chromium --no-shell --no-progress'])
  })
})
