import { builtHarness, builtPage } from './builds.ts'
import { serveFolders } from './staticServer.ts'

/** Deep on purpose: an address that begins at the root of the host fails here. */
const PAGE_PATH = '/some/sub/path/'
const HARNESS_PATH = '/harness/'

interface Sites {
  /** The folder that the built pages stand in; its own address is the article. */
  siteUrl: string
  /** The built playground. */
  pageUrl: string
  /**
   * Why the page could not be built, or empty. Its address then serves nothing, but the engine can
   * still be tested.
   */
  pageFailure: string
  /** The page on which runJob() runs engine code in a worker. */
  harnessUrl: string
  /** The same on a host of its own, which isolates its pages from other origins. */
  isolatedUrl: string
  close: () => Promise<void>
}

/** Builds what is out of date, and serves the page and the harness. */
export const openSites = async (): Promise<Sites> => {
  const harness = await builtHarness()
  const folders: Record<string, string> = { [HARNESS_PATH]: harness }
  let pageFailure = ''
  try {
    folders[PAGE_PATH] = await builtPage()
  } catch (error) {
    pageFailure = error instanceof Error ? error.message : String(error)
  }
  const plain = await serveFolders(folders)
  const isolated = await serveFolders({ [HARNESS_PATH]: harness }, { isIsolated: true })
  return {
    siteUrl: plain.origin + PAGE_PATH,
    pageUrl: `${plain.origin}${PAGE_PATH}play.html`,
    pageFailure,
    harnessUrl: plain.origin + HARNESS_PATH,
    isolatedUrl: isolated.origin + HARNESS_PATH,
    close: async () => {
      await Promise.all([plain.close(), isolated.close()])
    },
  }
}
