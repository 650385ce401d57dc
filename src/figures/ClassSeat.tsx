import { useId, useState, type ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { classSeeds } from '../protocol/classSeeds.ts'
import { useControls, usePlayground } from './playgroundContext.ts'
import { useSeat } from './useSeat.ts'

/** Asks for the number in the class list, and sets the seeds that belong to it. */
const SeatForm = ({ onTaken }: { onTaken: () => void }): ReactElement => {
  const { controls } = usePlayground()
  const classCode = useControls(({ view }) => view.classCode)
  const id = useId()
  const { text, setText, isRefused, take } = useSeat(controls, '')
  const sit = (): void => {
    if (take()) onTaken()
  }
  return (
    <form
      className="link-note class-seat"
      onSubmit={(event) => {
        event.preventDefault()
        sit()
      }}
    >
      <label htmlFor={id}>
        Class <strong>{classCode}</strong>: your number in the class list
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
      <Button variant="plain" onClick={sit}>
        Use my seeds
      </Button>
      <p id={`${id}-note`} className="control-note" role="status">
        {isRefused
          ? 'A number, or a name of letters and digits of one alphabet, without spaces.'
          : 'Everyone gets data of their own; the same number gives the same data again.'}
      </p>
    </form>
  )
}

/** Whose data are on screen, in a class that has a code. */
export const ClassSeat = (): ReactElement => {
  const { controls } = usePlayground()
  const { classCode, student } = useControls(({ view }) => view)
  const dataSeed = useControls(({ spec }) => spec.dataSeed)
  const initSeed = useControls(({ spec }) => spec.initSeed)
  const [isChanging, setChanging] = useState(false)
  if (student === '' || isChanging) return <SeatForm onTaken={() => setChanging(false)} />
  const own = classSeeds(classCode, student)
  const isOwn = own.dataSeed === dataSeed && own.initSeed === initSeed
  return (
    <div className="link-note">
      <p role="status">
        Class <strong>{classCode}</strong>, student <strong>{student}</strong>: data seed {dataSeed}
        , init seed {initSeed}
        {isOwn ? '.' : `; your own are ${own.dataSeed} and ${own.initSeed}.`}
      </p>
      {isOwn ? null : (
        <Button
          variant="quiet"
          onClick={() => controls.setSpec({ ...controls.getState().spec, ...own })}
        >
          Back to my seeds
        </Button>
      )}
      <Button variant="quiet" onClick={() => setChanging(true)}>
        Not me
      </Button>
    </div>
  )
}
