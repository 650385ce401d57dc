import type { ReactElement } from 'react'
import { CodeBlock } from '../../reading/CodeBlock.tsx'
import { LICENCES } from './licences.ts'

const BIBTEX = `@inproceedings{lippl2024inductive,
  author    = {Lippl, Samuel and Lindsey, Jack W.},
  title     = {Inductive biases of multi-task learning and finetuning:
               multiple regimes of feature reuse},
  booktitle = {Advances in Neural Information Processing Systems},
  year      = {2024},
  eprint    = {2310.02396},
  archivePrefix = {arXiv}
}
`

/** How to cite, and what may be done with what. */
export const Citing = (): ReactElement => (
  <>
    <h3>How to cite</h3>
    <p>
      For the results, cite the paper. For a figure or a setting of this page, add its link: it
      holds every setting and seed, so that whoever follows it sees the same.
    </p>
    <CodeBlock title="The paper, as BibTeX" code={BIBTEX} />
    <h3>Licence</h3>
    <p>
      The code of this project is under the MIT license, the prose and the pictures of the article
      under Creative Commons Attribution 4.0; the texts stand in its repository (LICENSE and
      LICENSE-prose). It is built on others’ work, under licences of their own:{' '}
      {LICENCES.map(({ name, licence }) => `${name} (${licence})`).join(', ')}. Their texts stand in{' '}
      <a href="licences.txt">licences.txt</a>.
    </p>
  </>
)
