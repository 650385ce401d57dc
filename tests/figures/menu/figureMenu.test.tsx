import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { useFigureRows } from '../../../src/figures/figureRows.ts'
import { FigureFrame } from '../../../src/figures/menu/FigureFrame.tsx'
import { PlaygroundProvider } from '../../../src/figures/playgroundContext.ts'
import { readEmbedLink } from '../../../src/protocol/embedLink.ts'
import { openFakePlayground } from '../../store/fakes.ts'

const Table = ({ rows }: { rows: number[][] }) => {
  useFigureRows(() => ({ columns: ['x', 'y'], rows }))
  return <p>a figure</p>
}

const open = async (rows: number[][] = [[1, 2 / 3]], isInPlay = true): Promise<HTMLElement> => {
  const { playground } = openFakePlayground({ hash: '#v=1&rescale=0.25&dataSeed=7' })
  render(
    <PlaygroundProvider value={playground}>
      <FigureFrame figure="loss" isInPlay={isInPlay} controls={['overlap']}>
        <Table rows={rows} />
      </FigureFrame>
    </PlaygroundProvider>,
  )
  const button = await screen.findByRole('button', { name: 'Figure menu: Losses' })
  fireEvent.click(button)
  const menu = await screen.findByRole('menu', { name: 'Losses' })
  // The focus comes once the menu stands.
  await waitFor(() => expect(menu.contains(document.activeElement)).toBe(true))
  return button
}

const item = (name: string) => screen.getByRole('menuitem', { name })
const focused = () => document.activeElement?.textContent
const said = () => screen.getByRole('status').textContent

let copied: string[] = []

// What comes later on the page is there at once in these tests, however busy the machine.
beforeAll(async () => {
  await import('../../../src/figures/menu/FigureMenu.tsx')
  await import('../../../src/figures/menu/MenuPanel.tsx')
})

beforeEach(() => {
  copied = []
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: {
      writeText: (text: string) => {
        copied.push(text)
        return Promise.resolve()
      },
    },
  })
  // Where there is no canvas, letters are taken to be as wide as they usually are.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  HTMLElement.prototype.scrollIntoView = () => undefined
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

/** Clicks, and lets everything that follows come to its end. */
const choose = async (name: string): Promise<void> => {
  fireEvent.click(item(name))
  await waitFor(() => expect(said()).not.toBe(''))
}

describe('the menu of a figure', () => {
  it('takes the focus, and is walked through by keys', async () => {
    await open()
    expect(focused()).toBe('Copy link to this state')
    const menu = screen.getByRole('menu')
    fireEvent.keyDown(menu, { key: 'ArrowDown' })
    expect(focused()).toBe('Copy embed code')
    fireEvent.keyDown(menu, { key: 'End' })
    expect(focused()).toBe('Save data (CSV)')
    fireEvent.keyDown(menu, { key: 'ArrowDown' })
    expect(focused()).toBe('Copy link to this state')
    fireEvent.keyDown(menu, { key: 'ArrowUp' })
    expect(focused()).toBe('Save data (CSV)')
    fireEvent.keyDown(menu, { key: 'Home' })
    expect(focused()).toBe('Copy link to this state')
  })

  it('closes by Escape, which gives the focus back, and by a click beside it', async () => {
    const button = await open()
    expect(button.getAttribute('aria-expanded')).toBe('true')
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' })
    expect(screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(button)
    fireEvent.click(button)
    expect(screen.queryByRole('menu')).not.toBeNull()
    fireEvent.pointerDown(screen.getByText('a figure'))
    expect(screen.queryByRole('menu')).toBeNull()
  })

  it('leads to Play from elsewhere only', async () => {
    await open([[1, 2]], false)
    expect(item('Open in Play')).not.toBeNull()
    cleanup()
    await open()
    expect(screen.queryByRole('menuitem', { name: 'Open in Play' })).toBeNull()
  })

  it('copies a link to the state in Play', async () => {
    await open()
    await choose('Copy link to this state')
    const { pathname, hash } = new URL(copied[0] ?? '')
    expect(pathname).toBe('/play.html')
    expect(hash).toBe('#v=1&rescale=0.25&dataSeed=7')
    expect(said()).toBe('Link copied.')
  })

  it('copies code that embeds the figure with its sliders', async () => {
    await open()
    await choose('Copy embed code')
    const { body } = new DOMParser().parseFromString(copied[0] ?? '', 'text/html')
    const frame = body.querySelector('iframe')
    expect(frame?.title).toBe('Losses, Regimes of Reuse')
    const { pathname, hash } = new URL(frame?.src ?? '')
    expect(pathname).toBe('/embed.html')
    expect(readEmbedLink(hash)).toMatchObject({
      ...{ figure: 'loss', controls: ['overlap'], start: 'paused', host: null, problems: [] },
      spec: { rescale: 0.25, dataSeed: 7 },
    })
  })

  it('shows what could not be copied', async () => {
    await open()
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })
    await choose('Copy link to this state')
    expect(said()).toContain('does not let the page copy')
    const text = screen.getByRole<HTMLTextAreaElement>('textbox')
    expect(text.value).toMatch(/play\.html#v=1&rescale=0\.25/)
  })

  it('saves the numbers under what they are of', async () => {
    const files: Blob[] = []
    const names: string[] = []
    URL.createObjectURL = (file) => {
      files.push(file as Blob)
      return 'blob:test'
    }
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(this.download)
    })
    await open()
    await choose('Save data (CSV)')
    expect(names).toEqual(['loss-rescale-0.25-dataSeed-7.csv'])
    expect(said()).toBe('Saved as loss-rescale-0.25-dataSeed-7.csv.')
    const bytes = await files[0]?.arrayBuffer()
    const lines = new TextDecoder().decode(bytes).split('\r\n')
    expect(lines.slice(-3)).toEqual(['x,y', '1,0.6666666666666666', ''])
    const comments = lines.filter((line) => line.startsWith('# '))
    expect(comments[0]).toBe('# Losses, Regimes of Reuse')
    expect(comments[1]).toMatch(/play\.html#v=1&rescale=0\.25&dataSeed=7$/)
    expect(comments[2]).toContain('rescaling factor 0.25')
    expect(comments[3]).toMatch(/^# Data seed 7, init seed \d+$/)
  })

  it('says why nothing was saved', async () => {
    await open([])
    await choose('Save data (CSV)')
    expect(said()).toBe('“Save data (CSV)” did not work: there is nothing to save yet.')
    await choose('Save as SVG')
    expect(said()).toBe('“Save as SVG” did not work: there is nothing to draw yet.')
  })
})
