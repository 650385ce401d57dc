import type { ReactElement } from 'react'

interface Reference {
  authors: string
  title: string
  where: string
  /** What the article takes from it. */
  use: string
  link?: { label: string; address: string }
}

const arXiv = (id: string): Reference['link'] => ({
  label: `arXiv ${id}`,
  address: `https://arxiv.org/abs/${id}`,
})
const doi = (id: string): Reference['link'] => ({
  label: `doi ${id}`,
  address: `https://doi.org/${id}`,
})

const withLink = (link: Reference['link']): Pick<Reference, 'link'> =>
  link === undefined ? {} : { link }

const REFERENCES: readonly Reference[] = [
  {
    authors: 'Lippl, S. and Lindsey, J. W. (2024) [LL24]',
    title:
      'Inductive biases of multi-task learning and finetuning: multiple regimes of feature reuse',
    where: 'NeurIPS',
    use: 'what this article is about',
    ...withLink(arXiv('2310.02396')),
  },
  {
    authors: 'Woodworth, B. et al. (2020)',
    title: 'Kernel and rich regimes in overparametrized models',
    where: 'COLT',
    use: 'the diagonal network, and what its initialization scale does',
    ...withLink(arXiv('2002.09277')),
  },
  {
    authors: 'Azulay, S. et al. (2021)',
    title: 'On the implicit bias of initialization shape: beyond infinitesimal mirror descent',
    where: 'ICML',
    use: 'starts of unequal layers, as finetuning has them',
    ...withLink(arXiv('2102.09769')),
  },
  {
    authors: 'Chizat, L., Oyallon, E. and Bach, F. (2019)',
    title: 'On lazy training in differentiable programming',
    where: 'NeurIPS',
    use: 'the word lazy',
    ...withLink(arXiv('1812.07956')),
  },
  {
    authors: 'Jacot, A., Gabriel, F. and Hongler, C. (2018)',
    title: 'Neural tangent kernel: convergence and generalization in neural networks',
    where: 'NeurIPS',
    use: 'regression on tangent features',
    ...withLink(arXiv('1806.07572')),
  },
  {
    authors: 'Yuan, M. and Lin, Y. (2006)',
    title: 'Model selection and estimation in regression with grouped variables',
    where: 'Journal of the Royal Statistical Society B',
    use: 'the group norm',
    ...withLink(doi('10.1111/j.1467-9868.2005.00532.x')),
  },
  {
    authors: 'Cho, Y. and Saul, L. K. (2009)',
    title: 'Kernel methods for deep learning',
    where: 'NeurIPS',
    use: 'exact errors of ReLU networks',
  },
  {
    authors: 'Kim, Y.-S., Reinecke, K. and Hullman, J. (2017)',
    title:
      'Explaining the gap: visualizing one’s predictions improves recall and comprehension of data',
    where: 'CHI',
    use: 'why you were asked to predict',
    ...withLink(doi('10.1145/3025453.3025592')),
  },
]

/** What the article rests on. */
export const References = (): ReactElement => (
  <>
    <h3>References</h3>
    <ul className="chapter-references">
      {REFERENCES.map(({ authors, title, where, use, link }) => (
        <li key={title}>
          {authors}: <cite>{title}</cite>. {where}.{' '}
          {link === undefined ? null : (
            <>
              <a href={link.address}>{link.label}</a>.{' '}
            </>
          )}
          <span className="chapter-use">For {use}.</span>
        </li>
      ))}
    </ul>
  </>
)
