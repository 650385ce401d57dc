import type { ReactElement } from 'react'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterLink } from '../../reading/ChapterLink.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { Factor } from '../../reading/Factor.tsx'
import { CodeBlock } from '../../reading/CodeBlock.tsx'
import { Depth } from '../../reading/Depth.tsx'
import { Inline } from '../../reading/Inline.tsx'
import { Limit, Try } from '../../reading/Aside.tsx'
import { Move } from '../../reading/Move.tsx'
import formulas from './formulas.tex.json'
import { RECIPE } from './recipe.ts'

/** Sweeps, and what they do and do not say. */
const HowToChoose = (): ReactElement => (
  <>
    <h3>How to choose the factor</h3>
    <p>
      Nothing tells beforehand how much a new task shares with the old one, and the examples it is
      trained on do not say, because every factor may fit them. So hold some back. Begin at{' '}
      <Factor is={1} />, which costs nothing; go down and up in steps that multiply, finetune at
      each, and look at the error on the examples held out. Then finetune on all examples with the
      factor that was best. If none beats <Factor is={1} />, leave the weights alone.
    </p>
    <p>
      We tried this on the task of the figure, with a quarter of its few examples held out and nine
      factors from 0.001 to 10. Over 96 draws of the data the factor that was chosen ended below{' '}
      <Factor is={1} /> in nearly every one, typically more than twenty times below, and in most of
      them within a factor of ten of the best of the nine.
    </p>
  </>
)

/** Their results as docs/model.md has them, "Deep networks". */
const Cited = (): ReactElement => (
  <>
    <h3>What the paper saw</h3>
    <p>
      LL24 rescaled deep networks in the same way: pretrained on 98 classes of CIFAR-100, then
      finetuned on the other two. We have not run this again. What follows is taken from their
      published results of 50 seeds, as the gain in accuracy over <Factor is={1} /> with the same
      seed.
    </p>
    <p>
      With a ResNet-18, a factor of 1/8 gained 7.4 points at 10 examples, 10.5 at 20 and 1.7 at
      1,000, and was better in 37 to 45 of the 50 seeds. But the way there is not downhill: 1/2 was{' '}
      <em>worse</em> up to 100 examples, by 7.4 points at 10, where it was better in only 11 seeds.
      So was 2. With a vision transformer every factor other than 1 did harm, and 1/8 cost 7 to 16
      points.
    </p>
    <p>
      How the ResNet-18 made use of what it had learned they read off its last layer before the
      readout, at 1,000 examples. That layer worked in 6.9 dimensions before finetuning and in 6.8
      after it with <Factor is={1} />, but in 2.1 with 1/8, and shared (by ENSD) 2.6 with what it
      was before: fewer dimensions, and old ones.
    </p>
  </>
)

/** What the recipe does not promise. */
const NoPromise = (): ReactElement => (
  <Limit>
    <p>
      Held-out examples are few and noisy. On a task{' '}
      <Move to={{ mainActive: 20, overlap: 15, mainSamples: 48, rescale: 1 }}>
        where <Factor is={1} /> is already close to the best
      </Move>
      , our search ended above it, typically with about twice the error. The recipe promises no
      gain. It is a cheap question about how much of the old to keep, and “all of it” is a possible
      answer.
    </p>
  </Limit>
)

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="practice">
    <p>
      The recipe needs no diagonal network. Train on the first task, multiply all weights by a
      factor <Factor />, and finetune. It takes a few lines of code, and one number to choose. All
      weights: the readout, and what belongs to normalization, are multiplied too.
    </p>
    <CodeBlock title="Recipe for PyTorch" code={RECIPE} />
    <HowToChoose />
    <ChapterFigure id="ladder">
      What the search is after: a task with as many new features as old ones. On a real task one
      sees only the error on held-out examples, and only of a few factors.
    </ChapterFigure>
    <Cited />
    <Try>
      <p>
        Read the ladder at <Factor is={1} />, 0.3 and 0.1 only. Would these three have sent you the
        right way? Then let the new task{' '}
        <Move to={{ mainActive: 20, overlap: 20 }}>need all old features</Move>, and ask again.
      </p>
    </Try>
    <Depth from="class">
      <p>
        How large a step is depends on depth. Without biases and normalization a ReLU network of{' '}
        <Inline of={formulas.layers} /> layers computes <Inline of={formulas.power} /> times what it
        did once all its weights are multiplied by <Inline of={formulas.c} />. In the figures{' '}
        <Inline of={formulas.c} /> multiplies the first of two layers, and the readout is set anew;
        in a deep network factors of two are steps enough. LL24 tried 1/8, 1/4, 1/2, 1 and 2.
      </p>
      <p>
        Where a layer is followed by normalization, the scale of its weights does not change what it
        computes at all; that of the gain after it does. LL24’s code scales every parameter, gains
        and biases of normalization and the readout included, and leaves the learning rate as it is;
        the recipe above does the same. A step of gradient descent then turns the weights before a
        normalization by <Inline of={formulas.turn} /> times as much. So learning rate and factor
        cannot be judged apart: search them together, or leave out of the product what you do not
        want to scale.
      </p>
    </Depth>
    <Depth from="paper">
      <p>
        The argument that carries over is the one of <ChapterLink to="then" />: a unit is lazy where
        its weights are large compared with the change that the new task asks for, and rich where
        they are small. What does not carry over is the exact solution, and with it the location of
        the regimes. A deep network has no list of features to check, so LL24 read nested selection
        off the hidden layers, by the participation ratio and the shared dimensions of{' '}
        <ChapterLink to="directions" />.
      </p>
    </Depth>
    <NoPromise />
  </ChapterFrame>
)
