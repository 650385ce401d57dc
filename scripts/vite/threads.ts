import path from 'node:path'
import type { Plugin } from 'vite'

/** The name of a thread, from its module: "trainer" for "src/worker/trainer.worker.ts". */
const nameOf = (entry: string): string => path.basename(entry).replace(/(\.worker)?\.ts$/, '')

/**
 * Puts what a thread's module imports into a file of its own, so that no file ever imports the one
 * that the thread begins with. WebKit evaluates that one once more when it is imported: the thread
 * would listen twice, and obey every command twice.
 */
export const unimportedEntries = (): Plugin => {
  let entry = ''
  return {
    name: 'unimported-entries',
    apply: 'build',
    // Vite builds each thread by itself, from the path of its module.
    options: ({ input }) => {
      entry = typeof input === 'string' ? path.normalize(input) : ''
    },
    outputOptions: (output) => ({
      ...output,
      entryFileNames: `assets/${nameOf(entry)}.entry-[hash].js`,
      codeSplitting: {
        groups: [
          {
            name: nameOf(entry),
            tags: ['$initial'],
            test: (id) => path.normalize(id) !== entry,
          },
        ],
      },
    }),
  }
}
