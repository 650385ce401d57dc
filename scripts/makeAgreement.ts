/** Writes the counts of docs/replication.md that the article cites; run it after `npm run replicate`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { readAgreement } from './replication/agreement.ts'

const agreement = readAgreement(readFileSync('docs/replication.md', 'utf8'))
writeFileSync('src/chapters/checked/agreement.json', `${JSON.stringify(agreement, null, 2)}\n`)
