/**
 * Keeps the whole site on the reader's device after the first visit. Assets carry their version in
 * their name or beside it; a newer worker waits until the reader lets it take over.
 */
import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'
import { LATE_ASSETS } from './lateAssets.ts'

/** Written by the build: every file, with the hash of its content where its name has none. */
declare const PRECACHED: { url: string; revision: string | null }[]

const worker = self as unknown as ServiceWorkerGlobalScope // the type checker's self is any worker's

// No page is another one for what stands behind a question mark: mailings and feeds add to it.
precacheAndRoute(PRECACHED, { ignoreURLParametersMatching: [/./] })
// Heavy, and asked for by few: kept once they have been used.
registerRoute(({ url }) => LATE_ASSETS.test(url.pathname), new CacheFirst({ cacheName: 'late' }))
cleanupOutdatedCaches()
// The first worker serves the page that brought it; a later one gets that far only when told to.
clientsClaim()

worker.addEventListener('message', (event) => {
  const { type } = (event.data ?? {}) as { type?: unknown } // anything may be sent
  if (type === 'SKIP_WAITING') void worker.skipWaiting()
})
