import type { ReactElement } from 'react'
import { Depth } from '../../reading/Depth.tsx'
import { Formula } from '../../reading/Formula.tsx'
import { Inline } from '../../reading/Inline.tsx'
import formulas from './formulas.tex.json'

/** Definitions and formulas. */
export const AtClass = (): ReactElement => (
  <Depth from="class">
    <p>The network has one hidden layer and no biases:</p>
    <Formula of={formulas.network} />
    <p>
      A teacher is a small network of the same kind, whose directions are orthogonal. A new
      direction that belongs to an old one leans away from it into a dimension of its own:
    </p>
    <Formula of={formulas.pair} />
    <p>
      The strength of a task is the length <Inline of={formulas.m} /> of its teacher’s readout. A
      network that learns <Inline of={formulas.m} /> times a function from weights{' '}
      <Inline of={formulas.w} /> is one that learns the function itself from{' '}
      <Inline of={formulas.scaled} />. So a task a hundred times weaker is the ordinary task at ten
      times the factor: strength and rescaling are one axis.
    </p>
    <p>
      To count dimensions, take the second moments <Inline of={formulas.C} /> of the hidden
      activations. The <em>participation ratio</em> PR is <Inline of={formulas.k} /> where{' '}
      <Inline of={formulas.k} /> directions are equally strong. The{' '}
      <em>effective number of shared dimensions</em> ENSD compares two networks of the same units:
      it is PR where nothing has changed, and zero where they have nothing in common.
    </p>
    <Formula of={formulas.dimensions} />
  </Depth>
)

/** Exact statements. */
export const AtPaper = (): ReactElement => (
  <Depth from="paper">
    <p>
      Where there is no exact potential, LL24 (appendix on ReLU networks) take an explicit penalty:
      the least squared change of weights that turns a unit of strength{' '}
      <Inline of={formulas.betaAux} /> into one of strength <Inline of={formulas.beta} />, along a
      direction with cosine <Inline of={formulas.rho} /> to the old one. For a readout that starts
      at zero, and with <Inline of={formulas.m0} />, it is
    </p>
    <Formula of={formulas.unitPenalty} />
    <p>with its least value at a solution of</p>
    <Formula of={formulas.quartic} />
    <p>
      It is continuous in <Inline of={formulas.rho} />, so a near direction of comparable strength
      still costs less than a fresh one. Multi-task learning with weight decay pays
    </p>
    <Formula of={formulas.groupPenalty} />
    <p>
      for a unit along the old direction, and the full <Inline of={formulas.size} /> for any other,
      however near. That is why it does not profit from correlated features, and why finetuning
      does. The penalty of finetuning is homogeneous here too, and ℓ-order and feature dependence
      add up to 1.
    </p>
    <p>
      In these networks <Inline of={formulas.c} /> = 1 already lies in the nested regime and 10 in
      the lazy corner; in the diagonal network the nested regime begins at smaller factors. LL24
      read nested selection off deep networks by the same two counts: a PR that finetuning lowers,
      and an ENSD that stays close to it.
    </p>
  </Depth>
)
