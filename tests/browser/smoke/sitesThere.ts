import path from 'node:path'
import type { EngineBrowser } from '../drivers/webDriver.ts'
import { builtPage } from '../helpers/builds.ts'
import { serveFolders } from '../helpers/staticServer.ts'

const PAGES = ['index', 'play', 'present', 'teach', 'embed'] as const
const PLACE = '/some/sub/path/'

/** Stands after a page's own text: it runs before the modules, which wait for the whole page. */
const WATCH = '<script src="/watch/watch.js"></script>'

/** The built site, each of whose pages keeps what it says in `watched`; the same as it is; other pages. */
export const openWatchedSites = async () => {
  const folder = (name: string): string => path.resolve(import.meta.dirname, name)
  const appended = new Map(PAGES.map((page) => [`${PLACE}${page}.html`, WATCH]))
  const site = await serveFolders(
    { [PLACE]: await builtPage(), '/watch/': folder('watch') },
    { appended },
  )
  const hosts = await serveFolders({ '/hosts/': folder('../hosts') })
  // As it is: a page that is kept for reading offline does not know where it is watched.
  const kept = await serveFolders({ [PLACE]: await builtPage() })
  return {
    address: (file: string): string => site.origin + PLACE + file,
    hosts: hosts.origin,
    keptAddress: (file: string): string => kept.origin + PLACE + file,
    /** Nothing that stands at a kept address can be reached from then on. */
    cut: () => kept.close(),
    close: () => Promise.all([site, hosts, kept].map((server) => server.close())),
  }
}

/** What the tests of one browser share. */
export interface Visit {
  browser: EngineBrowser
  sites: Awaited<ReturnType<typeof openWatchedSites>>
}
