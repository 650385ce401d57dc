import type { ReactElement } from 'react'
import { Limit, Try } from '../../reading/Aside.tsx'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { CoveredUntilAnswered } from '../../reading/CoveredUntilAnswered.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { Count } from '../../reading/Count.tsx'
import { Depth } from '../../reading/Depth.tsx'
import { Formula } from '../../reading/Formula.tsx'
import { Inline } from '../../reading/Inline.tsx'
import { Measured, Now } from '../../reading/Measured.tsx'
import { Move } from '../../reading/Move.tsx'
import { Prediction } from '../../reading/Prediction.tsx'
import { Term } from '../../reading/Term.tsx'
import formulas from './formulas.tex.json'
import { GroupBall } from './GroupBall.tsx'

const Opening = (): ReactElement => (
  <p>
    Now to two tasks. A network may learn them at the same time: every feature has one first weight
    for both, and a second weight, its <em>readout</em>, for each. A feature that one task has made
    large is then cheap for the other. Here the main task needs <Count of="mainActive" /> features,
    and the auxiliary task needs all of them too.
  </p>
)

const Found = (): ReactElement => (
  <p>
    Sharing pays: <Term mark="method:multiTask">trained on both</Term>, the network leaves the{' '}
    <Term mark="group:unused">unused features</Term> almost alone, and beats the same network{' '}
    <Term mark="method:singleTask">trained on the main task alone</Term>. But it is not choosy. Part
    of its weight stays on <Term mark="group:aux">features that only the auxiliary task needs</Term>
    .
  </p>
)

const Bet = (): ReactElement => (
  <p>
    Sharing is a bet that the tasks have something in common.{' '}
    <Move to={{ overlap: 0 }}>Take the overlap away</Move>, and the bet is lost: the network still
    leans on auxiliary features. It ends worse than training alone, and worse even than a network
    that always answers zero.
  </p>
)

const Why = (): ReactElement => (
  <Depth from="class">
    <p>
      What does the network of smallest weights prefer? That can be said exactly: of all networks
      that fit both tasks, it has the smallest <em>group norm</em> (LL24, section 4):
    </p>
    <Formula of={formulas.groupNorm} />
    <p>
      It charges for features, not for coefficients: each costs the length of its pair. A new
      feature costs its full size from the first bit on. One that the auxiliary task already pays
      for is almost free at first. So few features are preferred, and among them those that both
      tasks can use.
    </p>
    <GroupBall />
  </Depth>
)

const Decay = (): ReactElement => (
  <p>
    Of all networks that fit both tasks, one gets by with the smallest weights.{' '}
    <Term mark="smallestNorm">Hollow diamonds</Term> in the figure above mark its coefficients.
    Plain gradient descent does not end there.{' '}
    <Move to={{ weightDecay: 1e-4 }}>Add a little weight decay</Move>, and descent ends closer to
    it. (Weight decay pulls every weight towards zero while it learns.) Closer is not better: where
    the main task needs nothing new, plain descent reuses more, and that helps; where the tasks
    share nothing, it harms.
  </p>
)

const Exactly = (): ReactElement => (
  <Depth from="paper">
    <p>
      The statement is about minimum-norm solutions, the limit of vanishing weight decay. For one
      feature with first weight <Inline of={formulas.weight} /> and readouts{' '}
      <Inline of={formulas.readout} />,
    </p>
    <Formula of={formulas.balance} />
    <p>
      and the sum over features is the group norm. Without decay, multi-task descent has no
      potential that would not depend on the path: where it ends changes with how the losses of the
      tasks are weighed. Here it is the mean over all rows, so that the auxiliary task weighs{' '}
      <Count of={({ auxSamples, mainSamples }) => Math.round(auxSamples / mainSamples)} /> times as
      much as the main one.
    </p>
  </Depth>
)

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="together">
    <Opening />
    <Prediction id="together" />
    <CoveredUntilAnswered by="together">
      <ChapterFigure id="spectrum">
        <Now>
          Error on new inputs now: <Measured method="singleTask" value="error" /> from the main task
          alone, <Measured method="multiTask" value="error" /> from both. Always answering zero has
          1.
        </Now>
      </ChapterFigure>
    </CoveredUntilAnswered>
    <Found />
    <Bet />
    <Decay />
    <ChapterFigure id="multiTask">
      Where plain descent ends, beside the network of smallest weights that fits both tasks.
    </ChapterFigure>
    <Why />
    <Exactly />
    <Try>
      <p>
        Lower the overlap one feature at a time. When does it stop paying to learn both tasks at
        once?
      </p>
    </Try>
    <Limit>
      <p>
        The group norm tells where the smallest weights are, not where training goes. And multi-task
        learning cannot be solved as the other methods can: its stems are trained, and you wait for
        them.
      </p>
    </Limit>
  </ChapterFrame>
)
