/** The command line as processes of its own: pipes that close, calls that are killed, two at once. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCliFolder } from './cliFolder.ts'

const { at, fileOf, call } = createCliFolder()

const root = path.resolve(import.meta.dirname, '../..')

/** Starts the command line in the test's folder, without npm. */
const start = (words: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', path.join(root, 'scripts/cli.ts'), ...words], {
    cwd: root,
    env: { ...process.env, INIT_CWD: path.dirname(at('x')) },
  })

const endOf = (child: ChildProcess): Promise<{ status: number | null; complaint: string }> =>
  new Promise((resolve) => {
    let complaint = ''
    child.stderr?.on('data', (data: Buffer) => (complaint += data.toString()))
    child.on('close', (status) => resolve({ status, complaint }))
  })

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Runs of seconds each, so that the first call is still at work when it is looked at. */
const LONG = {
  base: { inputDim: 400, auxActive: 40, mainSamples: 300, methods: ['multiTask'], stopLoss: 1e-12 },
  sweep: { rescale: [1, 0.1] },
}

describe('npm run cli', () => {
  it('ends quietly when its reader has gone', async () => {
    fileOf({ base: { methods: ['singleTask'] }, sweep: { rescale: [1, 0.1] } })
    const child = start(['sweep', 'input.json', '--csv', '-'])
    child.stdout?.destroy()
    expect(await endOf(child)).toEqual({ status: 0, complaint: '' })
  })

  it('reads standard input, and refuses to write a table that another call writes', async () => {
    fileOf(LONG)
    const first = start(['sweep', 'input.json', '--csv', 'out.csv'])
    await until(() => existsSync(at('out.csv')))
    const second = start(['sweep', '-', '--csv', 'out.csv'])
    second.stdin?.end(JSON.stringify(LONG))
    const { status, complaint } = await endOf(second)
    expect(status).toBe(1)
    expect(complaint).toContain(`is in use: another call (process ${first.pid ?? 0}) writes it.`)
    first.kill('SIGKILL')
    await endOf(first)
    // The lock goes without another call, whatever ended the first.
    await until(() => !existsSync(at('out.csv.lock')))
    expect(readFileSync(at('out.csv'), 'utf8')).toMatch(/^method,[^\n]*\n$/)
    expect(call(['sweep', fileOf({ ...LONG, sweep: {} }), '--csv', at('out.csv')]).status).toBe(2)
  })
})
