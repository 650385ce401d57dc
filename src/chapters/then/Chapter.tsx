import type { ReactElement } from 'react'
import { Limit, Try } from '../../reading/Aside.tsx'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { ChapterLink } from '../../reading/ChapterLink.tsx'
import { Depth } from '../../reading/Depth.tsx'
import { FeatureFormula } from '../../reading/FeatureFormula.tsx'
import { Inline } from '../../reading/Inline.tsx'
import { Now } from '../../reading/Measured.tsx'
import { Move } from '../../reading/Move.tsx'
import { OrderRange } from '../../reading/OrderRange.tsx'
import { Term } from '../../reading/Term.tsx'
import formulas from './formulas.tex.json'

const Opening = (): ReactElement => (
  <p>
    In practice the tasks come one after the other. When finetuning begins, the weights are not
    alike: those of old features are large, all others tiny. What a network does from large weights,
    and what from small ones, was told in <ChapterLink to="solve" />. Finetuning does both at once.
    About its <Term mark="features:old">old features</Term> it is lazy, and adjusts all of them a
    little, needed or not. About <Term mark="features:new">all others</Term> it is rich, and picks
    few.
  </p>
)

const Reading = (): ReactElement => (
  <p>
    Each mark is one feature of the run. Its height, the <em>ℓ-order</em>, tells how it is treated:
    2 is lazy, 1 is rich. The further left it stands, by its <em>feature dependence</em>, the more
    pretraining helps it. So up and to the left is <Term mark="lazy">lazy</Term>, down and to the
    right <Term mark="sparse">sparse</Term>, where few features are picked.{' '}
    <Move to={{ rescale: 10 }}>Scale the pretrained weights up by 10</Move>, and the old features of
    the <Term mark="method:finetune">finetuned network</Term> crowd into the lazy corner, while the
    new ones stay down. <Move to={{ rescale: 0.01 }}>Scale them down by 100</Move>, and the old ones
    come down too, to where they are still preferred but no longer all taken along:{' '}
    <Term mark="nested">nested</Term>. None of them ever leaves{' '}
    <Term mark="conservation">the line</Term>. (Marks stand beside it to make room for one another.)
    What a feature gains in reuse, it loses in sparsity.
  </p>
)

const Price = (): ReactElement => (
  <p>
    Why does size decide? Many answers fit the examples. Training ends where it would if every
    feature had a price, its <em>penalty</em>, and the cheapest answer won. A price like a bowl is
    low for small amounts, so many features take a little each: lazy. A price like a straight line
    saves nothing by spreading, so few are picked: rich. Pretraining turns the lines of old features
    into bowls, and the factor sets how wide these are.
  </p>
)

const Why = (): ReactElement => (
  <Depth from="class">
    <p>
      The penalty of finetuning has the shape that we know, except that every feature now bends at a
      place of its own. The more pretraining left of a feature, and the larger{' '}
      <Inline of={formulas.c} />, the wider the bowl in which it can be adjusted for little. The
      values below are those of the largest feature, or of the one that you click in the first
      figure.
    </p>
    <FeatureFormula of={formulas.penalty} />
    <p>
      To read a penalty at a feature, take its powers. With which power does it grow with the main
      coefficient? That is the <em>ℓ-order</em>: 1 is sparse, like <Inline of={formulas.l1} />; 2 is
      lazy, like <Inline of={formulas.l2} />. With which power does the auxiliary coefficient make
      it cheaper? That is the <em>feature dependence</em>: 0 is no reuse, −1 full reuse. The two
      obey a conservation law (LL24, section 5):
    </p>
    <FeatureFormula of={formulas.law} />
    <p>
      The reason is short: double both coefficients, and the penalty doubles. So{' '}
      <Inline of={formulas.c} /> can slide a feature along the line, but nothing can lift it off.
    </p>
  </Depth>
)

const Exactly = (): ReactElement => (
  <Depth from="paper">
    <p>
      This <Inline of={formulas.q} /> is the limit <Inline of={formulas.limit} /> of the exact
      potential (LL24, theorem for pretraining and finetuning). For any other readout the potential
      is least where finetuning begins, not at zero (<ChapterLink to="nested" />
      ). After pretraining from a small start, both weights of a feature are equal in size,{' '}
      <Inline of={formulas.size} />, so that its potential bends at <Inline of={formulas.bend} />.
      The law needs only that the penalty is homogeneous of degree one; it is Euler’s theorem. So it
      also holds for multi-task learning with vanishing weight decay, where a feature costs{' '}
      <Inline of={formulas.own} />. What differs is the room in between: finetuning is nested over
      more decades of <Inline of={formulas.ratio} /> than multi-task learning, and{' '}
      <Inline of={formulas.c} /> moves them to where the features are.
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
    <Price />
    <ChapterFigure id="penalty">
      What a feature costs the network, over how large it becomes: old features come cheaper.
    </ChapterFigure>
    <Why />
    <Exactly />
    <Try>
      <p>
        Drag <Inline of={formulas.c} /> until all old features of the finetuned network lie on the
        thick part of the line. Then look at the penalties: what does an old feature cost, beside an
        unused one?
      </p>
    </Try>
    <Limit>
      <p>
        The law is exact for a readout that starts at zero. In a run it starts a little above, and
        so features that pretraining never used stand a little above the sparse corner. And a place
        on the line is no grade: which one is best depends on the task, as{' '}
        <ChapterLink to="nested" /> shows.
      </p>
    </Limit>
  </ChapterFrame>
)
