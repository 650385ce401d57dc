import { useId, useState, type ReactElement } from 'react'
import { readClassCode } from '../../protocol/className.ts'
import { useTeaching, useTeachState } from './teachContext.ts'

/** The code of the class, kept in the page's address and in the links that are built. */
export const ClassField = (): ReactElement => {
  const { controls } = useTeaching()
  const classCode = useTeachState(({ view }) => view.classCode)
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const isRefused = draft !== null && draft !== '' && readClassCode(draft) === null
  const change = (text: string): void => {
    setDraft(text)
    const code = text === '' ? '' : readClassCode(text)
    // Other students sit there.
    if (code !== null && code !== classCode) controls.setView({ classCode: code, student: '' })
  }
  return (
    <div className="teach-field">
      <label className="control-label" htmlFor={id}>
        Class code
      </label>
      <input
        id={id}
        className="value-field"
        autoComplete="off"
        spellCheck={false}
        value={draft ?? classCode}
        aria-invalid={isRefused}
        aria-describedby={`${id}-note`}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setDraft(null)}
      />
      <p id={`${id}-note`} className="control-note">
        {isRefused
          ? 'One to twelve letters a–z and digits.'
          : 'Any short word. With it, everyone gets data of their own; empty: all have the same.'}
      </p>
    </div>
  )
}
