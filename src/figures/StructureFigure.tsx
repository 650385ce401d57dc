import { useMemo, type ReactElement } from 'react'
import { ClustersChart } from '../charts/clusters/ClustersChart.tsx'
import { DimensionalityChart } from '../charts/dimensionality/DimensionalityChart.tsx'
import type { StructureResult } from '../protocol/computing.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { AnswerState } from '../store/restingQuestion.ts'
import { createUnitStructure } from '../store/unitStructure.ts'
import { useFigureRows } from './figureRows.ts'
import { useControls } from './playgroundContext.ts'
import { structureRows } from './rows/unitRows.ts'
import { clusterLines, dimensionRows } from './structureData.ts'
import {
  describeClusters,
  describeDimensions,
  ELBOW_LIMIT,
  tellDimensions,
} from './structureWords.ts'
import { useAnswer } from './useAnswer.ts'
import './reluFigures.css'

const NAMES = { before: 'before', after: 'now', shared: 'shared' }

/** What stands where the sentence will be. */
const statusInWords = ({ status, failure }: AnswerState<StructureResult>): string => {
  switch (status) {
    case 'none':
      return 'Counted whenever training pauses or ends.'
    case 'failed':
      return `Could not be counted: ${failure ?? 'no reason was given'}`
    case 'waiting':
    case 'computing':
      return 'Counting …'
    case 'ready':
      return ''
  }
}

interface PartProps {
  spec: RunSpec
  result: StructureResult | null
  /** Why there is no result. */
  words: string
}

const Dimensions = ({ spec, result, words }: PartProps): ReactElement => (
  <div className="relu-figure">
    <h3>Dimensions of the hidden activations</h3>
    <p className="figure-note">
      Over how many dimensions the activations spread (participation ratio), before finetuning and
      now, and how many of these both share. Nested feature selection leaves fewer, and shares them.
    </p>
    <DimensionalityChart
      label="Dimensions of the hidden activations"
      describe={result === null ? words : describeDimensions(result, spec.methods)}
      rows={dimensionRows(result, spec)}
      names={NAMES}
      axisLabel="dimensions"
    />
  </div>
)

const Clusters = ({ spec, result, words }: PartProps): ReactElement => {
  const { auxActive, mainActive } = spec
  const lines = useMemo(() => clusterLines(result, spec), [result, spec])
  const expected = useMemo(
    () =>
      auxActive === mainActive
        ? [{ k: mainActive, label: 'either teacher' }]
        : [
            { k: mainActive, label: 'main teacher' },
            { k: auxActive, label: 'auxiliary teacher' },
          ],
    [auxActive, mainActive],
  )
  const told = lines.map(({ label, values }) => describeClusters(label, values ?? []))
  return (
    <div className="relu-figure">
      <h3>Clusters of unit directions</h3>
      <p className="figure-note">
        Mean squared distance of the units’ directions from the nearest of k centres (k-means; a
        unit counts by its strength). A network that uses few directions falls early.
      </p>
      <ClustersChart
        label="Clusters of unit directions"
        describe={result === null ? words : told.join(' ')}
        lines={lines}
        expected={expected}
        limit={ELBOW_LIMIT}
        xLabel="clusters k"
        yLabel="inertia"
      />
    </div>
  )
}

/** How many directions each network uses: dimensions of its activations, clusters of its units. */
const StructureFigure = (): ReactElement => {
  const spec = useControls((state) => state.spec)
  const { figure, state } = useAnswer(createUnitStructure)
  const { result } = state
  const words = statusInWords(state)
  useFigureRows(() => structureRows(dimensionRows(result, spec), clusterLines(result, spec)))
  return (
    <section ref={figure} className="relu-section" aria-labelledby="structure-title">
      <h2 id="structure-title">How many directions are in use</h2>
      <p className="structure-sentence" role="status">
        {result === null ? words : tellDimensions(result, spec.methods)}
      </p>
      <div className="structure-figures">
        <Dimensions {...{ spec, result, words }} />
        <Clusters {...{ spec, result, words }} />
      </div>
    </section>
  )
}

export default StructureFigure
