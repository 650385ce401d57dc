/** Every figure of both networks is saved in every format, and what was saved is read again. */
import { readFileSync } from 'node:fs'
import type { Download, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { expectMeasured, numbersOf, QUICK, waitForEnd } from './helpers/playPage.ts'

const session = browserSession()

/** Runs of small ReLU networks that plain JavaScript ends within seconds. */
const QUICK_RELU =
  'v=1&network=relu&engine=cpu&inputDim=6&auxActive=2&hiddenWidth=50&auxSamples=64&mainSamples=24&stopLoss=1e-3&stepLimit=2000'

interface Saved {
  svg: string
  png: Buffer
  /** Cells of the table, under its heads. */
  heads: string[]
  rows: string[][]
  comments: string[]
  name: string
}

const fileOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path())

const save = async (page: Page, item: string): Promise<{ file: Buffer; name: string }> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ])
  return { file: await fileOf(download), name: download.suggestedFilename() }
}

const menuButton = (page: Page, title: string) =>
  page.getByRole('button', { name: `Figure menu: ${title}`, exact: true })

const saveAll = async (page: Page, title: string): Promise<Saved> => {
  await menuButton(page, title).click()
  const { file: svg, name } = await save(page, 'Save as SVG')
  const { file: png } = await save(page, 'Save as PNG')
  const { file: csv } = await save(page, 'Save data (CSV)')
  await page.keyboard.press('Escape')
  const lines = csv.toString('utf8').replace('\ufeff', '').trim().split('\r\n')
  const [heads = [], ...rows] = lines.filter((line) => !line.startsWith('#')).map(cellsOf)
  const comments = lines.filter((line) => line.startsWith('#'))
  return { svg: svg.toString('utf8'), png, heads, rows, comments, name }
}

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  )

interface Drawing {
  size: number[]
  title: string
  desc: string
  text: string
  links: string[]
  /** Circles on canvases: two arcs each. */
  circles: number
  /** Cells on canvases. */
  cells: number
}

/** What an SVG file holds, read as XML by an empty page: ours would refuse its style sheet. */
const readDrawing = (reader: Page, svg: string): Promise<Drawing> =>
  reader.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
    const all = (selector: string) => [...documentElement.querySelectorAll(selector)]
    if (all('parsererror').length > 0) throw new Error('This SVG is not well-formed.')
    const paths = all('path').map((path) => path.getAttribute('d') ?? '')
    return {
      size: ['width', 'height'].map((name) => Number(documentElement.getAttribute(name))),
      title: all('title').map((node) => node.textContent)[0] ?? '',
      desc: all('desc').map((node) => node.textContent)[0] ?? '',
      text: all('text')
        // Lines of one text.
        .flatMap((node) => [...node.childNodes].map(({ textContent }) => textContent ?? ''))
        .join(' '),
      links: all('a').map((node) => node.getAttribute('href') ?? ''),
      circles: paths.join('').split('A').length / 2 - 0.5,
      cells: all('rect[shape-rendering=crispEdges]').length,
    }
  }, svg)

interface Expected {
  title: string
  /** Texts that stand in the picture. */
  words: string[]
  /** A figure of the loss has no dots, and so on. */
  marks?: (saved: Saved, drawing: Drawing) => void
}

/** How many rows have this text in one of their cells. */
const rowsWith = ({ rows }: Saved, text: string): number =>
  rows.filter((cells) => cells.includes(text)).length

const isNumber = (text: string | undefined): boolean =>
  text !== undefined && text !== '' && Number.isFinite(Number(text))

/** A ring in each row at each of the teacher's features. */
const teacherRings = ({ heads, rows }: Saved, { circles }: Drawing, networks: number): void => {
  const column = heads.indexOf('main teacher (coefficient)')
  const features = rows.filter((cells) => Number(cells[column]) !== 0).length
  expect(features).toBeGreaterThan(0)
  expect(circles).toBeGreaterThanOrEqual(networks * features)
}

const DIAGONAL: Expected[] = [
  {
    title: 'Feature spectrum',
    words: ['auxiliary only', 'unused', 'Single task', 'Finetuned', 'what pretraining left'],
    marks: (saved, drawing) => {
      expect(saved.rows).toHaveLength(50)
      teacherRings(saved, drawing, 3)
    },
  },
  { title: 'Losses', words: ['Error on new inputs', 'Training loss', 'pretraining', 'PT+FT'] },
  {
    title: 'Error over one control',
    words: ['finetuned', 'rescaling factor c', 'error / zero function’s', 'optimal'],
    marks: (saved, { circles }) => {
      const dots = saved.rows.filter((cells) => isNumber(cells[2])).length
      expect(dots).toBeGreaterThan(100)
      expect(circles).toBe(dots)
    },
  },
  {
    title: 'Regime map',
    words: ['median error / zero function’s', 'task overlap o', 'as bad as zero'],
    marks: ({ rows }, { cells }) => {
      expect(cells).toBe(rows.filter((row) => isNumber(row[2])).length)
      expect(cells).toBeGreaterThan(50)
    },
  },
  { title: 'Exact trajectory', words: ['Single task', 'gradient steps', 'converged'] },
  {
    title: 'Sparsity against reuse',
    words: ['ℓ-order', 'feature dependence', 'Finetuned', 'Multi-task'],
    marks: (saved) => expect(rowsWith(saved, 'feature')).toBeGreaterThan(0),
  },
  { title: 'Penalties', words: ['like ℓ 1', 'Finetuned', 'unused: cost'] },
  {
    title: 'Multi-task learning beside the smallest group norm',
    words: ['multi-task network', 'converged'],
  },
  { title: 'Measured numbers', words: ['Teacher', 'learning rate', 'Multi-task'] },
]

const RELU: Expected[] = [
  {
    title: 'Feature spectrum',
    words: ['shared', 'elsewhere', 'Multi-task'],
    marks: (saved, drawing) => teacherRings(saved, drawing, 3),
  },
  {
    title: 'Directions of hidden units',
    words: ['hidden unit, v positive', 'strong units', 'Finetuned'],
    // 50 units of each of the three networks, and of what pretraining left.
    marks: ({ rows }) => expect(rows).toHaveLength(200),
  },
  { title: 'Losses', words: ['main task', 'STL'] },
  {
    title: 'Clusters and dimensions',
    words: ['Dimensions of the hidden activations', 'inertia', 'clusters k', 'before'],
    marks: (saved) => expect(rowsWith(saved, 'inertia')).toBeGreaterThan(4),
  },
  { title: 'Penalty of one unit', words: ['strength |w||v| of the unit', 'fresh unit'] },
  { title: 'Lazy baselines', words: ['LP, pretrained', 'NTK, fresh', 'zero function'] },
  { title: 'Measured numbers', words: ['Teacher', 'elsewhere'] },
]

/** The numbers in the head of a PNG file: its width and height. */
const sizeOfPng = (file: Buffer): number[] => {
  expect(file.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n')
  return [file.readUInt32BE(16), file.readUInt32BE(20)]
}

const NO_NUMBER = /NaN|undefined|Infinity|\bnull\b/

const checkFigure = (saved: Saved, drawing: Drawing, { title, words, marks }: Expected): string => {
  expect(drawing.title).toBe(title)
  expect(drawing.desc.length).toBeGreaterThan(100)
  for (const word of words) expect(drawing.text).toContain(word)
  // The caption stands there to be read, with the address.
  expect(drawing.text).toContain('init seed')
  const [link = ''] = drawing.links
  expect(drawing.text.replaceAll(' ', '')).toContain(link)
  const { svg } = saved
  expect(svg.replaceAll(/base64,[^)]*/g, '')).not.toMatch(NO_NUMBER)
  expect(sizeOfPng(saved.png)).toEqual(drawing.size.map((length) => 2 * length))
  expect(saved.comments.slice(0, 2)).toEqual([`# ${title}, Regimes of Reuse`, `# ${link}`])
  expect(saved.rows).not.toHaveLength(0)
  for (const row of saved.rows) expect(row).toHaveLength(saved.heads.length)
  marks?.(saved, drawing)
  return link
}

/** Saves all figures and then looks at them; gives the link of each. */
const checkAll = async (page: Page, figures: readonly Expected[]): Promise<string[]> => {
  const all: Saved[] = []
  for (const { title } of figures) all.push(await saveAll(page, title))
  // Behind another page, this one would work at leisure.
  const reader = await page.context().newPage()
  const links: string[] = []
  for (const [index, saved] of all.entries()) {
    const expected = figures[index]
    if (expected === undefined) throw new Error('unreachable')
    links.push(checkFigure(saved, await readDrawing(reader, saved.svg), expected))
  }
  await reader.close()
  return links
}

/** Brings every figure into view, until what is computed on sight has been. */
const computeAll = async (page: Page, titles: readonly string[]): Promise<void> => {
  for (const title of titles) await menuButton(page, title).scrollIntoViewIfNeeded()
}

describe('what is saved of a figure', () => {
  it('holds the picture, its words, its numbers and the way back, for diagonal networks', async () => {
    const page = await session.open(`#${QUICK}&rescale=0.1&dataSeed=3&theme=dark`)
    const numbers = await numbersOf(page)
    await computeAll(page, ['Error over one control'])
    await page.getByRole('button', { name: 'optimal', exact: true }).waitFor()
    await page.getByRole('group', { name: 'Where each regime lies' }).scrollIntoViewIfNeeded()
    await page.getByText('as bad as zero').waitFor()
    const links = await checkAll(page, DIAGONAL)
    await expectQuiet(page)
    // All lead to the same state.
    expect(new Set(links).size).toBe(1)
    const { hash } = new URL(links[0] ?? '')
    const other = await session.open(hash)
    await expectMeasured(other, numbers)
    expect(await other.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    await expectQuiet(other)
  })

  it('is as complete for ReLU networks, on a phone', async () => {
    const page = await session.open(`#${QUICK_RELU}`, { width: 390, height: 844 })
    await waitForEnd(page)
    await menuButton(page, 'Clusters and dimensions').scrollIntoViewIfNeeded()
    await page.getByText(/dimensions that pretraining left|goes from/).waitFor()
    await menuButton(page, 'Lazy baselines').scrollIntoViewIfNeeded()
    await page.getByText(/the better is/).waitFor()
    await checkAll(page, RELU)
    await menuButton(page, 'Measured numbers').click()
    await page.getByRole('menu').waitFor()
    expect(await axeViolations(page)).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await expectQuiet(page)
  })
})
