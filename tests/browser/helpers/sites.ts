import { builtHarness, builtPage } from './builds.ts'
import { serveFolders } from './staticServer.ts'

/** Deep on purpose: an address that begins at the root of the host fails here. */
const PAGE_PATH = '/some/sub/path/'
const HARNESS_PATH = '/harness/'

interface Sites {
  /** The built page. */
  pageUrl: string
  /** The page on which runJob() runs engine code in a worker. */
  harnessUrl: string
  close: () => Promise<void>
}

/** Builds what is out of date, and serves the page and the harness. */
export const openSites = async (): Promise<Sites> => {
  const page = await builtPage()
  const harness = await builtHarness()
  const { origin, close } = await serveFolders({ [PAGE_PATH]: page, [HARNESS_PATH]: harness })
  return { pageUrl: origin + PAGE_PATH, harnessUrl: origin + HARNESS_PATH, close }
}
