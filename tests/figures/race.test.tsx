import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import RaceFigure from '../../src/figures/RaceFigure.tsx'
import { StatusStrip } from '../../src/figures/StatusStrip.tsx'
import {
  browserName,
  messageOf,
  multipleText,
  rateText,
  stepTime,
  summaryOf,
} from '../../src/figures/raceWords.ts'
import { CONTESTANTS } from '../../src/protocol/race.ts'
import { RACE_LAPS, type RaceLane } from '../../src/store/race.ts'
import { standingsOf } from '../../src/store/raceStandings.ts'
import { FakeRaceThread, lapOf } from '../client/fakeRaceThread.ts'
import { prepareScreen, renderWithPlayground, settle } from './renderWithPlayground.tsx'

const threads: FakeRaceThread[] = []
vi.mock('../../src/client/raceThread.ts', () => ({
  openRaceThread: (contestant: FakeRaceThread['contestant']) => {
    const thread = new FakeRaceThread(contestant)
    threads.push(thread)
    return thread
  },
}))

beforeEach(() => {
  prepareScreen()
  threads.length = 0
  // jsdom knows dialogs only as elements.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true
  }
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const start = (): void => {
  fireEvent.click(screen.getByRole('button', { name: 'Start the race' }))
}

/** Runs the race to its end; each contestant is ten times as fast as the one before it. */
const runAll = (): void =>
  act(() => {
    const [first, ...others] = threads
    first?.report({ type: 'failed', sentence: 'This browser has no such thing' })
    others.forEach((thread) => thread.ready())
    for (let lap = 0; lap < RACE_LAPS; lap += 1) {
      others.forEach((thread, index) =>
        thread.lap({ steps: 10 ** index, seconds: 0.1, checkpoints: [{ step: 10, loss: 0.4 }] }),
      )
    }
  })

describe('RaceFigure', () => {
  it('opens no thread before the start, and names every contestant', () => {
    renderWithPlayground(<RaceFigure />)
    expect(threads).toEqual([])
    expect(screen.getAllByRole('listitem').length).toBeGreaterThanOrEqual(CONTESTANTS.length)
    expect(screen.getByRole('status').textContent).toBe('')
    expect(document.body.textContent).toContain('200 features, 16 examples')
  })

  it('names the sizes of a ReLU network, and the units of its learning rate', () => {
    renderWithPlayground(<RaceFigure />, '#network=relu&mainSamples=1')
    expect(document.body.textContent).toContain('15 inputs, 200 hidden units, 1 example, ')
    expect(document.body.textContent).toContain('learning rate 0.50 of what the curvature allows, ')
    expect(document.body.textContent).not.toMatch(/feature/)
  })

  it('ranks all that can run at the end, says why one cannot, and sums it up', () => {
    renderWithPlayground(<RaceFigure />)
    start()
    expect(threads.length).toBe(CONTESTANTS.length)
    expect(screen.getByText('Opening and warming up …')).toBeTruthy()
    runAll()
    const lanes = within(screen.getByRole('group', { name: /Steps a second/ })).getAllByRole(
      'listitem',
    )
    // The last contestant, plain tfjs, is the fastest here by construction.
    const fastest = 10 ** (CONTESTANTS.length - 2) / 0.1
    expect(lanes[0]?.textContent).toContain('1.tfjs JavaScript')
    expect(lanes[0]?.textContent).toContain(`${rateText(fastest)} /s× 1`)
    expect(lanes[1]?.textContent).toContain('× 1/10')
    expect(lanes[lanes.length - 1]?.textContent).toContain('This browser has no such thing.')
    expect(screen.getByRole('status').textContent).toBe(
      `tfjs JavaScript took ${rateText(fastest)} steps a second, more than any other. ` +
        `After 10 steps the training loss of all ${String(CONTESTANTS.length - 1)} is 0.400 of the zero function’s: they train the same network.`,
    )
    expect(document.body.textContent).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('stops by the same button, and ends its threads when it is closed', () => {
    renderWithPlayground(<RaceFigure />)
    start()
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }))
    expect(threads.every(({ isTerminated }) => isTerminated)).toBe(true)
    expect(screen.getByText('Stopped.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Race again' }))
    cleanup()
    expect(threads.length).toBe(2 * CONTESTANTS.length)
    expect(threads.every(({ isTerminated }) => isTerminated)).toBe(true)
  })

  it('shows nothing of another spec', () => {
    const { playground } = renderWithPlayground(<RaceFigure />)
    start()
    runAll()
    act(() => playground.controls.setNumber('mainSamples', 20))
    expect(screen.getByRole('status').textContent).toBe('')
    expect(screen.getByRole('button', { name: 'Start the race' })).toBeTruthy()
    expect(document.body.textContent).not.toMatch(/s a step/)
  })

  it('pauses a run that is being watched, and plays it on afterwards', () => {
    const { playground, calls } = renderWithPlayground(<RaceFigure />)
    act(() => playground.training.setState({ phase: 'playing', isAnswer: false }))
    start()
    expect(calls.map(([name]) => name)).toEqual(['pause'])
    act(() => playground.training.setState({ phase: 'paused' }))
    runAll()
    expect(calls.map(([name]) => name)).toEqual(['pause', 'play'])
  })
})

describe('StatusStrip', () => {
  it('opens the race by a button beside the engine', async () => {
    renderWithPlayground(<StatusStrip />)
    settle()
    vi.useRealTimers()
    fireEvent.click(screen.getByRole('button', { name: 'Race the engines' }))
    await screen.findByRole('button', { name: 'Start the race' }, { timeout: 60_000 })
    expect(screen.getByRole('dialog', { name: 'Engine race' })).toBeTruthy()
  })
})

const laneOf = (index: number, rate: number, loss = 0.5): RaceLane => {
  const contestant = CONTESTANTS.filter(({ engine }) => engine === 'cpu')[index]
  if (contestant === undefined) throw new Error('no such contestant')
  return {
    ...{ contestant, precision: 'float32', renderer: null, failure: null },
    laps: [lapOf({ steps: rate, seconds: 1, loss, checkpoints: [{ step: 10, loss }] })],
  }
}

const standings = (...lanes: RaceLane[]) => standingsOf({ phase: 'finished', lanes, turn: null })

describe('words of a race', () => {
  it('round to what can be told apart', () => {
    expect([824_321, 1_234.5, 99.4, 4.25, 0.0123].map(rateText)).toEqual([
      ...['824,000', '1,230', '99', '4.3', '0.01'],
    ])
    expect([470.4, 2.44, 1, 0.5, 1 / 26].map(multipleText)).toEqual([
      ...['× 470', '× 2.4', '× 1', '× 1/2', '× 1/26'],
    ])
    expect([0.5, 40, 824_000, 1e7].map(stepTime)).toEqual(['2 s', '25 ms', '1.2 µs', '0.1 µs'])
  })

  it('sum up who was faster than plain tfjs, and warn of a loss that is off', () => {
    expect(summaryOf(standings(laneOf(0, 3000), laneOf(1, 100)))).toBe(
      'JavaScript, float64 took 3,000 steps a second, 30 times the fastest plain tfjs ' +
        '(tfjs JavaScript, 100). After 10 steps the training loss of all 2 is 0.500 of the zero ' +
        'function’s: they train the same network.',
    )
    const off = standings(laneOf(0, 3000), laneOf(1, 100, 0.7))
    expect(summaryOf(off)).toMatch(/Not to be compared: tfjs JavaScript\.$/)
    expect(off.rows.map(messageOf)).toEqual([
      null,
      'Off: loss 0.70 at step 10, where the most precise has 0.50.',
    ])
    expect(summaryOf(standings())).toBe('Nothing could train here.')
    const diverged = standings(laneOf(0, 3000), laneOf(1, 100, NaN))
    expect(diverged.rows.map(messageOf)[1]).toMatch(/^Diverged/)
  })

  it('name the browser', () => {
    const start = 'Mozilla/5.0 (X11; Linux x86_64)'
    const blink = `${start} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`
    expect(browserName(blink)).toBe('Chrome 140')
    expect(browserName(`${blink} Edg/139.0.0.0`)).toBe('Edge 139')
    expect(browserName(`${start} Gecko/20100101 Firefox/141.0`)).toBe('Firefox 141')
    expect(
      browserName('Mozilla/5.0 (Macintosh) AppleWebKit/605 Version/18.4.1 Safari/605.1.15'),
    ).toBe('Safari 18')
    expect(browserName('something else')).toBe('something else')
  })
})
