import { useEffect, useState, type ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { METHODS } from '../protocol/methods.ts'
import { controlOf, type NetworkId } from '../protocol/networks.ts'
import type { RunSpec } from '../protocol/spec.ts'
import { LAST_EXACT_STEP } from '../protocol/view.ts'
import { createPaceMeter, durationInWords, isLong, mostSecondsLeft } from '../store/timeLeft.ts'
import { spoken } from '../store/words.ts'
import { useControls, usePlayground, useTraining } from './playgroundContext.ts'

/** Milliseconds between two looks at the clock. */
const LOOK_EVERY = 1000

interface Pace {
  stepsPerSecond: number
  /** At most. */
  secondsLeft: number
}

/** How slow the run is, if it will take long; looked at once a second. */
export const useSlowPace = (): Pace | null => {
  const { controls, training } = usePlayground()
  const [pace, setPace] = useState<Pace | null>(null)
  useEffect(() => {
    let meter = createPaceMeter()
    const look = (before: Pace | null): Pace | null => {
      const { phase, clock } = training.getState()
      if (phase !== 'playing') {
        meter = createPaceMeter()
        return null
      }
      const { spec, view } = controls.getState()
      meter.note(clock, performance.now())
      const stepsPerSecond = meter.stepsPerSecond(view.pace)
      if (stepsPerSecond === null) return null
      const secondsLeft = mostSecondsLeft(clock, spec.stepLimit, stepsPerSecond)
      return isLong(secondsLeft, before !== null) ? { stepsPerSecond, secondsLeft } : null
    }
    let seen: Pace | null = null
    const timer = setInterval(() => {
      seen = look(seen)
      setPace(seen)
    }, LOOK_EVERY)
    return () => clearInterval(timer)
  }, [controls, training])
  return pace
}

/** What the time of a step grows with most, and can be made smaller. */
const SIZES: Record<NetworkId, { field: 'inputDim' | 'hiddenWidth'; unit: string }> = {
  diagonal: { field: 'inputDim', unit: 'features' },
  relu: { field: 'hiddenWidth', unit: 'hidden units' },
}

interface Offer {
  label: string
  act: () => void
}

const offersOf = (spec: RunSpec, change: (spec: RunSpec) => void): Offer[] => {
  const { field, unit } = SIZES[spec.network]
  const { minimum } = controlOf(spec.network, field)
  const only = spec.methods.includes('finetune') ? 'finetune' : spec.methods[0]
  const offers: Offer[] = []
  if (only !== undefined && spec.methods.length > 1) {
    const label = `Train ${METHODS[only].label.toLowerCase()} only`
    offers.push({ label, act: () => change({ ...spec, methods: [only] }) })
  }
  if (spec[field] > minimum) {
    const label = `Take ${String(minimum)} ${unit}`
    offers.push({ label, act: () => change({ ...spec, [field]: minimum }) })
  }
  return offers
}

/**
 * Says that a run will take long on this machine, and offers what is at hand instead.
 * @param onAct called with each choice, after which this may go away together with its buttons
 */
export const SlowRun = ({ pace, onAct }: { pace: Pace; onAct: () => void }): ReactElement => {
  const { controls, pause } = usePlayground()
  const spec = useControls((state) => state.spec)
  const hasExactEnd = useTraining(({ exact }) => Object.keys(exact).length > 0)
  const offers = offersOf(spec, (next) => controls.setSpec(next))
  if (hasExactEnd && spec.network === 'diagonal') {
    const act = (): void => {
      pause()
      controls.setView({ exactAt: LAST_EXACT_STEP })
    }
    offers.unshift({ label: 'Show the exact end', act })
  }
  return (
    <div className="run-slow">
      <p role="status">
        Training takes about {spoken(pace.stepsPerSecond)} steps a second here. To its limit of{' '}
        {spec.stepLimit.toLocaleString('en')} steps it would take{' '}
        {durationInWords(pace.secondsLeft)}; it ends before if everything converges.
      </p>
      {offers.map(({ label, act }) => (
        <Button
          key={label}
          onClick={() => {
            act()
            onAct()
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
