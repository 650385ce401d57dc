import { useEffect, useState, type ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'

/** Calls back once the page has loaded and nothing waits. */
const whenQuiet = (callback: () => void): void => {
  const start = (): void => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(callback, 2000)
    else requestIdleCallback(callback)
  }
  if (document.readyState === 'complete') start()
  else window.addEventListener('load', start, { once: true })
}

/** Keeps the site for reading offline, and offers a newer version when one has come. */
export const UpdateOffer = (): ReactElement => {
  const [load, setLoad] = useState<(() => void) | null>(null)
  useEffect(() => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
    whenQuiet(() => {
      import('../../offline/register.ts')
        .then(({ registerOffline }) => registerOffline((take) => setLoad(() => take)))
        // Nothing is lost but reading offline, which the next visit asks for again.
        .catch(() => undefined)
    })
  }, [])
  return (
    <div className="update-offer" role="status">
      {load === null ? null : (
        <>
          <span>A newer version is here.</span>
          <Button variant="quiet" onClick={load}>
            Load it
          </Button>
        </>
      )}
    </div>
  )
}
