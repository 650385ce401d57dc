/** What each page loads before anything is asked of it: its script and all that this one imports. */
import { readFileSync } from 'node:fs'

/** Vite names them in the page: the script, and a preload for each import. @param {string} page */
const scriptsOf = (page) =>
  [
    ...readFileSync(`dist/${page}.html`, 'utf8').matchAll(
      /(?:src|href)="\.\/(assets\/[^"]+\.js)"/g,
    ),
  ].map(([, file]) => `dist/${file}`)

const pages = ['index', 'play', 'embed', 'present', 'teach']

export default [
  ...pages.map((page) => ({ name: page, path: scriptsOf(page), gzip: true, limit: '130 kB' })),
  {
    name: 'threads',
    path: 'dist/assets/{trainer,compute,rowThread}*.js',
    gzip: true,
    limit: '240 kB',
  },
  { name: 'race, ours', path: 'dist/assets/raceEngine-*.js', gzip: true, limit: '80 kB' },
  { name: 'race, plain tfjs', path: 'dist/assets/racePlain-*.js', gzip: true, limit: '300 kB' },
]
