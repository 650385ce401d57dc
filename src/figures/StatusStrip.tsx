import { useState, type ReactElement } from 'react'
import { NumberText } from '../charts/frame/NumberText.tsx'
import { Button } from '../controls/Button.tsx'
import { ENGINE_LABELS, PRECISION_LABELS } from '../protocol/engines.ts'
import type { EngineDescription } from '../protocol/messages.ts'
import { spoken } from '../store/words.ts'
import { useControls, useSampledTraining } from './playgroundContext.ts'
import { RaceDialog } from './RaceDialog.tsx'

const Precision = ({ engine }: { engine: EngineDescription }): ReactElement => (
  <>
    {PRECISION_LABELS[engine.precision]}, 1 + 2
    <sup>{String(Math.round(Math.log2(engine.measuredEpsilon))).replace('-', '−')}</sup> &gt; 1
  </>
)

/** The engine, and what it was compared with. */
const engineWords = ({ id, rates }: EngineDescription): string => {
  const others = rates.filter((rate) => rate.id !== id)
  const own = rates.find((rate) => rate.id === id)
  if (own === undefined || others.length === 0) return ENGINE_LABELS[id]
  // The precision that a label may end with is told beside it.
  const times = others.map(
    (other) =>
      `${spoken(own.stepsPerSecond / other.stepsPerSecond)} × ${ENGINE_LABELS[other.id].split(',')[0]}`,
  )
  return `${ENGINE_LABELS[id]} (${times.join(', ')})`
}

const Facts = ({ onRace }: { onRace: () => void }): ReactElement => {
  const { engine, stepsPerSecond, phase } = useSampledTraining()
  const dataSeed = useControls(({ spec }) => spec.dataSeed)
  const initSeed = useControls(({ spec }) => spec.initSeed)
  const learningRate = useControls(({ spec }) => spec.learningRate)
  const auxLearningRate = useControls(({ spec }) => spec.auxLearningRate)
  const isPrecomputed = engine === null && phase === 'finished'
  return (
    <dl>
      <div>
        <dt>engine</dt>
        <dd>
          {engine === null
            ? isPrecomputed
              ? 'computed in advance in float64; Play trains it here'
              : 'starting …'
            : engineWords(engine)}{' '}
          <Button variant="quiet" onClick={onRace}>
            Race the engines
          </Button>
        </dd>
      </div>
      {engine === null ? null : (
        <div>
          <dt>precision</dt>
          <dd>
            <Precision engine={engine} />
          </dd>
        </div>
      )}
      {stepsPerSecond > 0 ? (
        <div>
          <dt>speed</dt>
          <dd translate="no">{Math.round(stepsPerSecond).toLocaleString('en')} steps/s</dd>
        </div>
      ) : null}
      <div>
        <dt>learning rate</dt>
        <dd>
          <NumberText value={learningRate} digits={2} /> main,{' '}
          <NumberText value={auxLearningRate} digits={2} /> auxiliary
        </dd>
      </div>
      <div>
        <dt>seeds</dt>
        <dd>
          data {dataSeed}, init {initSeed}
        </dd>
      </div>
    </dl>
  )
}

/** Which engine, how precise, how fast, which seeds: always in view. */
export const StatusStrip = (): ReactElement => {
  const [isRaceOpen, setRaceOpen] = useState(false)
  return (
    <>
      <footer className="status-strip" aria-label="How these numbers were computed">
        <Facts onRace={() => setRaceOpen(true)} />
      </footer>
      <RaceDialog isOpen={isRaceOpen} onClose={() => setRaceOpen(false)} />
    </>
  )
}
