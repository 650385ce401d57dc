/** A page that is translated while React keeps changing it. */
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReactElement } from 'react'
import { surviveTranslation } from '../../src/pages/site/translation.ts'
import { translatePage, WAYS } from './translatePage.ts'

let leave = (): void => undefined
beforeEach(() => {
  leave = surviveTranslation(document)
})
afterEach(() => {
  cleanup()
  leave()
})

/** Observers are told in a microtask of their own. */
const settled = (): Promise<void> => act(() => Promise.resolve())

/** Texts beside elements that come and go, as captions and lists have them. */
const Caption = ({ step, isPaused }: { step: number; isPaused: boolean }): ReactElement => (
  <p role="note">
    {isPaused ? 'Paused' : null}
    {isPaused ? <b> for now</b> : null} at step {step}
    {isPaused ? '.' : <i> …</i>}
  </p>
)

const words = (): string => screen.getByRole('note').textContent

describe.each(Object.keys(WAYS))('a text that a translator takes over (%s)', (name) => {
  const way = WAYS[name]

  it('shows its news, and what comes and goes beside it', async () => {
    const { rerender } = render(<Caption step={1} isPaused />)
    translatePage(document.body, way)
    await settled()
    const translated = words()
    rerender(<Caption step={2} isPaused />)
    await settled()
    // The number is the new one; the words around it may stay translated.
    expect(words()).toBe(translated.replace('1', '2'))
    rerender(<Caption step={3} isPaused={false} />)
    await settled()
    expect(words().toLowerCase()).toBe(' at step 3 …')
    rerender(<Caption step={4} isPaused />)
    await settled()
    expect(words().toLowerCase()).toBe('paused for now at step 4.')
  })

  it('is gone with what it stood in, and may be translated again', async () => {
    const { rerender } = render(<Caption step={1} isPaused />)
    for (const step of [2, 3, 4]) {
      translatePage(document.body, way)
      await settled()
      rerender(<Caption step={step} isPaused={step % 2 === 0} />)
      await settled()
      expect(words()).toContain(String(step))
    }
    rerender(<p>Nothing</p>)
    expect(document.body.textContent).toBe('Nothing')
  })
})

describe('without a translator', () => {
  it('nodes are removed and inserted as ever, and errors in use are still errors', () => {
    const list = document.createElement('ul')
    const [one, two] = [document.createElement('li'), document.createElement('li')]
    list.append(one)
    expect(list.insertBefore(two, one)).toBe(two)
    expect([...list.children]).toEqual([two, one])
    expect(list.removeChild(two)).toBe(two)
    expect([...list.children]).toEqual([one])
    expect(() => one.insertBefore(list, null)).toThrow()
  })

  it('leaves no trace once it is left', () => {
    leave()
    const list = document.createElement('ul')
    expect(() => list.removeChild(document.createElement('li'))).toThrow()
  })
})
