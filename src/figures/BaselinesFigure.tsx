import type { ReactElement } from 'react'
import { BaselinesChart } from '../charts/baselines/BaselinesChart.tsx'
import { createLazyBaselines } from '../store/lazyBaselines.ts'
import { baselineRows, compareWithLazy, describeBaselines, tellWaiting } from './baselineWords.ts'
import { useFigureRows } from './figureRows.ts'
import { useControls, usePlayground, useSampledTraining } from './playgroundContext.ts'
import { baselinesRows } from './rows/unitRows.ts'
import { useAnswer } from './useAnswer.ts'
import './reluFigures.css'

const START = { value: 1, label: 'zero function' }

/** What is trained beside what can be reached without moving a feature. */
const BaselinesFigure = (): ReactElement => {
  const spec = useControls((state) => state.spec)
  const { figure, state } = useAnswer(createLazyBaselines)
  const { training } = usePlayground()
  useSampledTraining()
  // Not the sampled networks: those of another run could be seen beside this one's settings.
  const now = training.getState()
  const { result } = state
  const rows = baselineRows(spec, now, result)
  useFigureRows(() => baselinesRows(rows))
  return (
    <section ref={figure} className="relu-section" aria-labelledby="baselines-title">
      <h2 id="baselines-title">What features that stand still reach</h2>
      <p className="baselines-sentence" role="status">
        {result === null ? tellWaiting(state) : compareWithLazy(result, now)}
      </p>
      <p className="figure-note">
        No exact flow is known for ReLU networks: what this page shows of them is trained, or told
        by the explicit penalty, or the end of a lazy method, one that is linear in what it learns.
        Ridge regression on the hidden activations is linear probing (LP); on all the derivatives of
        the network by its weights it is the tangent kernel (NTK). The ridge is the one with the
        least error on 1,024 further examples, which no other method gets to see.
      </p>
      <BaselinesChart
        label="Errors of trained and of lazy methods"
        describe={describeBaselines(rows)}
        rows={rows}
        axisLabel="error on new inputs / zero function’s"
        start={START}
      />
    </section>
  )
}

export default BaselinesFigure
