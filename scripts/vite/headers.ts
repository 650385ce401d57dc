import type { Plugin } from 'vite'

/** Some hosts serve a page without the ending of its file, and send others there. */
const pathsOf = (page: string): string[] => [`/${page}.html`, `/${page}`]

/** Pages that no other site may frame, by the paths under which hosts serve them. */
const UNFRAMED = ['/', ...['index', 'play', 'present', 'teach'].flatMap(pathsOf)]

/**
 * What a host should send with the site's files: the part of the policy that cannot stand in a page
 * itself, and how long a file may be kept. The names of assets change with their content.
 */
const HEADERS: readonly [path: string, headers: Readonly<Record<string, string>>][] = [
  [
    '/*',
    {
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
    },
  ],
  ...UNFRAMED.map((page): [string, Record<string, string>] => [
    page,
    { 'Content-Security-Policy': "frame-ancestors 'none'", 'Cache-Control': 'no-cache' },
  ]),
  ...pathsOf('embed').map((page): [string, Record<string, string>] => [
    page,
    { 'Content-Security-Policy': 'frame-ancestors *', 'Cache-Control': 'no-cache' },
  ]),
  ['/sw.js', { 'Cache-Control': 'no-cache' }],
  [
    '/assets/*',
    {
      'Cache-Control': 'public, max-age=31536000, immutable',
      // In a sandboxed frame even the site's own page is of another origin than its files.
      'Access-Control-Allow-Origin': '*',
    },
  ],
]

/** The table in the format that Netlify and Cloudflare Pages read from `_headers`. */
export const headersFile = (): string =>
  HEADERS.map(
    ([path, headers]) =>
      `${path}\n${Object.entries(headers)
        .map(([name, value]) => `  ${name}: ${value}\n`)
        .join('')}`,
  ).join('\n')

/** The headers of one path, as such a host sends them. */
export const headersOf = (path: string): Record<string, string> =>
  Object.assign(
    {},
    ...HEADERS.filter(([pattern]) =>
      pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
    ).map(([, headers]) => headers),
  ) as Record<string, string> // Object.assign over records of strings

/** Writes `_headers` into the build, and sends the same from `npm run preview`. */
export const hostHeaders = (): Plugin => ({
  name: 'host-headers',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() })
  },
  configurePreviewServer: ({ middlewares }) => {
    middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      for (const [name, value] of Object.entries(headersOf(pathname))) {
        response.setHeader(name, value)
      }
      next()
    })
  },
})
