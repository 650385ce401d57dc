/** Writes the counts of docs/replication.md that the article cites; run it after `npm run replicate`. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runScript } from './cli/terminal.ts'
import { readAgreement } from './replication/agreement.ts'

const at = (file: string): string => path.resolve(import.meta.dirname, '..', file)

await runScript(() => {
  const agreement = readAgreement(readFileSync(at('docs/replication.md'), 'utf8'))
  const text = `${JSON.stringify(agreement, null, 2)}\n`
  writeFileSync(at('src/chapters/checked/agreement.json'), text)
})
