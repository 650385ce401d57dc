import type { ReactElement } from 'react'
import { Limit, Try } from '../../reading/Aside.tsx'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { Count } from '../../reading/Count.tsx'
import { Depth } from '../../reading/Depth.tsx'
import { Formula } from '../../reading/Formula.tsx'
import { Inline } from '../../reading/Inline.tsx'
import { Measured, Now } from '../../reading/Measured.tsx'
import { Move } from '../../reading/Move.tsx'
import { Term } from '../../reading/Term.tsx'
import formulas from './formulas.tex.json'

const Opening = (): ReactElement => (
  <p>
    Leave pretraining aside for a moment: one task, and the simplest network that can learn
    features. For every input feature it has two weights in a row, and what it makes of the feature
    is their product, its <em>coefficient</em>. This <em>diagonal network</em> is so simple that it
    can be <em>solved</em>. <Term mark="exactEnd">Faint ticks</Term> mark where training must end;
    once trained, the stems land on them.
  </p>
)

const Reading = (): ReactElement => (
  <p>
    All that differs from run to run is how large the weights are at the start. If they{' '}
    <Move to={{ initScale: 0.3 }}>start large</Move>, every weight moves a little, and the network
    explains its examples with a little of everything. This is called <em>lazy</em>. If they{' '}
    <Move to={{ initScale: 0.001 }}>start small</Move>, a few features run away from the rest, and
    the network explains the same examples with those few. This is called <em>rich</em>. Both fit
    every example. On new inputs only the small start is right: its weight is off the{' '}
    <Term mark="group:unused">unused features</Term>, on the <Count of="mainActive" /> of{' '}
    <Term mark="teacher">the teacher</Term>.
  </p>
)

const Why = (): ReactElement => (
  <Depth from="class">
    <p>
      Where training ends can be written down. Of all coefficients that fit the examples, gradient
      descent ends at those with the smallest total penalty:
    </p>
    <Formula of={formulas.penalty} />
    <p>
      The penalty bends at <Inline of={formulas.bend} />. Far below, it is a bowl like the{' '}
      <Inline of={formulas.l2} /> norm, in which many small coefficients cost less than one large
      one. Far above, it grows nearly in proportion to <Inline of={formulas.magnitude} />, like the{' '}
      <Inline of={formulas.l1} /> norm, and few large coefficients cost less than many small ones.
      Nobody has added this penalty to the loss; descent behaves as if somebody had. And since{' '}
      <Inline of={formulas.bendOfStart} />, the start decides which of the two sides the
      coefficients see.
    </p>
  </Depth>
)

const Exactly = (): ReactElement => (
  <Depth from="paper">
    <p>
      This holds for gradient flow, descent in infinitely small steps, from equal weights{' '}
      <Inline of={formulas.alpha} /> (Woodworth et al. 2020, theorem 1). From any start, with{' '}
      <Inline of={formulas.push} /> the integrated negative gradient and{' '}
      <Inline of={formulas.factors} /> fixed by the weights at the start (Azulay et al. 2021),
    </p>
    <Formula of={formulas.flow} />
    <p>
      and the penalty of feature <Inline of={formulas.d} /> bends at{' '}
      <Inline of={formulas.anyBend} /> and is least where the feature starts, at{' '}
      <Inline of={formulas.origin} />. The end is the only minimum of a convex function of{' '}
      <Inline of={formulas.dual} />, one number per example, and is found here by Newton’s method.
      As <Inline of={formulas.alpha} /> grows, it tends to the fit of smallest{' '}
      <Inline of={formulas.l2} /> norm; as <Inline of={formulas.alpha} /> shrinks, to that of
      smallest <Inline of={formulas.l1} /> norm. Examples that contradict each other lead to their
      least squares.
    </p>
  </Depth>
)

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="solve">
    <Opening />
    <ChapterFigure id="spectrum">
      <Now>
        The network now spreads over <Measured method="singleTask" value="features" /> features,
        with <Measured method="singleTask" value="unused" /> of its weight on unused ones. Its error
        on new inputs is <Measured method="singleTask" value="error" />, where always answering zero
        has 1.
      </Now>
    </ChapterFigure>
    <Reading />
    <Why />
    <Exactly />
    <Try>
      <p>
        Drag the init scale slowly to the left until the unused features are empty. Then{' '}
        <Move to={{ mainSamples: 64 }}>give it twice the examples</Move>: can it afford a larger
        start now?
      </p>
    </Try>
    <Limit>
      <p>
        Few features is a preference, not knowledge. With{' '}
        <Move to={{ mainSamples: 16, initScale: 1e-6 }}>half the examples</Move>, even the smallest
        start ends on wrong features.
      </p>
    </Limit>
  </ChapterFrame>
)
