/** A part whose code does not come: what was prerendered of it stays, until it does. */
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { Suspense, useState, useSyncExternalStore, type ReactElement } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { patientPart } from '../../src/controls/patientPart.ts'

afterEach(cleanup)

const Prose = (): ReactElement => {
  const [count, setCount] = useState(0)
  return <button onClick={() => setCount(count + 1)}>pressed {count} times</button>
}

/** As React's server writes a boundary that it has waited for. */
const PRERENDERED = '<!--$--><button>pressed <!-- -->0<!-- --> times</button><!--/$-->'

const openLate = async (load: () => Promise<{ default: () => ReactElement }>) => {
  const part = patientPart(load)
  const Told = (): ReactElement | null => {
    const failure = useSyncExternalStore(part.subscribe, part.failure, () => null)
    return failure === null ? null : <p role="alert">{String(failure.error)}</p>
  }
  const root = document.createElement('div')
  root.innerHTML = PRERENDERED
  document.body.replaceChildren(root)
  await act(async () => {
    hydrateRoot(
      root,
      <>
        <Told />
        <Suspense fallback={null}>
          <part.Part />
        </Suspense>
      </>,
    )
    await Promise.resolve()
  })
  return part
}

describe('patientPart(load)', () => {
  it('keeps what was prerendered, says why it waits, and comes to life once it can', async () => {
    let isOnline = false
    const load = vi.fn(() =>
      isOnline
        ? Promise.resolve({ default: Prose })
        : Promise.reject(new Error('the network is gone')),
    )
    const part = await openLate(load)
    const button = screen.getByRole('button', { name: 'pressed 0 times' })
    expect(screen.getByRole('alert').textContent).toBe('Error: the network is gone')
    // A second time in vain.
    await act(async () => {
      part.retry()
      await Promise.resolve()
    })
    screen.getByRole('alert')
    expect(screen.getByRole('button')).toBe(button)
    expect(load).toHaveBeenCalledTimes(2)
    isOnline = true
    await act(async () => {
      part.retry()
      await Promise.resolve()
    })
    expect(screen.queryByRole('alert')).toBe(null)
    expect(screen.getByRole('button')).toBe(button)
    fireEvent.click(button)
    await screen.findByText('pressed 1 times')
  })
})
