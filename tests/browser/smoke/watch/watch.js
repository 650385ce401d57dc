/* global window, addEventListener, Worker */
/* Keeps everything that a page says where a reader would not see it; threads' errors too. */
;(() => {
  /** @type {string[]} */
  const watched = []
  Object.assign(window, { watched })
  /** @param {string} kind @param {unknown} what */
  const note = (kind, what) => watched.push(`${kind}: ${String(what)}`)
  for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
    /** @param {unknown[]} words */
    const noteWords = (...words) => note(level, words.join(' '))
    Object.assign(console, { [level]: noteWords })
  }
  addEventListener('error', ({ message }) => note('uncaught', message ?? 'not loaded'), true)
  addEventListener('unhandledrejection', ({ reason }) => note('rejected', reason))
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    note('refused', `${violatedDirective} ${blockedURI}`),
  )
  window.Worker = class extends Worker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super(address, options)
      this.addEventListener('error', ({ message }) => note('thread', message))
    }
  }
})()
