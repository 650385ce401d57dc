import type { ReactElement } from 'react'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterLink } from '../../reading/ChapterLink.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { Factor } from '../../reading/Factor.tsx'
import { Limit, Try } from '../../reading/Aside.tsx'
import { Move } from '../../reading/Move.tsx'
import { Prediction } from '../../reading/Prediction.tsx'
import { Term } from '../../reading/Term.tsx'
import { AtClass, AtPaper } from './Depths.tsx'
import { ALL_OLD, DISJOINT, HALF_OLD, MOST_OLD } from './settings.ts'

/** Why one factor can be right for one task and wrong for another. */
const Mechanism = (): ReactElement => (
  <p>
    Both answers come from one mechanism. Pretraining makes old features cheap to use and leaves all
    others expensive. Left as they are, the old weights are so large that every old feature is
    nearly free, and finetuning spreads over all of them: right when all are needed, wasteful when
    few are. Scaled down, old features are still the cheaper ones, but none is free any more. So the
    network takes as few as the examples allow, and takes them among the old. That is{' '}
    <em>nested feature selection</em>.
  </p>
)

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="nested">
    <p>
      In <ChapterLink to="keep" /> a small factor helped, and by a lot. But that task was of one
      kind: it needed a few of the old features and nothing else. What if a new task needs all of
      them?
    </p>
    <Prediction id="nested" />
    <Mechanism />
    <ChapterFigure id="ladder">
      The <em>ladder</em>: error on new inputs for each factor. Every dot is one draw of the data,
      the line their median. The handle sets <Factor />; a dot opens its run.
    </ChapterFigure>
    <p>
      For this task, <Factor is={0.01} /> ends more than a hundred times below <Factor is={1} />.
      Now let the new task <Move to={ALL_OLD}>need all old features</Move>, and the ladder turns
      round: scaling down throws away what was learned, and at <Factor is={0.01} /> the error is
      more than a hundred times that at <Factor is={1} />. Scaling up keeps it better still: at{' '}
      <Factor is={10} /> the error ends a hundred times lower again. Let it{' '}
      <Move to={HALF_OLD}>need three old and three new ones</Move>: at <Factor is={1} /> finetuning
      leans too much on the old, and a small factor leaves room for the new.
    </p>
    <p>
      Last, let it <Move to={DISJOINT}>share nothing</Move>. At <Factor is={1} /> the old features
      get in the way, and the network ends worse than one that always answers zero, while{' '}
      <Term mark="method:singleTask">training from scratch</Term> comes close to the task. This is{' '}
      <em>negative transfer</em>. A factor of a thousandth undoes it.
    </p>
    <ChapterFigure id="map">
      The same over two controls: <Factor /> from left to right, and from bottom to top how many of
      the needed features are old. Colour it by{' '}
      <Move view={{ quantity: 'winner' }}>the best method</Move> or by{' '}
      <Move view={{ quantity: 'regime' }}>regime</Move>, the kind of reuse: nested, broad, lazy or
      little. A cell opens its run.
    </ChapterFigure>
    <Try>
      <p>
        Let the new task <Move to={MOST_OLD}>need twenty features, fifteen of them old</Move>. Now
        neither end of the ladder is best: the <Term mark="optimal">optimal</Term> factor lies in
        between. Then take old features away with the overlap slider. The fewer are shared, the
        further left it moves.
      </p>
    </Try>
    <AtClass />
    <AtPaper />
    <Limit>
      <p>
        A ladder shows the error on new inputs, which nobody has beforehand. The training examples
        do not help to choose: every factor on it fits them. And one draw of the data, a{' '}
        <em>data seed</em>, can mislead, so believe the median and count the seeds that fail. How to
        choose without a ladder is the question of <ChapterLink to="practice" />.
      </p>
    </Limit>
  </ChapterFrame>
)
