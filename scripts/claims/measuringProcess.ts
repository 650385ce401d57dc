/** A process of its own that measures the seeds it is sent; arguments: FILE of trained networks, ONLY. */
import { checksOf, groupsOf, seedMeasurer, type Answer } from './measureSeeds.ts'
import { openTrainedFile } from './trainedFile.ts'

const [file = '', only = ''] = process.argv.slice(2)
const measure = seedMeasurer(checksOf(groupsOf(only)), openTrainedFile(file))

process.on('message', (message) => {
  const dataSeed = message as number // sent by measureSeeds.ts
  const answer: Answer = { dataSeed, rows: measure(dataSeed) }
  process.send?.(answer)
})
