/** What `npm run claims` is asked for. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { userFolder } from '../userFolder.mjs'

export interface Asked {
  /** Data seeds 1 … seeds. */
  seeds: number
  /** Places whose names contain this. */
  only: string
  processes: number
  /** Forgets what was trained before. */
  isFresh: boolean
  /** Where a table is written; `null`: nowhere. */
  out: string | null
}

export const USAGE = `npm run claims -- [--seeds N] [--only NAME] [--processes N] [--fresh] [--out FILE]
  --seeds N      data seeds 1 to N (96)
  --only NAME    places whose names contain NAME: chapter/keep, diagonal/nested, relu/tilted,
                 slide/map, exercise/gain
  --processes N  that measure side by side (1)
  --fresh        trains everything anew, also what a call before has left
  --out FILE     writes the table there, from the folder that you stand in
`

const whole = (text: string, name: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new RangeError(`--${name} is “${text}”; it has to be a whole number from 1 to 9999.`)
  }
  return Number(text)
}

/** @throws RangeError or TypeError, with a sentence for the one who typed it. */
export const readArguments = (args: readonly string[]): Asked => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '96' },
      only: { type: 'string', default: '' },
      processes: { type: 'string', default: '1' },
      fresh: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  })
  const { seeds, only, processes, fresh, out } = values
  return {
    seeds: whole(seeds, 'seeds'),
    only,
    processes: whole(processes, 'processes'),
    isFresh: fresh,

    out: out === undefined ? null : resolve(userFolder(), out),
  }
}
