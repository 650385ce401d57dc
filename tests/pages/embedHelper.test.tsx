/** The helper for pages that embed figures, however it was included. */
import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const CODE = readFileSync('public/embed.js', 'utf8')
const SITE = 'https://site.example'

/** Runs the file as if it stood in a script of that address; as a module and in the page: none. */
const include = (address: string | null | undefined): void => {
  const script = address === undefined ? null : { src: address ?? '' }
  vi.spyOn(document, 'currentScript', 'get').mockReturnValue(script as HTMLScriptElement | null)
  runInThisContext(CODE)
}

const heard: string[] = []
const hear = ({ key }: KeyboardEvent): void => void heard.push(key)
let listened: [string, EventListener][] = []

beforeEach(() => {
  heard.length = 0
  listened = []
  document.body.innerHTML = ''
  document.addEventListener('keydown', hear)
  vi.stubGlobal('focus', () => undefined)
  const add = window.addEventListener.bind(window)
  vi.spyOn(window, 'addEventListener').mockImplementation((type: string, listener: unknown) => {
    listened.push([type, listener as EventListener])
    add(type, listener as EventListener)
  })
})

afterEach(() => {
  document.removeEventListener('keydown', hear)
  for (const [type, listener] of listened) window.removeEventListener(type, listener)
  Reflect.deleteProperty(window, 'regimesOfReuseHomes')
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const frameOf = (address: string): HTMLIFrameElement => {
  const frame = document.createElement('iframe')
  frame.src = address
  document.body.append(frame)
  return frame
}

const tell = (frame: HTMLIFrameElement, more: object, origin = SITE): void => {
  const data = { protocol: 'regimes-of-reuse', version: 1, ...more }
  window.dispatchEvent(new MessageEvent('message', { data, origin, source: frame.contentWindow }))
}

const FIGURE = `${SITE}/some/path/embed.html#figure=ladder`

describe.each([
  ['as a script', `${SITE}/embed.js`],
  ['as a module', undefined],
  ['written into the page', null],
])('embed.js %s', (_, address) => {
  it('sizes the figure and hands its keys on, once, however often it is included', () => {
    for (let copy = 0; copy < 3; copy += 1) include(address)
    const frame = frameOf(FIGURE)
    tell(frame, { type: 'size', height: 321 })
    expect(frame.style.height).toBe('321px')
    tell(frame, { type: 'leave', key: 'ArrowRight' })
    expect(heard).toEqual(['ArrowRight'])
  })

  it('helps a sandboxed figure, whose origin is null', () => {
    include(address)
    const frame = frameOf(FIGURE)
    tell(frame, { type: 'size', height: 200 }, 'null')
    expect(frame.style.height).toBe('200px')
  })

  it('does nothing for what is no figure, or says it came from elsewhere', () => {
    include(address)
    const other = frameOf('https://other.example/page.html')
    tell(other, { type: 'size', height: 100 }, 'https://other.example')
    const figure = frameOf(FIGURE)
    tell(figure, { type: 'size', height: 100 }, 'https://other.example')
    expect([other.style.height, figure.style.height]).toEqual(['', ''])
  })
})

describe('two copies of two sites', () => {
  it('help the figures of both, and each once', () => {
    include(`${SITE}/embed.js`)
    include('https://other.example/embed.js')
    const figures = [frameOf(FIGURE), frameOf('https://other.example/embed.html')] as const
    tell(figures[0], { type: 'leave', key: 'ArrowLeft' })
    tell(figures[1], { type: 'leave', key: 'PageDown' }, 'https://other.example')
    expect(heard).toEqual(['ArrowLeft', 'PageDown'])
  })
})
