import { useRef, type ReactElement } from 'react'
import { MarkIcon } from '../charts/frame/SeriesKey.tsx'
import { compareMethods, explainMethod } from '../store/explain.ts'
import { runFacts } from '../store/runFacts.ts'
import { describeEnd } from '../store/words.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground, useTraining } from './playgroundContext.ts'
import './runSentence.css'
import { Sentence } from './Sentence.tsx'
import { SlowRun, useSlowPace } from './SlowRun.tsx'

/** Where the sentences will stand: what to wait for, and where that is long, what else there is. */
const Waiting = (): ReactElement => {
  const pace = useSlowPace()
  const place = useRef<HTMLDivElement>(null)
  return (
    <div ref={place} className="run-waiting" tabIndex={-1}>
      {pace === null ? (
        <p>What happened is said here once the run has ended.</p>
      ) : (
        // Its buttons may go with what they have done; the focus stays here.
        <SlowRun pace={pace} onAct={() => place.current?.focus({ preventScroll: true })} />
      )}
    </div>
  )
}

/** What happened, once a run has ended: told to screen readers once, as it appears. */
const RunSentence = (): ReactElement => {
  const { training } = usePlayground()
  const spec = useControls((state) => state.spec)
  // The numbers of a finished run stand still; its bends may still come from the solver.
  const phase = useTraining((state) => state.phase)
  useTraining((state) => state.bends)
  const facts = phase === 'finished' ? runFacts(training.getState(), spec) : null
  const { methods } = spec
  return (
    <div
      className="run-sentence"
      style={{ '--sentences': methods.length + 1 } as React.CSSProperties} // a custom property
    >
      <div role="status">
        {facts === null ? null : (
          <>
            <p className="visually-hidden">{describeEnd(training.getState(), methods)}</p>
            {facts.methods.map((method) => (
              <p key={method.method}>
                <MarkIcon
                  shape={METHOD_STYLES[method.method].mark}
                  colourToken={METHOD_STYLES[method.method].colourToken}
                />
                <Sentence text={explainMethod(method, facts)} />
              </p>
            ))}
            <p className="run-comparison">
              <Sentence text={compareMethods(facts)} />
            </p>
          </>
        )}
      </div>
      {facts === null ? <Waiting /> : null}
    </div>
  )
}

export default RunSentence
