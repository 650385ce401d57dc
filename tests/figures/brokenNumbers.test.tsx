/** No figure shows a number that is none, whatever the threads and the solvers have said so far. */
import { act, cleanup } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FIGURE_COMPONENTS } from '../../src/figures/figureTable.tsx'
import type { Job, JobResults } from '../../src/protocol/computing.ts'
import { FIGURE_IDS, FIGURES, type FigureId } from '../../src/protocol/figures.ts'
import type { Report, RunSnapshot } from '../../src/protocol/messages.ts'
import { METHOD_IDS, type MethodId } from '../../src/theory/methodRecipes.ts'
import type { NetworkId } from '../../src/theory/network.ts'
import { endsResult, runSnapshot, snapshotReport, TASK } from '../store/fakes.ts'
import { FINETUNE_WAY, trajectoryResult } from '../store/trajectoryResult.ts'
import { NO_UNITS, TASKS, UNITS } from './anyNetwork.ts'
import { InView } from './inView.ts'
import { prepareScreen, renderWithPlayground, settle } from './renderWithPlayground.tsx'

beforeEach(() => {
  prepareScreen()
  vi.stubGlobal('IntersectionObserver', InView)
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Every method; the numbers of one are extreme, of one zero. */
const runsOf = (network: NetworkId): RunSnapshot[] => {
  const withUnits = (run: RunSnapshot, units = UNITS): RunSnapshot =>
    network === 'relu' ? { ...run, units } : run
  return [
    withUnits(runSnapshot('pretraining', { beta: TASK.auxTeacher.slice() })),
    ...METHOD_IDS.map((method) => withUnits(runSnapshot(method))),
    withUnits(
      runSnapshot('singleTaskProbe', { beta: new Float64Array(4), trainingLoss: 0 }),
      NO_UNITS,
    ),
    withUnits(
      runSnapshot('finetuneProbe', {
        beta: Float64Array.of(1e-300, 1e9, -1e-9, 0),
        trainingLoss: 3e17,
        generalizationLoss: 1e18,
        bestGeneralizationLoss: 1e-300,
        learningRate: 1e-13,
        status: 'diverged',
      }),
      { inputDim: 2, weights: Float64Array.of(1e9, 1e-300, 0, 0, 1e9, 0) },
    ),
  ]
}

const forAll = <Value,>(value: () => Value): Record<MethodId, Value> =>
  Object.fromEntries(METHOD_IDS.map((method) => [method, value()])) as Record<MethodId, Value>

const structure = (value: number) => ({
  ...{ participationRatio: value, sharedDimensions: value },
  inertia: [value, 0, 0],
})

/** What a solver may answer: zeros, nothing where it stalled, and numbers of any size. */
const ANSWERS: { [T in Job['type']]: (job: Extract<Job, { type: T }>) => JobResults[T] } = {
  ends: ({ spec }) =>
    endsResult({
      task: structuredClone(TASKS[spec.network]),
      ends: { ...forAll(() => Float64Array.of(0, -0.6, 0.8, 0)), multiTask: new Float64Array(4) },
      bends: forAll(() => Float64Array.of(1e-300, 1e-3, 1e9, 0)),
      stalled: ['finetuneProbe'],
      pretrained: TASK.auxTeacher.slice(),
      smallestGroupNorm: new Float64Array(4),
      groupNormAux: TASK.auxTeacher.slice(),
    }),
  trajectory: () => trajectoryResult({ finetune: FINETUNE_WAY, singleTask: FINETUNE_WAY }),
  sweep: ({ points, measures }) => ({
    values: Float64Array.from(
      { length: points.length * measures.length },
      // NaN is what a sweep gives where a solver stalled.
      (_, index) => [0.5, NaN, 0, 1e18, 1e-300][index % 5] ?? 0,
    ),
  }),
  structure: () => ({ base: structure(0), networks: forAll(() => structure(1e-300)) }),
  lazy: () => ({
    probe: { error: 0, ridge: 0 },
    tangent: { error: 1e18, ridge: 1e-300 },
    freshProbe: null,
    freshTangent: { error: 1e-300, ridge: 1 },
  }),
}

const ENGINE: Report = {
  type: 'engine',
  run: 1,
  engine: { id: 'webgl', precision: 'float32', measuredEpsilon: 2 ** -23, rates: [], work: '2^12' },
}

type Rendered = ReturnType<typeof renderWithPlayground>

/** Answers whatever is asked of the solvers, and what is asked in answer to that. */
const solveAll = ({ pool }: Rendered): void => {
  for (let round = 0; round < 4; round += 1) {
    const waiting = pool.requests.filter(
      ({ isAnswered, isCancelled }) => !isAnswered && !isCancelled,
    )
    act(() => {
      for (const { job, onDone } of waiting) {
        onDone((ANSWERS[job.type] as (asked: Job) => never)(job))
      }
    })
    settle()
  }
}

const failAll = ({ pool }: Rendered): void =>
  act(() => pool.requests.forEach(({ onFailed }) => onFailed?.('The threads died.')))

const CASES = FIGURE_IDS.flatMap((id) =>
  FIGURES[id].networks.map((network): [FigureId, NetworkId] => [id, network]),
)

describe.each(CASES)('the figure %s of a %s network', (id, network) => {
  it.each([
    ['solvers that answer', solveAll],
    ['solvers that fail', failAll],
  ])('shows no broken number at any moment of a run, beside %s', async (_, hear) => {
    const Figure = FIGURE_COMPONENTS[id]
    const rendered = renderWithPlayground(
      <Suspense fallback={null}>
        <Figure />
      </Suspense>,
      `#network=${network}&methods=${METHOD_IDS.join('.')}`,
    )
    await act(() => vi.dynamicImportSettled())
    const { container, report, playground } = rendered
    const expectNoBrokenNumber = (): void => {
      settle()
      expect(container.innerHTML).not.toMatch(/NaN|undefined|Infinity|\[object/)
    }
    expectNoBrokenNumber()
    act(() => playground.open())
    expectNoBrokenNumber()
    act(() => report(ENGINE))
    act(() => report({ type: 'task', run: 1, task: structuredClone(TASKS[network]) }))
    expectNoBrokenNumber()
    act(() => report(snapshotReport(runsOf(network))))
    expectNoBrokenNumber()
    act(() => report(snapshotReport(runsOf(network), { state: 'finished' })))
    expectNoBrokenNumber()
    hear(rendered)
    expectNoBrokenNumber()
    act(() => playground.controls.setNumber('rescale', 3))
    expectNoBrokenNumber()
    hear(rendered)
    expectNoBrokenNumber()
    act(() => report({ type: 'failure', run: 1, text: 'Training stopped.' }))
    expectNoBrokenNumber()
    expect(container.textContent.length).toBeGreaterThan(10)
  })
})
