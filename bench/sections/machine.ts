import { cpus, totalmem } from 'node:os'
import type { Section } from '../section.ts'

/** What draws and what computes on the graphics side, in the words of the browser's own driver. */
const readRenderer = (): string => {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (gl === null) return 'no WebGL 2'
  const detail = gl.getExtension('WEBGL_debug_renderer_info')
  return String(gl.getParameter(detail?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER))
}

/** Without this table no other number means anything. */
export const machine: Section = {
  title: 'Machine',
  run: async ({ launch, harnessUrl }) => {
    const browser = await launch()
    const page = await browser.newPage()
    await page.goto(harnessUrl)
    const renderer = await page.evaluate(readRenderer)
    const version = browser.version()
    await browser.close()
    const processors = cpus()
    return [
      { what: 'processor', value: processors[0]?.model ?? 'unknown' },
      { what: 'cores', value: String(processors.length) },
      { what: 'memory', value: `${(totalmem() / 2 ** 30).toFixed(1)} GiB` },
      { what: 'Node', value: process.versions.node },
      { what: 'Chromium', value: version },
      { what: 'graphics', value: renderer },
    ]
  },
}
