/** A part of a page that fails: what is said in its place, and how to go on. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { Suspense, type ReactElement } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lazyPart } from '../../src/controls/lazyPart.ts'
import { PartBoundary } from '../../src/controls/PartBoundary.tsx'

beforeEach(() => {
  // React tells the console of every error that a boundary has caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

let isBroken = true
const Picture = (): ReactElement => {
  if (isBroken) throw new Error('invalid width: -1')
  return <p>the picture</p>
}

const page = (cause: unknown = 0): ReactElement => (
  <>
    <p>the prose</p>
    <PartBoundary name="The picture" cause={cause} address={() => 'https://site.example/#v=1'}>
      <Picture />
    </PartBoundary>
  </>
)

const click = (name: string): Promise<void> =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
    await Promise.resolve()
  })

describe('PartBoundary', () => {
  beforeEach(() => {
    isBroken = true
  })

  it('says which part stopped and why, and leaves the rest of the page alone', () => {
    render(page())
    expect(screen.getByRole('alert').textContent).toMatch(
      /^The picture stopped\. The rest of the page goes on, and your settings are kept in the link\./,
    )
    screen.getByText(/invalid width: -1/)
    screen.getByText('the prose')
  })

  it('draws the part again when asked to, and says so again if it fails again', async () => {
    render(page())
    await click('Try again')
    screen.getByRole('alert')
    isBroken = false
    await click('Try again')
    screen.getByText('the picture')
    expect(screen.queryByRole('alert')).toBe(null)
  })

  it('draws the part again by itself once it is drawn from something else', () => {
    const { rerender } = render(page(1))
    isBroken = false
    rerender(page(1))
    screen.getByRole('alert')
    rerender(page(2))
    screen.getByText('the picture')
  })

  it('hands out the link that keeps the settings', async () => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })
    Reflect.deleteProperty(navigator, 'clipboard')
    render(page())
    await click('Copy link')
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('https://site.example/#v=1')
  })
})

describe('lazyPart(load)', () => {
  it('asks for its code again after a failure, but not before somebody wants it', async () => {
    let isOnline = false
    const load = vi.fn(() =>
      isOnline
        ? Promise.resolve({ default: () => <p>the picture</p> })
        : Promise.reject(new Error('the network is gone')),
    )
    const Late = lazyPart(load)
    const late = (
      <PartBoundary name="The picture">
        <Suspense fallback={null}>
          <Late />
        </Suspense>
      </PartBoundary>
    )
    const { rerender } = await act(async () => {
      const rendered = render(late)
      await Promise.resolve()
      return rendered
    })
    screen.getByText(/the network is gone/)
    isOnline = true
    rerender(late)
    expect(load).toHaveBeenCalledTimes(1)
    await click('Try again')
    await screen.findByText('the picture')
    expect(load).toHaveBeenCalledTimes(2)
  })
})
