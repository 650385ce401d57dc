import type { ReactElement } from 'react'
import { NumberField } from '../../controls/NumberField.tsx'
import { CONTROLS } from '../../protocol/controls.ts'
import { EXERCISES } from '../../protocol/exerciseList.ts'
import { ExerciseItem } from './ExerciseItem.tsx'
import { Seat } from './Seat.tsx'
import { useTeaching, useTeachState } from './teachContext.ts'

/** The data that all exercises are about. */
const DataSeed = (): ReactElement => {
  const { controls } = useTeaching()
  const dataSeed = useTeachState(({ spec }) => spec.dataSeed)
  const classCode = useTeachState(({ view }) => view.classCode)
  if (classCode !== '') return <Seat />
  return (
    <NumberField
      label="Data seed"
      explanation="Another seed, other data, other answers. With a class code (below) everyone gets their own."
      value={dataSeed}
      min={CONTROLS.dataSeed.minimum}
      max={CONTROLS.dataSeed.maximum}
      onChange={(value) => controls.setNumber('dataSeed', value)}
    />
  )
}

/** Exercises with answers that are computed here for the data on screen. */
export const Exercises = (): ReactElement => (
  <>
    <DataSeed />
    <ol className="exercise-list">
      {EXERCISES.map((exercise) => (
        <ExerciseItem key={exercise.id} exercise={exercise} />
      ))}
    </ol>
  </>
)
