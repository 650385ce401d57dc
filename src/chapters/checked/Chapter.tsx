import type { ReactElement } from 'react'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'
import { Factor } from '../../reading/Factor.tsx'
import { Limit, Try } from '../../reading/Aside.tsx'
import { Move } from '../../reading/Move.tsx'
import { Term } from '../../reading/Term.tsx'
import agreement from './agreement.json'
import { Agreement, COMPARED } from './Agreement.tsx'
import { Citing } from './Citing.tsx'
import { Differences } from './Differences.tsx'
import { Glossary } from './Glossary.tsx'
import { References } from './References.tsx'
import './checked.css'

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="checked">
    <p>
      A page like this one can persuade and still be wrong. So we ran again part of what the paper
      published: {COMPARED} of its some {agreement.extent.published.toLocaleString('en')}{' '}
      conditions. Diagonal networks were solved exactly, ReLU networks trained anew. We compared the
      sizes of the errors, and for comparisons that the paper draws, their direction.
    </p>
    <Agreement />
    <ChapterFigure id="spectrum">
      The paper’s own size: 1000 features, forty of them used in pretraining, five of these needed.
      The ends are solved on the spot, the training runs beside them.
    </ChapterFigure>
    <p>
      With 32 examples, <Term mark="method:finetune">finetuning</Term> at <Factor is={0.1} /> has
      found the task, and ends more than ten times below <Factor is={1} />, while{' '}
      <Term mark="method:singleTask">training from scratch</Term> has hardly begun.
    </p>
    <Try>
      <p>
        Give both <Move to={{ mainSamples: 64 }}>64 examples</Move>, and training from scratch
        catches on as well. It is here, where one method after the other begins to succeed, that our
        results and the published ones lie furthest apart.
      </p>
    </Try>
    <Differences />
    <Limit>
      <p>
        That results come out again says nothing about other tasks, and most of the published
        conditions were not run again: among them multi-task learning of diagonal networks at this
        size, factors below 0.1, 10 to 30 needed features, and every image network.
      </p>
    </Limit>
    <Glossary />
    <References />
    <Citing />
  </ChapterFrame>
)
