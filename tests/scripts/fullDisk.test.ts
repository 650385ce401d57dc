/** A disk that becomes full in the middle of a line. */
import type * as fileSystem from 'node:fs'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fillTable, type Table } from '../../scripts/cli/table.ts'

/** Bytes that still fit on the disk. */
const disk = vi.hoisted(() => ({ room: Infinity }))

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof fileSystem>()
  const writeSync = (
    ...[file, bytes, from, length, at]: [number, Buffer, number, number, number]
  ) => {
    const fits = Math.min(length, disk.room)
    if (fits === 0) throw Object.assign(new Error('write'), { code: 'ENOSPC' })
    disk.room -= fits
    return real.writeSync(file, bytes, from, fits, at)
  }
  return { ...real, writeSync }
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'disk-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  disk.room = Infinity
})

const terminal = { write: () => undefined, complain: () => undefined, isTerminal: false }

const tableOf = (computed: number[]): Table => ({
  header: ['run', 'loss'],
  rows: [1, 2, 3].map((run) => ({
    settings: [run],
    compute: () => {
      computed.push(run)
      return [run / 7]
    },
  })),
  output: path.join(folder, 'out.csv'),
})

describe('fillTable(table, terminal) on a disk that becomes full', () => {
  it.each([0, 5, 12, 30])(
    'with room for %d bytes: whole lines, one sentence, and on later',
    (room) => {
      const whole = `run,loss\n${[1, 2, 3].map((run) => `${run},${run / 7}\n`).join('')}`
      const table = tableOf([])
      disk.room = room
      expect(() => fillTable(table, terminal)).toThrow(/cannot be written: no space is left/)
      const left = readFileSync(table.output, 'utf8')
      expect(whole.startsWith(left)).toBe(true)
      expect(left === '' || left.endsWith('\n')).toBe(true)
      expect(left.length).toBeLessThanOrEqual(room)
      disk.room = Infinity
      const computed: number[] = []
      fillTable(tableOf(computed), terminal)
      expect(readFileSync(table.output, 'utf8')).toBe(whole)
      expect(computed).toHaveLength(3 - Math.max(0, left.split('\n').length - 2))
    },
  )
})
