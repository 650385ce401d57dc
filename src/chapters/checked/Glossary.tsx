import type { ReactElement } from 'react'

const TERMS: readonly [term: string, meaning: string][] = [
  ['feature', 'What a network can use: an input (diagonal network) or a direction (ReLU network).'],
  [
    'weight',
    'A number that training adjusts. The weight on a group of features is its share of the sum of all coefficients’ sizes.',
  ],
  ['coefficient', 'How much an output changes with a feature: what the network makes of it.'],
  ['teacher', 'The network that has made the examples; its coefficients are what is to be found.'],
  [
    'diagonal network',
    'Two weights in a row for every input; their product is the coefficient of that input.',
  ],
  ['ReLU network', 'One hidden layer whose units answer to one side of a direction.'],
  [
    'error',
    'The mean squared error on new inputs, divided by that of the zero function, which always answers zero.',
  ],
  ['auxiliary task', 'The first task, with many examples: what a network is pretrained on.'],
  ['main task', 'The new task, with few examples: what counts.'],
  ['shared feature', 'One that both tasks need.'],
  ['single-task learning (STL)', 'Training on the main task alone, from scratch.'],
  ['multi-task learning (MTL)', 'Training one network on both tasks at once.'],
  ['pretraining and finetuning (PT+FT)', 'Training on the auxiliary task, then on the main task.'],
  ['rescaling factor c', 'What the pretrained weights are multiplied by before finetuning.'],
  ['initialization scale α', 'How large all weights are before any training.'],
  ['rich', 'Training that changes weights by much more than their start; it favours few features.'],
  [
    'lazy',
    'Training that hardly moves large weights; it spreads over all features that they offer.',
  ],
  [
    'penalty',
    'The price of a feature that training behaves as if it paid; the cheapest fit is found.',
  ],
  ['ℓ-order', 'The power by which a penalty grows with a coefficient: 1 is sparse, 2 is lazy.'],
  [
    'feature dependence',
    'How much cheaper a feature is for having been pretrained; 0 is not at all.',
  ],
  ['nested feature selection', 'Choosing few features, and these among the pretrained ones.'],
  ['negative transfer', 'Ending worse for having been pretrained.'],
  ['participation ratio (PR)', 'In how many dimensions hidden activations work.'],
  [
    'effective number of shared dimensions (ENSD)',
    'How many of these two networks of the same units have in common.',
  ],
  [
    'data seed',
    'The number that all random draws of a task follow from; another seed is another draw.',
  ],
]

/** The words of the article, in one place. */
export const Glossary = (): ReactElement => (
  <>
    <h3>Glossary</h3>
    <dl className="chapter-glossary">
      {TERMS.map(([term, meaning]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </>
)
