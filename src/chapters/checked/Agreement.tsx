import type { ReactElement } from 'react'
import agreement from './agreement.json'

const ROWS = [
  { name: 'diagonal networks, exact flow', counts: agreement.diagonal },
  { name: 'linear probes of these, exact flow', counts: agreement.probes },
  { name: 'ReLU networks, trained', counts: agreement.relu },
  { name: 'ReLU networks, multi-task', counts: agreement.multiTask },
]

/** How many published conditions are compared. */
export const COMPARED = ROWS.reduce((sum, { counts }) => sum + counts.conditions, 0)

const [first = 0, ...others] = ROWS.map(({ counts }) => counts.seeds)

/** How many of our results lie where the published ones do; counted in docs/replication.md. */
export const Agreement = (): ReactElement => (
  <div className="chapter-table">
    <table>
      <caption className="visually-hidden">Our results beside the published ones</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">within a factor of 2</th>
          <th scope="col">within a factor of 10</th>
          <th scope="col">same direction</th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map(({ name, counts }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              {counts.withinFactor2} of {counts.conditions}
            </td>
            <td>
              {counts.withinFactor10} of {counts.conditions}
            </td>
            <td>
              {counts.sameDirection} of {counts.comparisons}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <p className="chapter-small">
      Ours are geometric means over {first} data seeds (at most {others.join(', ')} in the rows
      below), the published ones over six. A condition is one method on one task with one number of
      examples; a direction is which of two conditions ends lower. Every number stands in the
      project’s replication report, with what was left out.
    </p>
  </div>
)
