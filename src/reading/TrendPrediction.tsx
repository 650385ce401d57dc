import { useMemo, type ReactElement } from 'react'
import { DrawChart } from '../charts/predict/DrawChart.tsx'
import type { PredictionId, TrendPrediction as TrendDescription } from '../protocol/predictions.ts'
import { MEASURED_ERRORS, measuredTrend, medianErrors } from '../store/measuredPredictions.ts'
import { bestInWords } from '../store/predictionWords.ts'
import { AXES, MEASURED_STYLE, referencesOf } from './predictionAxes.ts'
import { trendOptions } from './predictionShapes.ts'
import { ShapePrediction } from './ShapePrediction.tsx'

interface TrendPredictionProps {
  id: PredictionId
  prediction: TrendDescription
}

export default function TrendPrediction({ id, prediction }: TrendPredictionProps): ReactElement {
  const { columns } = prediction
  const line = useMemo(() => medianErrors(), [])
  const words = bestInWords(columns, line)
  const note = `The line is the median over ${String(MEASURED_ERRORS.length)} draws of the data, with a dot for each; trained in advance and kept with this page.`
  return (
    <ShapePrediction
      id={id}
      options={trendOptions(prediction.options)}
      measured={measuredTrend()}
      words={words}
      note={note}
    >
      <DrawChart
        label={prediction.title}
        describe={`${words} ${note}`}
        columns={columns}
        yDomain={[1e-5, 1]}
        xLabel={AXES.x}
        yLabel={AXES.y}
        levels={1}
        own={null}
        isSuggested={false}
        onDraw={null}
        nameOf={String}
        wordsOf={String}
        measured={{
          x: columns,
          line,
          dots: columns.map((_, column) => MEASURED_ERRORS.map((errors) => errors[column] ?? NaN)),
        }}
        measuredStyle={MEASURED_STYLE}
        references={referencesOf(null)}
        gap={null}
      />
    </ShapePrediction>
  )
}
