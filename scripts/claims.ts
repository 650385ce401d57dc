/**
 * `npm run claims`: judges every claim that the product makes of its networks, at full size, over 96
 * data seeds, and prints each with what was found, its bound and its margin. Ends with code 1 if one
 * does not hold, with 2 if it was asked for something that there is not.
 */
import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { readArguments, USAGE, type Asked } from './claims/arguments.ts'
import { judge, type Verdict } from './claims/judge.ts'
import { checksOf, groupsOf, measureInProcesses } from './claims/measureSeeds.ts'
import { seedsUpTo } from './claims/measure.ts'
import { tableOf } from './claims/table.ts'
import { openTrainedFile, trainedFile } from './claims/trainedFile.ts'
import { endQuietly } from './quietEnd.mjs'

const INTRODUCTION = `# Claims

Every sentence of the article, of presets’ captions, of slides and of exercises that can be measured, with what was found, by \`npm run claims -- --out docs/claims.md\`; \`scripts/claims/\` holds them as data. The unit tests judge the same over fewer seeds, and ReLU networks at a smaller size. A margin of ×2 means that what was found is twice as far as the bound asks for. “″”: the claim above.
`

const measured = async ({ seeds, only, processes, isFresh }: Asked): Promise<Verdict[]> => {
  const file = trainedFile()
  if (isFresh) openTrainedFile(file, { isFresh })
  const all = seedsUpTo(seeds)
  let done = 0
  const rows = await measureInProcesses(all, {
    processes,
    args: [file, only],
    tell: (seed) => {
      done += 1
      process.stderr.write(`seed ${seed}: ${done} of ${seeds}\n`)
    },
  })
  return checksOf(groupsOf(only)).map((check, at) =>
    judge(check, check.of === null ? [] : all.map((seed) => rows.get(seed)?.[at] ?? [])),
  )
}

const run = async (asked: Asked): Promise<void> => {
  const groups = groupsOf(asked.only)
  if (groups.length === 0)
    throw new RangeError(`--only is “${asked.only}”; no place has that name.`)
  const verdicts = await measured(asked)
  const table = tableOf(groups, verdicts)
  const failed = verdicts.filter(({ holds }) => !holds).length
  const sum = `${verdicts.length} ${verdicts.length === 1 ? 'check' : 'checks'} over data seeds 1 to ${asked.seeds}: ${failed === 0 ? 'all hold' : `${failed} fail`}.`
  process.stdout.write(`${table}\n${sum}\n`)
  if (asked.out !== null) {
    const text = `${INTRODUCTION}\n${sum}\n\n${table}`
    writeFileSync(asked.out, await format(text, { parser: 'markdown' }))
  }
  if (failed > 0) process.exitCode = 1
}

// Whoever reads only the first lines does not learn whether all claims hold.
endQuietly(1)
try {
  await run(readArguments(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof TypeError)) throw error
  process.stderr.write(`${error.message}\n\n${USAGE}`)
  process.exitCode = 2
}
