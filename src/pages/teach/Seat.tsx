import { useId, type ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'
import { useSeat } from '../../figures/useSeat.ts'
import { useTeaching, useTeachState } from './teachContext.ts'

/** The place in the class list, which decides the seeds of all exercises. */
export const Seat = (): ReactElement => {
  const { controls } = useTeaching()
  const { classCode, student } = useTeachState(({ view }) => view)
  const dataSeed = useTeachState(({ spec }) => spec.dataSeed)
  const id = useId()
  const { text, setText, isRefused, take } = useSeat(controls, student)
  return (
    <form
      className="teach-fields"
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <div className="teach-field">
        <label className="control-label" htmlFor={id}>
          Class {classCode}: your number in the class list
        </label>
        <input
          id={id}
          className="value-field"
          autoComplete="off"
          value={text}
          aria-invalid={isRefused}
          aria-describedby={`${id}-note`}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button variant="plain" onClick={take}>
        Use my seeds
      </Button>
      <p id={`${id}-note`} role="status" className="control-note">
        {isRefused
          ? 'A number, or a name of letters and digits of one alphabet, without spaces.'
          : student === ''
            ? 'Until then the exercises are about data seed 1.'
            : `Student ${student}: data seed ${dataSeed}.`}
      </p>
    </form>
  )
}
