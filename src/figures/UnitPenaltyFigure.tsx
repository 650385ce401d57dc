import { useMemo, type ReactElement, type ReactNode } from 'react'
import { PenaltyChart } from '../charts/penalty/PenaltyChart.tsx'
import type { PenaltyPanel, PenaltyPlace } from '../charts/penalty/types.ts'
import { METHODS } from '../protocol/methods.ts'
import type { RunSpec } from '../protocol/spec.ts'
import { PENALIZED_METHODS, type PenalizedMethod } from '../store/featurePositions.ts'
import {
  correlationOf,
  finetuneCurves,
  multiTaskCurves,
  pretrainedSizes,
  unitChanges,
  type PretrainedSizes,
  type UnitChanges,
  type UnitCurve,
} from '../store/unitPenalty.ts'
import { spoken } from '../store/words.ts'
import type { HiddenUnits } from '../theory/network.ts'
import { useFigureRows } from './figureRows.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground, useSampledTraining } from './playgroundContext.ts'
import { penaltyRows } from './rows/penaltyRows.ts'
import { describeCurves, nameOfCurve, tellChanges } from './unitPenaltyWords.ts'
import './reluFigures.css'

const POINTS = 80
/** The picture ends this much beyond the strongest unit. */
const MARGIN = 1.15

const LOOKS = {
  fresh: { dash: 'dashed', weight: 1 },
  median: { dash: 'dotted', weight: 1.5 },
  largest: { dash: 'solid', weight: 1.8 },
} as const

/** What one picture shows. */
interface Shown {
  pretrained: PretrainedSizes
  changes: UnitChanges | null
  /** Strength of the strongest unit. */
  reference: number
  sizes: number[]
  spec: RunSpec
}

const largestOf = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, value), 0)

const shownOf = (
  base: HiddenUnits | null,
  units: HiddenUnits | null,
  spec: RunSpec,
): Shown | null => {
  const pretrained = base && pretrainedSizes(base)
  if (base === null || pretrained === null) return null
  const changes = units && unitChanges(units, base, spec.rescale)
  const reference = largestOf(changes?.strengths ?? new Float64Array(0)) || pretrained.largest
  const last = MARGIN * reference
  const sizes = Array.from({ length: POINTS + 1 }, (_, index) => (last * index) / POINTS)
  return { pretrained, changes, reference, sizes, spec }
}

/** Units of at least a hundredth of the strongest one's strength, as in the other figures. */
const dotsOf = ({ changes, reference }: Shown): PenaltyPlace[] => {
  if (changes === null) return []
  const { strengths, least } = changes
  return Array.from(strengths, (x, unit) => ({
    x,
    y: (least[unit] ?? 0) / (2 * reference),
  })).filter(({ x, y }) => x > 0.01 * reference && Number.isFinite(y))
}

const CURVES = { finetune: finetuneCurves, multiTask: multiTaskCurves }

const panelOf = (
  method: PenalizedMethod,
  curves: readonly UnitCurve[],
  shown: Shown,
): PenaltyPanel => {
  const { colourToken, mark } = METHOD_STYLES[method]
  return {
    ...{ id: method, title: METHODS[method].label, colourToken, mark, x: shown.sizes },
    curves: curves.map((curve) => ({
      ...{ id: curve.kind, values: curve.values, colourToken },
      label: nameOfCurve(curve, curves.length === 1),
      ...LOOKS[curve.kind],
    })),
    point: null,
    ...(method === 'finetune' && { dots: dotsOf(shown) }),
  }
}

/** What a panel draws, as numbers. */
const numbersOf = ({ title, x, curves, dots = [] }: PenaltyPanel) => ({
  network: title,
  sizes: x,
  curves: curves.map(({ id, values }) => ({ name: `${id} unit`, values })),
  points: dots.map((dot) => ({ name: 'finetuned unit', ...dot })),
})

const COLUMNS = { size: 'strength |w||v|', penalty: 'penalty (strongest unit, if fresh = 1)' }

/** Not broken into two lines. */
const Formula = ({ children }: { children: ReactNode }): ReactElement => (
  <span className="relu-formula">{children}</span>
)

const Note = ({ shown, spec }: { shown: Shown; spec: RunSpec }): ReactElement => {
  const { median, largest } = shown.pretrained
  const aux = (
    <Formula>
      |β<sub>aux</sub>|
    </Formula>
  )
  return (
    <p className="figure-note">
      The explicit penalty of finetuning: the least squared change of its weights that brings a unit
      to strength <Formula>|w||v| = |β|</Formula>, from <Formula>|w|² =</Formula> {aux} and a
      readout of 0, at a cosine of {spoken(correlationOf(spec))} to where it pointed. Pretraining
      left {aux} of {spoken(spec.rescale ** 2 * median)} (median) to{' '}
      {spoken(spec.rescale ** 2 * largest)} (largest), c² included. Every dot is a finetuned unit,
      with its own {aux} and cosine. Gradient descent does not minimize this penalty exactly.{' '}
      {spec.methods.includes('multiTask') ? (
        <>
          Multi-task learning with weight decay pays{' '}
          <Formula>
            √(β² + β<sub>aux</sub>²) − |β<sub>aux</sub>|
          </Formula>{' '}
          for a unit of the same direction in both tasks, and <Formula>|β|</Formula> for any other.
        </>
      ) : null}
    </p>
  )
}

/** What a hidden unit costs, against its strength: cheap where pretraining left one like it. */
const UnitPenaltyFigure = (): ReactElement => {
  const spec = useControls((state) => state.spec)
  const { training } = usePlayground()
  useSampledTraining()
  // Not the sampled networks: with another c these would be compared with a start they never had.
  const { networks } = training.getState()
  const base = networks.pretraining?.units ?? null
  const units = networks.finetune?.units ?? null
  const shown = useMemo(() => shownOf(base, units, spec), [base, units, spec])
  const found = useMemo(
    () =>
      shown === null
        ? []
        : PENALIZED_METHODS.filter((method) => spec.methods.includes(method)).map((method) => {
            const curves = CURVES[method](shown)
            return {
              panel: panelOf(method, curves, shown),
              words: describeCurves(method, curves, shown.reference),
            }
          }),
    [shown, spec.methods],
  )
  useFigureRows(() =>
    penaltyRows(
      found.map(({ panel }) => numbersOf(panel)),
      COLUMNS,
    ),
  )
  return (
    <section className="relu-section" aria-labelledby="unit-penalty-title">
      <h2 id="unit-penalty-title">What a hidden unit costs</h2>
      {shown === null || found.length === 0 ? (
        <p className="figure-note">
          Nothing to show yet: it takes a pretrained network, and finetuning or multi-task learning.
        </p>
      ) : (
        <>
          <p className="penalty-sentence">
            {shown.changes === null
              ? 'Nothing has been finetuned yet.'
              : tellChanges(shown.changes)}
          </p>
          <Note shown={shown} spec={spec} />
          <PenaltyChart
            label="What a hidden unit costs"
            describe={found.map(({ words }) => words).join(' ')}
            panels={found.map(({ panel }) => panel)}
            xLabel="strength |w||v| of the unit"
            yLabel="penalty / strongest unit’s, if fresh"
            reference={shown.reference}
          />
        </>
      )}
    </section>
  )
}

export default UnitPenaltyFigure
