import { useEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react'
import { LadderChart } from '../charts/ladder/LadderChart.tsx'
import type { LadderData, LadderLine, LadderPlace } from '../charts/ladder/types.ts'
import { LADDER_RESCALES, type Ladder, type LadderState } from '../store/ladder.ts'
import { nearestColumn, summarizeLadder, type LadderSummary } from '../store/ladderSummary.ts'
import { openLadder } from '../store/openLadder.ts'
import { describeLadder, factsAt, failureSentence, progressOf } from './ladderWords.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground } from './playgroundContext.ts'

const LINE: LadderLine = { label: 'finetuned, median', ...METHOD_STYLES.finetune }
const REFERENCE: LadderLine = { label: 'single task, median', ...METHOD_STYLES.singleTask }

/** Milliseconds between two pictures of a sweep that fills in. */
const SAMPLE_MILLISECONDS = 150

/** A state of the ladder that will not change any more, unlike the store's vectors. */
const copied = (state: LadderState): LadderState => ({
  ...state,
  errors: state.errors.slice(),
  answered: state.answered.slice(),
  singleTask: state.singleTask.slice(),
})

/** The ladder's state, looked at a few times a second; other settings show at once. */
const useSampledLadder = ({ store }: Ladder): LadderState => {
  const [state, setState] = useState(() => copied(store.getState()))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const sample = (): void => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      setState(copied(store.getState()))
    }
    const unsubscribe = store.subscribe(({ done }) => {
      if (done === 0) sample()
      else timer ??= setTimeout(sample, SAMPLE_MILLISECONDS)
    })
    return () => {
      unsubscribe()
      if (timer !== null) clearTimeout(timer)
    }
  }, [store])
  return state
}

/** Lets the ladder compute only once it can be seen. */
const useLadderInView = (ladder: Ladder, element: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    if (element.current === null || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver((entries) =>
      ladder.setInView(entries.at(-1)?.isIntersecting ?? false),
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [ladder, element])
}

const dataOf = ({ errors }: LadderState, { columns, singleTask }: LadderSummary): LadderData => ({
  x: LADDER_RESCALES,
  values: errors,
  line: columns.map(({ median }) => median),
  reference: singleTask,
})

/** The exact final error over the rescaling factor, one dot per data seed. */
const LadderFigure = (): ReactElement => {
  const { controls } = usePlayground()
  const [ladder] = useState(() => openLadder(controls))
  const figure = useRef<HTMLDivElement>(null)
  useEffect(() => ladder.follow(), [ladder])
  useLadderInView(ladder, figure)
  const state = useSampledLadder(ladder)
  const summary = useMemo(() => summarizeLadder(state), [state])
  const data = useMemo(() => dataOf(state, summary), [state, summary])
  const rescale = useControls(({ spec }) => spec.rescale)
  const dataSeed = useControls(({ spec }) => spec.dataSeed)

  const column = nearestColumn(rescale)
  const row = state.seeds.indexOf(dataSeed)
  const take = (place: LadderPlace): void => {
    const { spec } = controls.getState()
    const seed = place.row === null ? undefined : state.seeds[place.row]
    controls.setSpec({
      ...spec,
      rescale: LADDER_RESCALES[place.column] ?? spec.rescale,
      dataSeed: seed ?? spec.dataSeed,
    })
  }
  const { best } = summary
  return (
    <div ref={figure}>
      <p className="figure-note ladder-note">
        Each dot is where exact finetuning ends for one data seed ({progressOf(state)}); those of
        the seed on screen stand out. {failureSentence(summary.columns[column])}
      </p>
      <LadderChart
        label="How much to keep"
        describe={describeLadder(state, summary, column)}
        data={data}
        line={LINE}
        reference={REFERENCE}
        xLabel="rescaling factor c"
        yLabel="error / zero function’s"
        current={{
          x: rescale,
          label: `c = ${String(Number(rescale.toPrecision(3)))}`,
          column,
          row: row < 0 ? null : row,
        }}
        offer={best === null ? null : { column: nearestColumn(best.rescale), label: 'optimal' }}
        tell={(place) => factsAt(state, summary, place)}
        onTake={take}
      />
    </div>
  )
}

export default LadderFigure
