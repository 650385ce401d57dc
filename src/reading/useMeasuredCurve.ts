import { useMemo, type RefObject } from 'react'
import type { MeasuredCurve } from '../charts/predict/types.ts'
import { useSweep } from '../figures/useSweep.ts'
import { seedsText } from '../figures/sweepWords.ts'
import type { CurvePrediction } from '../protocol/predictions.ts'
import type { LadderState } from '../store/ladder.ts'
import { summarizeLadder } from '../store/ladderSummary.ts'
import { createShortLadder } from '../store/shortLadder.ts'

export interface MeasuredState {
  measured: MeasuredCurve
  /** At the columns of the question; NaN where there is none (yet). */
  medians: readonly number[]
  /** Median error of training from scratch, once every seed has one. */
  scratch: number | null
  isComplete: boolean
  /** What the line and the dots are, and how far they have been computed. */
  note: string
}

const noteOf = ({ seeds, sheets }: LadderState): string => {
  const { finetune } = sheets
  const words = `The line is the median over draws of the data (${seedsText(seeds)}), with a dot for each`
  if (finetune === undefined || finetune.done === 0) return `${words}; waiting to be computed.`
  if (finetune.failure !== null) return `${words}; some are missing: ${finetune.failure}.`
  const percent = Math.floor((100 * finetune.done) / finetune.answered.length)
  return percent === 100 ? `${words}.` : `${words}; ${String(percent)} % computed.`
}

const measuredOf = (state: LadderState, asked: readonly number[]): MeasuredState => {
  const { columns, errors, singleTask, best } = summarizeLadder(state)
  const values = columns.map(({ value }) => value)
  const places = asked.map((column) => values.indexOf(column))
  const [scratch = NaN] = singleTask.medians
  const isScratchKnown = singleTask.seeds === state.seeds.length && !Number.isNaN(scratch)
  return {
    measured: {
      x: values,
      line: columns.map(({ median }) => median),
      dots: places.map((place) =>
        state.seeds.map((_, row) => errors[row * values.length + place] ?? NaN),
      ),
    },
    medians: places.map((place) => columns[place]?.median ?? NaN),
    scratch: isScratchKnown ? scratch : null,
    isComplete: best !== null,
    note: noteOf(state),
  }
}

/** What happens to a question's setting over c, computed while the question is in view. */
export const useMeasuredCurve = ({
  spec,
  columns,
}: CurvePrediction): { figure: RefObject<HTMLDivElement | null>; state: MeasuredState } => {
  const { figure, state } = useSweep(({ pool, wait }) =>
    createShortLadder({ pool, wait }, { spec, columns }),
  )
  return { figure, state: useMemo(() => measuredOf(state, columns), [state, columns]) }
}
