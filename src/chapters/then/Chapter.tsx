import type { ReactElement } from 'react'
import { Limit, Try } from '../../reading/Aside.tsx'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { Depth } from '../../reading/Depth.tsx'
import { FeatureFormula } from '../../reading/FeatureFormula.tsx'
import { Formula } from '../../reading/Formula.tsx'
import { Now } from '../../reading/Measured.tsx'
import { Move } from '../../reading/Move.tsx'
import { OrderRange } from '../../reading/OrderRange.tsx'
import { Term } from '../../reading/Term.tsx'
import formulas from './formulas.tex.json'

const Opening = (): ReactElement => (
  <p>
    In practice the tasks come one after the other. When finetuning begins, the weights are not
    alike: those of old features are large, all others tiny. <a href="#solve">Chapter 2</a> told
    what a network does from large weights, and what from small ones. Finetuning does both at once.
    About its <Term mark="features:old">old features</Term> it is lazy, and adjusts all of them a
    little, needed or not. About <Term mark="features:new">all others</Term> it is rich, and picks
    few.
  </p>
)

const Reading = (): ReactElement => (
  <p>
    Each mark is one feature of the run. Up and to the left is <Term mark="lazy">lazy</Term>, down
    and to the right <Term mark="sparse">sparse</Term>.{' '}
    <Move to={{ rescale: 10 }}>Scale the pretrained weights up by 10</Move>, and the old features of
    the <Term mark="method:finetune">finetuned network</Term> crowd into the lazy corner, while the
    new ones stay down. <Move to={{ rescale: 0.01 }}>Scale them down by 100</Move>, and the old ones
    come down too, to where they are still preferred but no longer all taken along:{' '}
    <Term mark="nested">nested</Term>. None of them ever leaves{' '}
    <Term mark="conservation">the line</Term>. What a feature gains in reuse, it loses in sparsity.
  </p>
)

const Why = (): ReactElement => (
  <Depth from="class">
    <p>
      The penalty of finetuning has the shape that we know from chapter 2, except that every feature
      now bends at a place of its own. The more pretraining left of a feature, and the larger c, the
      wider the bowl in which it can be adjusted for little.
    </p>
    <FeatureFormula of={formulas.penalty} />
    <p>
      To read a penalty at a feature, take its powers. With which power does it grow with the main
      coefficient? That is the <em>ℓ-order</em>: 1 is sparse, like ℓ₁; 2 is lazy, like ℓ₂. With
      which power does the auxiliary coefficient make it cheaper? That is the{' '}
      <em>feature dependence</em>: 0 is no reuse, −1 full reuse. The two obey a conservation law
      (LL24, section 5):
    </p>
    <Formula of={formulas.law} />
    <p>
      The reason is short: double both coefficients, and the penalty doubles. So c can slide a
      feature along the line, but nothing can lift it off.
    </p>
  </Depth>
)

const Exactly = (): ReactElement => (
  <Depth from="paper">
    <p>
      q is the limit γ → 0 of the exact potential: after pretraining from a small α, w and v of a
      feature are equal in size, √|β<sub>aux</sub>|, so that 2√(AB) tends to ½c²|β<sub>aux</sub>|
      (LL24, theorem for pretraining and finetuning). The law needs only that the penalty is
      homogeneous of degree one, which is Euler’s theorem. So it also holds for multi-task learning
      with vanishing weight decay, whose feature costs <Formula of={formulas.own} isInline />. What
      differs is the room in between: finetuning is nested over more decades of |β<sub>aux</sub>|/|β
      <sub>main</sub>| than multi-task learning, and c moves them to where the features are.
    </p>
  </Depth>
)

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="then">
    <Opening />
    <ChapterFigure id="dial">
      <Now>
        ℓ-orders of the finetuned network now: <OrderRange of="old" /> for old features,{' '}
        <OrderRange of="new" /> for all others.
      </Now>
    </ChapterFigure>
    <Reading />
    <Why />
    <ChapterFigure id="penalty" />
    <Exactly />
    <Try>
      <p>
        Drag c until all old features of the finetuned network lie on the thick part of the line.
        Then look at the penalties: what does an old feature cost, beside an unused one?
      </p>
    </Try>
    <Limit>
      <p>
        The law is exact for a readout that starts at zero. In a run it starts a little above, and
        so features that pretraining never used stand a little above the sparse corner. And a place
        on the line is no grade: which one is best depends on the task. That is the{' '}
        <a href="#nested">next chapter</a>.
      </p>
    </Limit>
  </ChapterFrame>
)
