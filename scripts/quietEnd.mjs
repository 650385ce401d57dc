import process from 'node:process'

/**
 * Ends this process without a word when nobody reads any longer what it prints (`… | head -1`).
 * @param {number} status the exit status: not 0 where the end would have told whether all is well
 */
export const endQuietly = (status) => {
  /** @param {Error & { code?: string }} error */
  const end = (error) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(status)
  }
  process.stdout.on('error', end)
  process.stderr.on('error', end)
}
