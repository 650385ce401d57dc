import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { build, type Plugin } from 'vite'
import { LATE_ASSETS } from '../../src/offline/lateAssets.ts'

/** A name with a hash never stands for another content. */
const HASHED = /^assets\//
/** Instructions to hosts, and what is of use only to readers of the code. */
const LEFT_OUT = /^(_headers|sw\.js|.*\.map)$/

interface Precached {
  url: string
  revision: string | null
}

/** Every file of the built site that is kept for reading offline. */
export const precachedFiles = (folder: string): Precached[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ file, url: path.relative(folder, file).split(path.sep).join('/') }))
    .filter(({ url }) => !LEFT_OUT.test(url) && !LATE_ASSETS.test(`/${url}`))
    .map(({ file, url }) => ({
      url,
      revision: HASHED.test(url)
        ? null
        : createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16),
    }))
    .sort((one, other) => one.url.localeCompare(other.url, 'en'))

/** Builds the service worker last, when all that it is to keep has been written. */
export const offlineWorker = (): Plugin => ({
  name: 'offline-worker',
  apply: 'build',
  writeBundle: {
    order: 'post',
    sequential: true,
    handler: async ({ dir = 'dist' }) => {
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: {
          PRECACHED: JSON.stringify(precachedFiles(dir)),
          'process.env.NODE_ENV': JSON.stringify('production'),
        },
        build: {
          outDir: dir,
          emptyOutDir: false,
          target: 'es2023',
          lib: {
            entry: path.resolve(import.meta.dirname, '../../src/offline/serviceWorker.ts'),
            formats: ['iife'],
            name: 'offline',
            fileName: () => 'sw.js',
          },
        },
      })
    },
  },
})
