import { useId, useMemo, useState, type ReactElement } from 'react'
import { CopyButton } from '../../controls/CopyButton.tsx'
import { PREDICTIONS } from '../../protocol/predictions.ts'
import {
  collectAnswers,
  collectedCsv,
  questionsIn,
  talliesOf,
  wordsFor,
  type Collected,
} from './collected.ts'

const Tallies = ({ collected }: { collected: Collected }): ReactElement => (
  <dl className="tallies">
    {questionsIn(collected).map((id) => (
      <div key={id}>
        <dt>{PREDICTIONS[id].title}</dt>
        {talliesOf(collected, id).map(({ words, count }) => (
          <dd key={words}>
            <strong>{count} ×</strong> {words}
          </dd>
        ))}
      </div>
    ))}
  </dl>
)

const AnswerTable = ({ collected }: { collected: Collected }): ReactElement => {
  const questions = questionsIn(collected)
  return (
    <div className="class-table" role="region" aria-label="Predictions" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">name</th>
            {questions.map((id) => (
              <th key={id} scope="col">
                {PREDICTIONS[id].title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {collected.rows.map((row, at) => (
            <tr key={at}>
              <th scope="row">{row.name}</th>
              {questions.map((id) => (
                <td key={id}>{wordsFor(row, id)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Turns the links that students sent into a table of their predictions. */
export const Collect = (): ReactElement => {
  const id = useId()
  const [text, setText] = useState('')
  const collected = useMemo(() => collectAnswers(text), [text])
  const { rows, bad } = collected
  return (
    <>
      <label className="control-label" htmlFor={id}>
        Links, one a line; a name may stand before or after each
      </label>
      <textarea
        id={id}
        className="teach-text"
        rows={5}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p role="status" className="control-note">
        {text.trim() === ''
          ? 'Nothing leaves this page: the links are read here.'
          : `${rows.length} read${bad.length === 0 ? '.' : `, ${bad.length} to look at.`}`}
      </p>
      {bad.length === 0 ? null : (
        <ul className="bad-lines">
          {bad.map(({ line, reason }, at) => (
            <li key={at}>
              Line {line}: {reason}
            </li>
          ))}
        </ul>
      )}
      {rows.length === 0 ? null : (
        <>
          <Tallies collected={collected} />
          <AnswerTable collected={collected} />
          <CopyButton text={collectedCsv(collected)} label="Copy as CSV" name="The answers" />
        </>
      )}
    </>
  )
}
