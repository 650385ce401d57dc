import type { ReactElement } from 'react'
import { SHORTCUTS } from './shortcuts.ts'

const Networks = (): ReactElement => (
  <>
    <h3>The networks</h3>
    <p>
      In a diagonal linear network every input feature has its own path through the network, and the
      strength of the path is that feature’s coefficient. A teacher with a few active features
      labels the training data. There are fewer examples than features, so many networks fit them;
      training decides which one you get.
    </p>
    <h3>ReLU networks</h3>
    <p>
      They have one layer of hidden units. Their features are directions, those of the teacher’s
      hidden units, and a unit can turn towards one. The spectrum shows how much of the network lies
      along each teacher unit; what lies along none is <em>elsewhere</em>. No exact end of their
      training is known, so nothing is marked as exact: every end, in ladder and map too, is
      trained. What explains them is where their units point, how many directions they use, what a
      unit costs, and what is reached by features that stand still.
    </p>
  </>
)

/** What everything on the page means, in the order in which one meets it. */
const Help = (): ReactElement => (
  <div className="help">
    <Networks />
    <h3>The spectrum</h3>
    <p>
      Every stem is one feature, the same feature in every row. Hollow circles mark what the teacher
      does. Features stand in four groups: used by the auxiliary task only, by both tasks, by the
      main task only, and by neither. Weight on <em>unused</em> is error; weight spread over all of{' '}
      <em>auxiliary only</em> is reuse without choice; a few <em>shared</em> stems alone are nested
      feature selection.
    </p>
    <h3>The clock</h3>
    <p>
      Pretraining has its own clock. Then the first layer is multiplied by c, the readout is reset,
      and all methods train on the main task side by side. Moving a control trains again at once, as
      fast as this device can; Play shows the same steps slowly.
    </p>
    <h3>The numbers</h3>
    <p>
      Error is the expected squared error on new inputs, divided by that of answering zero. Features
      in use is (Σ|β|)² / Σβ², which is k for k equal coefficients.
    </p>
    <h3>Keys</h3>
    <dl className="help-keys">
      {SHORTCUTS.map(({ keys, words }) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
      <div>
        <dt>
          <kbd>←</kbd> <kbd>→</kbd>
        </dt>
        <dd>on a figure: go from feature to feature, or along the curves; Escape lets go</dd>
      </div>
    </dl>
    <h3>Source</h3>
    <p>
      Lippl &amp; Lindsey,{' '}
      <cite>
        Inductive biases of multi-task learning and finetuning: multiple regimes of feature reuse
      </cite>
      , NeurIPS 2024, arXiv 2310.02396.
    </p>
  </div>
)

export default Help
