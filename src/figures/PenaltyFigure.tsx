import { useMemo, type ReactElement } from 'react'
import { ScriptText } from '../charts/frame/ScriptText.tsx'
import { PenaltyChart } from '../charts/penalty/PenaltyChart.tsx'
import type { PenaltyCurve, PenaltyPanel } from '../charts/penalty/types.ts'
import { METHODS } from '../protocol/methods.ts'
import { PENALIZED_METHODS, type PenalizedMethod } from '../store/featurePositions.ts'
import { penaltyShapes, type PenaltyShape, type PenaltyShapes } from '../store/penaltyShapes.ts'
import { spoken } from '../store/words.ts'
import { createDialVectors } from './dialData.ts'
import { useFigureRows } from './figureRows.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, useSampledTraining } from './playgroundContext.ts'
import { penaltyRows } from './rows/penaltyRows.ts'

/** "cost 49 %": of what the same coefficient costs on an unused feature. */
const costInWords = (cost: number): string =>
  `cost ${spoken(Number((100 * cost).toPrecision(2)))} %`

const nameOf = (shape: PenaltyShape, feature: number): string => {
  switch (shape.kind) {
    case 'unused':
      return `unused: ${costInWords(shape.cost)}`
    case 'pretrained':
      return `pretrained: ${costInWords(shape.cost)}`
    case 'feature':
      return `feature ${String(feature + 1)}: ${costInWords(shape.cost)}`
  }
}

const LOOKS = {
  unused: { dash: 'dashed', weight: 1 },
  pretrained: { dash: 'dotted', weight: 1.5 },
  feature: { dash: 'solid', weight: 1.8 },
} as const

/** The pure shapes that penalties lie between. */
const guidesOf = ({ sizes, reference }: PenaltyShapes): PenaltyCurve[] =>
  [1, 2].map((power) => ({
    id: `power-${String(power)}`,
    label: <ScriptText text={power === 1 ? 'like ℓ₁' : 'like ℓ₂'} />,
    values: sizes.map((size) => (size / reference) ** power),
    colourToken: 'ink-soft',
    dash: 'sparse-dot',
    weight: 0.7,
  }))

const panelOf = (method: PenalizedMethod, found: PenaltyShapes): PenaltyPanel => {
  const { colourToken, mark } = METHOD_STYLES[method]
  const { feature } = found.position
  return {
    ...{ id: method, title: METHODS[method].label, colourToken, mark, x: found.sizes },
    curves: [
      ...guidesOf(found),
      ...found.shapes.map((shape) => ({
        ...{ id: shape.kind, label: nameOf(shape, feature), values: shape.values, colourToken },
        ...LOOKS[shape.kind],
      })),
    ],
    point: { x: found.position.size, y: found.value },
  }
}

const describeShapes = (method: PenalizedMethod, found: PenaltyShapes): string => {
  const { feature, size, order } = found.position
  const costs = found.shapes
    .filter(({ kind }) => kind !== 'unused')
    .map((shape) => nameOf(shape, feature))
  return `${METHODS[method].label}: feature ${String(feature + 1)} has |β| = ${spoken(size)} and an ℓ-order of ${order.toFixed(2)}. At the teacher’s coefficient, of what an unused feature costs: ${costs.join(', ')}.`
}

/** What is drawn, as numbers. */
const numbersOf = (method: PenalizedMethod, found: PenaltyShapes) => ({
  network: METHODS[method].label,
  sizes: found.sizes,
  curves: [
    ...guidesOf(found).map(({ values }, index) => ({ name: `like l${String(index + 1)}`, values })),
    ...found.shapes.map((shape) => ({
      name: nameOf(shape, found.position.feature),
      values: shape.values,
    })),
  ],
  points: [
    {
      name: `feature ${String(found.position.feature + 1)} now`,
      x: found.position.size,
      y: found.value,
    },
  ],
})

const COLUMNS = { size: '|beta_main|', penalty: 'penalty (at the teacher’s coefficient = 1)' }

/** What a feature costs, against the size of its coefficient: cheap where pretraining used it. */
const PenaltyFigure = (): ReactElement | null => {
  const spec = useControls((state) => state.spec)
  const picked = useControls(({ view }) => view.feature)
  const state = useSampledTraining()
  const vectorsOf = useMemo(() => createDialVectors(), [])
  const { task } = state
  const vectors = vectorsOf(state, spec)
  const found = PENALIZED_METHODS.flatMap((method) => {
    const known = vectors[method]
    if (known === null || task === null) return []
    const shapes = penaltyShapes({ method, vectors: known, spec, task, picked })
    return shapes === null ? [] : [{ method, shapes }]
  })
  useFigureRows(() =>
    penaltyRows(
      found.map(({ method, shapes }) => numbersOf(method, shapes)),
      COLUMNS,
    ),
  )
  const [first] = found
  return (
    <>
      <h3>What a feature costs</h3>
      <p className="figure-note">
        The penalty of one feature against the size of its coefficient; each curve is divided by its
        own value at the teacher’s coefficient, so that shapes compare. A straight line leaves few
        features, a bowl spreads over many. (Finetuning’s bends where the exact one does, and is the
        exact one for γ → 0.) The cost is that of the teacher’s coefficient, in percent of an unused
        feature’s. The mark is{' '}
        {picked === null ? 'the largest feature' : `feature ${String(picked + 1)}`} now.
      </p>
      {first === undefined ? (
        <p className="figure-note">
          Nothing to show yet: finetuning or multi-task learning has not been computed.
        </p>
      ) : (
        <PenaltyChart
          label="What a feature costs"
          describe={found.map(({ method, shapes }) => describeShapes(method, shapes)).join(' ')}
          panels={found.map(({ method, shapes }) => panelOf(method, shapes))}
          xLabel={
            <>
              |β<sub>main</sub>| of the feature
            </>
          }
          yLabel="penalty / its value at the teacher’s"
          reference={first.shapes.reference}
        />
      )}
    </>
  )
}

export default PenaltyFigure
