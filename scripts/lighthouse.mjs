/**
 * `npm run lighthouse`: builds the site, and lets Lighthouse judge its pages as a desktop would load
 * them. Lighthouse is fetched when it is asked for: it is heavy, and newer versions need Node 22.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './findBrowser.mjs'
import { endQuietly } from './quietEnd.mjs'

const LIGHTHOUSE = 'lighthouse@12.8.2'
const PORT = 4273
const PAGES = ['', 'play.html', 'present.html', 'teach.html', 'embed.html']
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100 }
const FLAGS = '--headless=new --no-sandbox --use-angle=swiftshader --enable-unsafe-swiftshader'

const root = fileURLToPath(new URL('..', import.meta.url))
const vite = path.join(root, 'node_modules/vite/bin/vite.js')

/** Resolves once the server answers. @param {string} url */
const untilServed = async (url) => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await fetch(url)
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error(`nothing answers at ${url}`)
}

/** @param {string} page @param {string} browser */
const judge = (page, browser) => {
  const output = path.join(root, 'build/lighthouse', `${page === '' ? 'index.html' : page}.json`)
  spawnSync(
    'npx',
    [
      '--yes',
      LIGHTHOUSE,
      `http://localhost:${PORT}/${page}`,
      '--preset=desktop',
      '--only-categories=performance,accessibility,best-practices',
      '--output=json',
      `--output-path=${output}`,
      `--chrome-flags=${FLAGS}`,
      '--quiet',
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, CHROME_PATH: browser } },
  )
  const { categories, audits } = JSON.parse(readFileSync(output, 'utf8'))
  const scores = Object.entries(LEAST).map(([name, least]) => {
    const score = Math.round(100 * categories[name].score)
    return { name, score, isMet: score >= least }
  })
  const shift = audits['cumulative-layout-shift'].numericValue
  const painted = audits['largest-contentful-paint'].displayValue
  console.log(
    `${(page || 'index.html').padEnd(13)} ${scores.map(({ name, score }) => `${name} ${score}`).join(', ')}, largest paint ${painted}, layout shift ${shift.toFixed(3)}`,
  )
  return scores.every(({ isMet }) => isMet) && shift < 0.02
}

endQuietly(1)
mkdirSync(path.join(root, 'build/lighthouse'), { recursive: true })
spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
const server = spawn(process.execPath, [vite, 'preview', '--port', String(PORT), '--strictPort'], {
  cwd: root,
  stdio: 'ignore',
})
try {
  await untilServed(`http://localhost:${PORT}/`)
  const browser = await findBrowser()
  const judged = PAGES.map((page) => judge(page, browser))
  process.exitCode = judged.every(Boolean) ? 0 : 1
} finally {
  server.kill()
}
