/** The page's side of the service worker. */
import { Workbox } from 'workbox-window'

/**
 * Registers the worker once the page has nothing better to do.
 * @param onUpdate called when a newer version waits; what it is given loads that version, which
 * opens at the same address
 */
export const registerOffline = (onUpdate: (load: () => void) => void): void => {
  const workbox = new Workbox('./sw.js')
  workbox.addEventListener('waiting', () => {
    onUpdate(() => {
      workbox.addEventListener('controlling', () => window.location.reload())
      workbox.messageSkipWaiting()
    })
  })
  // Without it the page works as before, but only online.
  workbox.register().catch(() => undefined)
}
