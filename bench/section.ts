import type { Browser } from 'playwright-core'
import type { Row } from './table.ts'

/** What a section may measure with. */
export interface BenchContext {
  /**
   * A fresh browser, so that no section inherits another's caches; the section closes it. With more
   * arguments than every browser gets here, for a section that needs them.
   */
  launch: (more?: readonly string[]) => Promise<Browser>
  /** The built page. */
  pageUrl: string
  /** The page on which runJob() of tests/browser/helpers runs engine code in a worker. */
  harnessUrl: string
  /** The same where threads may share memory. */
  isolatedUrl: string
}

/** One table of the benchmark. */
export interface Section {
  title: string
  run: (context: BenchContext) => Promise<Row[]>
}
