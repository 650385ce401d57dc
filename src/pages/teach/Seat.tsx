import { useId, useState, type ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'
import { readStudent } from '../../protocol/className.ts'
import { classSeeds } from '../../protocol/classSeeds.ts'
import { useTeaching, useTeachState } from './teachContext.ts'

/** The place in the class list, which decides the seeds of all exercises. */
export const Seat = (): ReactElement => {
  const { controls } = useTeaching()
  const { classCode, student } = useTeachState(({ view }) => view)
  const dataSeed = useTeachState(({ spec }) => spec.dataSeed)
  const id = useId()
  const [text, setText] = useState(student)
  const [isRefused, setRefused] = useState(false)
  const take = (): void => {
    const read = readStudent(text)
    setRefused(read === null)
    if (read === null) return
    controls.setSpec({ ...controls.getState().spec, ...classSeeds(classCode, read) })
    controls.setView({ student: read })
  }
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
          ? 'A number, or a name of letters and digits without spaces.'
          : student === ''
            ? 'Until then the exercises are about data seed 1.'
            : `Student ${student}: data seed ${dataSeed}.`}
      </p>
    </form>
  )
}
