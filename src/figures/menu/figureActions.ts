/** What the menu of a figure does. Each action says in the end what it has done, or why it could not. */
import { copyText } from '../../controls/copyText.ts'
import { csvOf } from '../../charts/export/csv.ts'
import { drawPicture, type Picture } from '../../charts/export/picture.ts'
import { rasterOf } from '../../charts/export/raster.ts'
import { writeEmbedLink } from '../../protocol/embedLink.ts'
import { FIGURES } from '../../protocol/figures.ts'
import type { Playground } from '../../store/playground.ts'
import { embedAddress, playAddress } from './addresses.ts'
import type { FigureSource } from './figureSource.ts'
import { fileStem, seedsInWords, settingsInWords } from './travelWords.ts'

export interface Outcome {
  said: string
  /** What is to be copied by hand, where the browser does not let the page do it. */
  toCopy?: string
}

export interface ActionContext {
  source: FigureSource
  playground: Playground
}

const copy = async (text: string, name: string): Promise<Outcome> => {
  try {
    await copyText(text)
    return { said: `${name} copied.` }
  } catch {
    return { said: `This browser does not let the page copy. ${name} stands here.`, toCopy: text }
  }
}

/** Hands a file to the browser, which saves it. */
const save = (content: Blob, name: string): Outcome => {
  const address = URL.createObjectURL(content)
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = name
  anchor.click()
  // The browser has taken the file by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return { said: `Saved as ${name}.` }
}

/** The address of the state on screen, in Play. */
export const copyLink = ({ playground }: ActionContext): Promise<Outcome> =>
  copy(playAddress(playground.link()), 'Link')

/** Attribute text between double quotes. */
const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** Room for what the figure's frame does not hold: sliders, the caption, the credit. */
const MORE_HEIGHT = 160

/** The code of a frame that shows the figure in another page. */
export const copyEmbed = ({ source, playground }: ActionContext): Promise<Outcome> => {
  const { figure, controls } = source
  const { spec, view } = playground.controls.getState()
  const hash = writeEmbedLink({ figure, controls, start: 'paused', host: null, spec, view })
  const height = Math.round((source.element()?.offsetHeight ?? 480) + MORE_HEIGHT)
  const title = `${FIGURES[figure].title}, Regimes of Reuse`
  const code = `<iframe src="${attribute(embedAddress(hash))}" title="${attribute(title)}" width="100%" height="${String(height)}" style="border: 0" loading="lazy"></iframe>`
  return copy(code, 'Embed code')
}

const pictureOf = ({ source, playground }: ActionContext): Promise<Picture> => {
  const frame = source.element()
  if (frame === null) throw new Error('the figure is gone.')
  const { spec } = playground.controls.getState()
  return drawPicture(frame, {
    title: FIGURES[source.figure].title,
    notes: [`${settingsInWords(spec)} ${seedsInWords(spec)}.`, 'Regimes of Reuse; this state:'],
    link: playAddress(playground.link()),
  })
}

const nameOf = ({ source, playground }: ActionContext, ending: string): string =>
  `${fileStem(source.figure, playground.controls.getState())}.${ending}`

/** The figure as vectors, with its caption and link. */
export const saveSvg = async (context: ActionContext): Promise<Outcome> => {
  const { svg } = await pictureOf(context)
  return save(new Blob([svg], { type: 'image/svg+xml' }), nameOf(context, 'svg'))
}

/** The same as pixels, two for each CSS pixel. */
export const savePng = async (context: ActionContext): Promise<Outcome> =>
  save(await rasterOf(await pictureOf(context)), nameOf(context, 'png'))

/** The numbers that are drawn, in full precision; heads name their units. */
export const saveCsv = async (context: ActionContext): Promise<Outcome> => {
  const { source, playground } = context
  const read = source.rows()
  if (read === null) throw new Error('there is nothing to save yet.')
  const table = await read()
  if (table.rows.length === 0) throw new Error('there is nothing to save yet.')
  const { spec } = playground.controls.getState()
  const comments = [
    `${FIGURES[source.figure].title}, Regimes of Reuse`,
    playAddress(playground.link()),
    settingsInWords(spec),
    seedsInWords(spec),
  ]
  // Spreadsheets take a file for UTF-8 only if it says so at its very beginning.
  const content = new Blob(['\ufeff', csvOf(table, comments)], { type: 'text/csv;charset=utf-8' })
  return save(content, nameOf(context, 'csv'))
}

/** Opens the playground beside this page. */
export const openInPlay = ({ playground }: ActionContext): Promise<Outcome> => {
  window.open(playAddress(playground.link()), '_blank', 'noopener')
  return Promise.resolve({ said: 'Opened in another tab.' })
}
