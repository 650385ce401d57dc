import type { Timer } from './conductor.ts'

/**
 * The browser's time. Chained zero timeouts are slowed to 4 ms, so a wait of zero goes once through
 * a message channel instead; waiting commands are delivered before it returns.
 */
export const createBrowserTimer = (): Timer => {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return {
    now: () => performance.now(),
    wait: (milliseconds) =>
      new Promise<void>((resolve) => {
        if (milliseconds >= 4) {
          setTimeout(resolve, milliseconds)
          return
        }
        waiting.push(resolve)
        port2.postMessage(null)
      }),
  }
}
