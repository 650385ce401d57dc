import { useMemo, useState, type ReactElement } from 'react'
import { CopyButton } from '../../controls/CopyButton.tsx'
import { NumberField } from '../../controls/NumberField.tsx'
import { classSeeds } from '../../protocol/classSeeds.ts'
import { joinLink } from '../../protocol/link.ts'
import { ClassField } from './ClassField.tsx'
import { addressOf, useTeachState } from './teachContext.ts'

const MOST_STUDENTS = 500

interface Row {
  student: string
  dataSeed: number
  initSeed: number
}

const csvOf = (rows: readonly Row[]): string =>
  [
    'student,dataSeed,initSeed',
    ...rows.map(({ student, dataSeed, initSeed }) => `${student},${dataSeed},${initSeed}`),
  ].join('\n')

/** The seeds of a whole class, by number. */
export const ClassTool = (): ReactElement => {
  const classCode = useTeachState(({ view }) => view.classCode)
  const [count, setCount] = useState(30)
  const rows = useMemo(
    () =>
      Array.from({ length: classCode === '' ? 0 : count }, (_, index): Row => {
        const student = String(index + 1)
        return { student, ...classSeeds(classCode, student) }
      }),
    [classCode, count],
  )
  return (
    <>
      <div className="teach-fields">
        <ClassField />
        <NumberField
          label="Students"
          value={count}
          min={1}
          max={MOST_STUDENTS}
          onChange={setCount}
        />
      </div>
      {rows.length === 0 ? (
        <p className="teach-lead">Write a class code, and the seeds of everyone stand here.</p>
      ) : (
        <>
          <div className="class-table" role="region" aria-label="Seeds of the class" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">student</th>
                  <th scope="col">data seed</th>
                  <th scope="col">init seed</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ student, dataSeed, initSeed }) => (
                  <tr key={student}>
                    <th scope="row">{student}</th>
                    <td>{dataSeed}</td>
                    <td>{initSeed}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="exercise-buttons">
            <CopyButton text={csvOf(rows)} label="Copy as CSV" name="The class’s seeds" />
            <CopyButton
              text={addressOf('./teach.html', joinLink([['classCode', classCode]]))}
              label="Copy the class’s link to the exercises"
              name="The class’s link"
            />
          </div>
        </>
      )}
    </>
  )
}
