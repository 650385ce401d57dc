import type { ReactElement } from 'react'
import { Depth } from '../../reading/Depth.tsx'
import { Formula } from '../../reading/Formula.tsx'
import formulas from './formulas.tex.json'

/** Definitions and formulas. */
export const AtClass = (): ReactElement => (
  <Depth from="class">
    <p>The network has one hidden layer and no biases:</p>
    <Formula of={formulas.network} />
    <p>
      A teacher is a small network of the same kind, whose units are orthonormal. A main unit that
      belongs to an auxiliary unit leans away from it into a direction of its own:
    </p>
    <Formula of={formulas.pair} />
    <p>
      Strength is the length of the teacher’s readout. A network that learns m times a function from
      weights w learns the function itself from w/√m. So a task that is a hundred times weaker, at
      some c, is the ordinary task at ten times that c: strength and rescaling are one axis.
    </p>
    <p>
      To count dimensions, take the second moments C of the hidden activations. The{' '}
      <em>participation ratio</em> PR is k where k directions are equally strong. The{' '}
      <em>effective number of shared dimensions</em> ENSD compares two networks of the same units:
      it is PR where nothing has changed, and zero where nothing is common.
    </p>
    <Formula of={formulas.dimensions} />
  </Depth>
)

/** Exact statements. */
export const AtPaper = (): ReactElement => (
  <Depth from="paper">
    <p>
      In place of an exact potential, LL24 (appendix on ReLU networks) take an explicit penalty: the
      least squared change of weights that turns a unit of strength β<sub>aux</sub> into one of
      strength β along a direction with cosine ρ to the old one, here for a readout that starts at
      zero.
    </p>
    <Formula of={formulas.unitPenalty} />
    <p>Its stationary points solve</p>
    <Formula of={formulas.quartic} />
    <p>
      It grows smoothly as ρ falls below 1, so a near direction still costs less than a fresh one.
      Multi-task learning with weight decay pays, for a unit along the old direction,
    </p>
    <Formula of={formulas.groupPenalty} />
    <p>
      and the full |β| for any other, however near. That is why it does not profit from correlated
      features, and why finetuning does. Like that of the diagonal network, the penalty of
      finetuning is homogeneous, and ℓ-order and feature dependence add up to 1.
    </p>
    <p>
      LL24 report for networks trained on images that nested selection lowers PR after finetuning
      while ENSD stays near it (cited). In these ReLU networks c = 1 already lies among the nested,
      c = 10 in the lazy corner; in the diagonal network the nested regime begins at smaller c.
    </p>
  </Depth>
)
