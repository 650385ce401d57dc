/** Renders figures bound to a playground whose threads are in the test's hands. */
import { act, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { vi } from 'vitest'
import { PlaygroundProvider } from '../../src/figures/playgroundContext.ts'
import { recordingContext } from '../charts/recordingContext.ts'
import { openFakePlayground, type FakePlayground } from '../store/fakes.ts'

/** jsdom lays nothing out and has no canvas: everything is 1000 by 600 px, drawing is recorded. */
export const prepareScreen = (): void => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(
    recordingContext().context as never,
  )
  vi.useFakeTimers()
}

/** Lets pending frames and sampled numbers catch up, in the fake timers' time. */
export const settle = (): void => act(() => void vi.advanceTimersByTime(500))

export const renderWithPlayground = (
  figure: ReactElement,
  hash = '',
): FakePlayground & { container: HTMLElement } => {
  const fake = openFakePlayground({ hash })
  const { container } = render(
    <PlaygroundProvider value={fake.playground}>{figure}</PlaygroundProvider>,
  )
  return { ...fake, container }
}
