import type { ReactElement } from 'react'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { ChapterLink } from '../../reading/ChapterLink.tsx'
import { Count } from '../../reading/Count.tsx'
import { Depth } from '../../reading/Depth.tsx'
import { Formula } from '../../reading/Formula.tsx'
import { Inline } from '../../reading/Inline.tsx'
import { Measured, Now } from '../../reading/Measured.tsx'
import { Move } from '../../reading/Move.tsx'
import { Prediction } from '../../reading/Prediction.tsx'
import { Limit, Try } from '../../reading/Aside.tsx'
import { Term } from '../../reading/Term.tsx'
import formulas from './formulas.tex.json'

const Opening = (): ReactElement => (
  <>
    <p>
      A network has learned one task, the <em>auxiliary</em> task, from plenty of examples: it is{' '}
      <em>pretrained</em>. Then it is trained further on a second, the <em>main</em> task: it is{' '}
      <em>finetuned</em>, on only <Count of="mainSamples" /> examples. Countless answers fit so few.
      Training settles on one of them without being told which, and what the network already carries
      tips the choice. This silent preference has a name, <em>implicit regularization</em>, and it
      is what this article is about.
    </p>
    <p>
      In the figure, each stem is one input feature: the taller, the more the network relies on it.{' '}
      <Term mark="teacher">Hollow circles</Term>, called the <em>teacher</em>, show what the new
      task really needs, <Count of="mainActive" /> features. Pretraining has found them, but along
      with <Count of={({ auxActive, overlap }) => auxActive - overlap} /> others;{' '}
      <Term mark="pretraining">what it left</Term> hangs below the axis. Will the network notice
      that only <Count of="mainActive" /> of its features still matter?
    </p>
  </>
)

const Reading = (): ReactElement => (
  <>
    <p>
      Trained <Term mark="method:singleTask">from scratch</Term>, it does not: it fits its examples
      with a spray of weight over <Term mark="group:unused">features that neither task uses</Term>,
      and fails on new inputs. But pretraining has left something behind: its <em>weights</em>, the
      numbers that training adjusts. Suppose that, instead, we{' '}
      <Move to={{ rescale: 1 }}>leave the pretrained weights as they are</Move> and finetune. That
      is better, but the network goes on leaning on{' '}
      <Term mark="group:aux">old features that the new task has no use for</Term>. Now{' '}
      <Move to={{ rescale: 0.01 }}>scale the weights down by 100</Move> first. It drops them, and
      stands on the <Term mark="group:shared">shared features</Term> alone.
    </p>
    <p>
      One number has changed, and the error on new inputs typically falls more than a thousandfold.
    </p>
  </>
)

const Why = (): ReactElement => (
  <Depth from="class">
    <p>
      Why should size matter, when the pattern of the weights stays the same? Each feature reaches
      the output through two weights in a row, and only their product counts.
    </p>
    <Formula of={formulas.product} />
    <p>
      How fast a product changes depends on how large its factors are. A feature whose first weight
      is large answers to the slightest pull of the new task, needed or not. A small one answers
      slowly at first, then ever faster: whichever feature fits the examples best runs ahead, and
      leaves the others nothing to explain. Scaling down by <Inline of={formulas.c} /> takes the old
      features from the first kind to the second, and still leaves them far ahead of features that
      pretraining never found. So the network selects <em>among</em> the old features. This is{' '}
      <em>nested feature selection</em> (LL24, section 5).
    </p>
  </Depth>
)

const Exactly = (): ReactElement => (
  <Depth from="paper">
    <p>
      To be exact: inputs are Gaussian rows scaled to <Inline of={formulas.size} />. A teacher with{' '}
      <Inline of={formulas.k} /> features has the coefficients <Inline of={formulas.entries} />, a
      shared feature keeps its sign, and labels carry no noise (LL24, section 3). Every weight
      starts at <Inline of={formulas.alpha} />. After pretraining, first-layer weights are
      multiplied by <Inline of={formulas.c} /> and every readout is reset to{' '}
      <Inline of={formulas.start} /> (LL24, section 5). The error is the expected squared error on
      fresh inputs, <Inline of={formulas.error} />, divided by that of a network that always answers
      zero. While you drag, the stems are end points of gradient flow, solved and not trained;
      training then follows with finite steps.
    </p>
  </Depth>
)

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="keep">
    <ChapterFigure id="spectrum">
      <Now>
        Error on new inputs now: <Measured method="singleTask" value="error" /> from scratch,{' '}
        <Measured method="finetune" value="error" /> finetuned. Features in use:{' '}
        <Measured method="singleTask" value="features" /> and{' '}
        <Measured method="finetune" value="features" />. Always answering zero has an error of 1.
      </Now>
    </ChapterFigure>
    <Opening />
    <Prediction id="keep" />
    <Reading />
    <Why />
    <Exactly />
    <Try>
      <p>
        Drag the rescaling factor slowly from its right end to its left. Which stems go, and which
        stay?
      </p>
    </Try>
    <Limit>
      <p>
        It does not always work. In some draws of the data,{' '}
        <Move to={{ dataSeed: 19 }}>this one for instance</Move>, the <Count of="mainSamples" />{' '}
        examples point to wrong features, and no factor mends that. One draw proves nothing;{' '}
        <ChapterLink to="nested" /> shows many at once.
      </p>
    </Limit>
  </ChapterFrame>
)
