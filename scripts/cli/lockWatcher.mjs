/**
 * Waits until the process that holds a lock has ended, however it did (its end of our standard input
 * is closed then), and removes the lock if it is still that one's: `node lockWatcher.mjs LOCK TEXT`.
 */
import { readFileSync, rmSync } from 'node:fs'
import process from 'node:process'

const [lock = '', text = ''] = process.argv.slice(2)

process.stdin.on('end', () => {
  try {
    if (readFileSync(lock, 'utf8') === text) rmSync(lock)
  } catch {
    // It is gone already.
  }
})
process.stdin.resume()
