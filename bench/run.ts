/**
 * `npm run bench [section ...]`: measures this machine and prints one table per section. The
 * numbers of one run belong together; compare only runs of one machine that was otherwise idle.
 */
import { findBrowser } from '../scripts/findBrowser.mjs'
import { endQuietly } from '../scripts/quietEnd.mjs'
import { launchBrowser } from '../tests/browser/helpers/openPage.ts'
import { openSites } from '../tests/browser/helpers/sites.ts'
import type { BenchContext } from './section.ts'
import { sections } from './sections/index.ts'
import { formatTable } from './table.ts'

const runSections = async (names: string[], context: BenchContext): Promise<void> => {
  for (const name of names) {
    const section = sections[name]
    if (section === undefined) continue
    console.log(`\n## ${section.title}\n`)
    try {
      console.log(formatTable(await section.run(context)))
    } catch (error) {
      console.error(error)
      process.exitCode = 1
    }
  }
}

endQuietly(0)
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in sections))
if (unknown.length > 0) {
  console.error(
    `unknown section: ${unknown.join(', ')}; known: ${Object.keys(sections).join(', ')}`,
  )
  process.exitCode = 1
} else {
  const browserPath = await findBrowser()
  const { pageUrl, pageFailure, harnessUrl, isolatedUrl, close } = await openSites()
  if (pageFailure !== '') throw new Error(pageFailure)
  const launch = (more?: readonly string[]) => launchBrowser(browserPath, more)
  await runSections(asked.length > 0 ? asked : Object.keys(sections), {
    launch,
    pageUrl,
    harnessUrl,
    isolatedUrl,
  })
  await close()
}
