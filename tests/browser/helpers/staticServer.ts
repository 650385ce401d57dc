import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { headersOf } from '../../../scripts/vite/headers.ts'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

interface StaticServer {
  /** Scheme, host and port, without a closing slash. */
  origin: string
  close: () => Promise<void>
}

/** What lets a page share memory between its threads (HTML standard, "Cross-origin isolation"). */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

interface ServedFile {
  content: Buffer
  /** Its path in the folder. */
  own: string
}

/** The folder's files by the path they are asked for. */
const filesUnder = (prefix: string, folder: string): [string, ServedFile][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name)
      const name = path.relative(folder, file).split(path.sep).join('/')
      return [prefix + name, { content: readFileSync(file), own: `/${name}` }]
    })

/**
 * Serves each folder below its own sub-path, as any static host would, and nothing else: an address
 * that forgets the sub-path is not found. The files are read once, so that a build that begins
 * later cannot take them away from a running test.
 * @param isIsolated whether the pages are cut off from other origins
 * @param isPlain whether the host sends nothing of what the site asks hosts to send
 * @param appended what is sent after a file's content, by the path it is asked for; looked up anew each time
 */
export const serveFolders = async (
  folders: Record<string, string>,
  { isIsolated = false, isPlain = false, appended = new Map<string, string>() } = {},
): Promise<StaticServer> => {
  const files = new Map(
    Object.entries(folders).flatMap(([prefix, folder]) => filesUnder(prefix, folder)),
  )
  const missing = { content: Buffer.from('Not found'), own: '/404.txt' }
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const name = asked.endsWith('/') ? `${asked}index.html` : asked
    const { content, own } = files.get(name) ?? missing
    response.writeHead(files.has(name) ? 200 : 404, {
      ...(isPlain ? {} : headersOf(own)),
      'Cache-Control': 'no-store',
      'Content-Type': TYPES[path.extname(own)] ?? 'application/octet-stream',
      // The browser then trusts the type alone, and a wrong one shows.
      'X-Content-Type-Options': 'nosniff',
      ...(isIsolated ? ISOLATION : {}),
    })
    response.end(Buffer.concat([content, Buffer.from(appended.get(name) ?? '')]))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
