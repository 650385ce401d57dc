import type { ReactElement } from 'react'
import { CHAPTERS } from '../../protocol/chapters.ts'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterLink } from '../../reading/ChapterLink.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { Factor } from '../../reading/Factor.tsx'
import { Limit, Try } from '../../reading/Aside.tsx'
import { Move } from '../../reading/Move.tsx'
import { Prediction } from '../../reading/Prediction.tsx'
import { Term } from '../../reading/Term.tsx'
import { AtClass, AtPaper } from './Depths.tsx'
import { ALL_SAME, ALL_TILTED, WEAK, WEAKER } from './settings.ts'

/** The angle between an old direction and the new one near it, in degrees. */
const angleOf = (cosine: number): string =>
  `${String(Math.round((Math.acos(cosine) * 180) / Math.PI))}°`

const ANGLE = angleOf(CHAPTERS.directions.spec.featureCorrelation)

/** Other tasks, by verbs that lead to them. */
const TiltAndStrength = (): ReactElement => (
  <>
    <p>
      Let <Move to={ALL_TILTED}>all six directions tilt</Move>, and finetuning ends more than a
      hundred times below both other methods. Multi-task learning gains next to nothing: one unit
      cannot point in two directions at once, so features that are only similar cannot be shared.
    </p>
    <p>
      Strength counts too. <Move to={WEAK}>Make the new task ten times weaker</Move>, and the old
      units are too strong for it: at <Factor is={1} /> finetuning gains only a small factor over
      training from scratch, and{' '}
      <Move to={{ rescale: 0.3 }}>
        <Factor is={0.3} />
      </Move>{' '}
      does better. <Move to={{ ...WEAK, ...WEAKER }}>Make it a hundred times weaker</Move>, and at{' '}
      <Factor is={1} /> pretraining gains nothing at all: finetuning ends where training from
      scratch does. At{' '}
      <Move to={{ rescale: 0.1 }}>
        <Factor is={0.1} />
      </Move>{' '}
      it ends more than five times lower. To rescale is also to match strengths.
    </p>
  </>
)

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="directions">
    <p>
      In the diagonal network a feature is an input, and it is used or not. A network with a hidden
      layer, here a <em>ReLU network</em>, has features of another kind: each of its hidden units
      listens along a <em>direction</em>, and training can turn it. So a new task may need features
      that are close to old ones without being the same. Here the two lie {ANGLE} apart.
    </p>
    <Prediction id="directions" />
    <p>
      At <Factor is={1} /> finetuning turns the units it needs by {ANGLE}, which is all the way from
      the old directions to the new ones. It ends more than ten times below{' '}
      <Term mark="method:singleTask">training from scratch</Term> and more than ten times below{' '}
      <Term mark="method:multiTask">multi-task learning</Term>. With{' '}
      <Move to={{ rescale: 10 }}>ten times larger weights</Move> the units hardly turn: a small
      change of such weights is enough to fit the examples, and the error ends more than a hundred
      times higher. With <Move to={{ rescale: 0.1 }}>ten times smaller weights</Move> much of what
      was learned is lost, and it ends more than five times higher.
    </p>
    <ChapterFigure id="directions">
      Every dot is a hidden unit, over the needed direction (a unit of the teacher) that it points
      to most; arrows begin where pretraining left it.
    </ChapterFigure>
    <TiltAndStrength />
    <ChapterFigure id="structure">
      How many dimensions the hidden layer works in, before and after, and how many of them are
      shared; and how well a few clusters describe the directions of its units.
    </ChapterFigure>
    <p>
      Nobody can name the features of a large network. But one can count in how many dimensions its
      hidden layer works (its <em>participation ratio</em>), and compare before with after. Here the
      count falls as <Factor /> falls, and the dimensions that remain are largely shared with those
      before. That is the fingerprint of nested selection: fewer, and from what was there.
    </p>
    <Try>
      <p>
        Let the new task need{' '}
        <Move to={ALL_SAME}>all six old directions, exactly as they were</Move>. Which side of{' '}
        <Factor is={1} /> is better now? Compare <Factor is={10} /> with <Factor is={1} />, and
        think of <ChapterLink to="nested" />.
      </p>
    </Try>
    <AtClass />
    <AtPaper />
    <Limit>
      <p>
        Nothing here is solved exactly. Finetuning a ReLU network has no closed form, so all of it
        is trained, with a few hundred units on a task whose directions we know. Where one regime
        ends and the next begins moves with the strength of the task, its directions and the number
        of examples: <Factor is={1} /> has no meaning of its own.
      </p>
    </Limit>
  </ChapterFrame>
)
