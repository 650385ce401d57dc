/** Numbers of every check, seed after seed, in this process or in several. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ALL_CLAIMS } from './allClaims.ts'
import { nameOf, type Check, type ClaimGroup } from './claim.ts'
import { createLab, type Memory } from './lab.ts'

/** The places that are asked for. */
export const groupsOf = (only: string): readonly ClaimGroup[] =>
  ALL_CLAIMS.filter(({ place }) => nameOf(place).includes(only))

export const checksOf = (groups: readonly ClaimGroup[]): readonly Check[] =>
  groups.flatMap(({ claims }) => claims.flatMap(({ checks }) => checks))

/** One row for each check, empty where it does not depend on a seed. */
export type SeedRows = readonly (readonly number[])[]

/** Measures one seed of the checks, with what is known of trained networks. */
export const seedMeasurer = (
  checks: readonly Check[],
  memory: Memory,
): ((dataSeed: number) => SeedRows) => {
  const lab = createLab({ memory })
  return (dataSeed) => checks.map(({ of }) => of?.(dataSeed, lab) ?? [])
}

/** What a process is asked, and answers. */
export interface Answer {
  dataSeed: number
  rows: SeedRows
}

const CHILD = fileURLToPath(new URL('measuringProcess.ts', import.meta.url))

/** Gives each seed to the next of the processes that is free. */
export const measureInProcesses = async (
  seeds: readonly number[],
  {
    processes,
    args,
    tell,
  }: { processes: number; args: readonly string[]; tell: (seed: number) => void },
): Promise<ReadonlyMap<number, SeedRows>> => {
  const waiting = [...seeds]
  const found = new Map<number, SeedRows>()
  const serve = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(CHILD, [...args])
      const ask = (): void => {
        const next = waiting.shift()
        if (next === undefined) child.disconnect()
        else child.send(next)
      }
      child.on('message', (message) => {
        const { dataSeed, rows } = message as Answer // sent by measuringProcess.ts
        // Numbers that are none cross as null.
        found.set(
          dataSeed,
          rows.map((row) => row.map((value) => (value as number | null) ?? NaN)),
        )
        tell(dataSeed)
        ask()
      })
      child.on('error', reject)
      child.on('exit', (code) => {
        if (code === 0) resolve()
        else reject(new Error(`a measuring process ended with code ${code ?? 'none'}`))
      })
      ask()
    })
  await Promise.all(Array.from({ length: Math.min(processes, seeds.length) }, serve))
  return found
}
