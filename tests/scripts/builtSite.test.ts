/** What the build adds to the pages: headers for hosts, the list of what is kept offline, the manifest. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { headersFile, headersOf } from '../../scripts/vite/headers.ts'
import { precachedFiles } from '../../scripts/vite/offline.ts'

/** A folder with these files, removed after the test. */
const folderWith = (files: Record<string, string>): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'regimes-of-reuse-site-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
  return folder
}

describe('headersFile()', () => {
  /** Paths with their headers, read back from the text as a host reads it. */
  const read = new Map(
    headersFile()
      .split('\n\n')
      .map((block) => {
        const [name = '', ...lines] = block.trim().split('\n')
        const headers = lines.map((line) => line.trim().split(': ', 2))
        return [name, Object.fromEntries(headers) as Record<string, string>]
      }),
  )

  it('forbids framing of every page but the embed, under each of its addresses', () => {
    const framing = (page: string) => read.get(page)?.['Content-Security-Policy']
    for (const page of [
      '/',
      '/index.html',
      '/play.html',
      '/play',
      '/present.html',
      '/teach.html',
    ]) {
      expect(framing(page), page).toBe("frame-ancestors 'none'")
    }
    expect(framing('/embed.html')).toBe('frame-ancestors *')
    for (const page of ['index', 'play', 'embed', 'present', 'teach']) {
      expect(existsSync(`${page}.html`)).toBe(true)
      expect(framing(`/${page}.html`)).not.toBe(undefined)
    }
  })

  it('says the same as headersOf(path)', () => {
    expect(headersOf('/play.html')).toEqual({ ...read.get('/*'), ...read.get('/play.html') })
    expect(headersOf('/assets/x.js')).toEqual({ ...read.get('/*'), ...read.get('/assets/*') })
  })
})

describe('precachedFiles(folder)', () => {
  it('names each file with a revision, unless its name has a hash', () => {
    const folder = folderWith({ 'index.html': 'a', 'assets/index-Ab12.js': 'b' })
    expect(precachedFiles(folder)).toEqual([
      { url: 'assets/index-Ab12.js', revision: null },
      { url: 'index.html', revision: expect.stringMatching(/^[0-9a-f]{16}$/) as string },
    ])
  })

  it('changes the revision with the content', () => {
    const revisionOf = (content: string) => precachedFiles(folderWith({ 'play.html': content }))
    expect(revisionOf('one')).not.toEqual(revisionOf('two'))
    expect(revisionOf('one')).toEqual(revisionOf('one'))
  })

  it('leaves out the worker itself, what only hosts read, and what is heavy and rarely used', () => {
    const folder = folderWith({
      'sw.js': '',
      _headers: '',
      'assets/racePlain-X1.js': '',
      'assets/tfjs-backend-wasm-simd-X1.wasm': '',
    })
    expect(precachedFiles(folder)).toEqual([])
  })
})

describe('the web app manifest', () => {
  const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as {
    icons: { src: string; sizes: string; type: string }[]
    start_url: string
    display: string
  }

  it('has what installing needs: a start, a display of its own, and icons that are there', () => {
    expect(manifest).toMatchObject({ start_url: './', scope: './', display: 'standalone' })
    expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(
      expect.arrayContaining(['192x192', '512x512']),
    )
    for (const { src, sizes, type } of manifest.icons) {
      const file = readFileSync(path.join('public', src))
      if (type !== 'image/png') continue
      // A PNG says its width in bytes 16 to 19 (PNG specification, IHDR).
      expect(`${file.readUInt32BE(16)}x${file.readUInt32BE(20)}`).toBe(sizes)
    }
  })
})
