import { useMemo, type ReactElement } from 'react'
import { NumberText } from '../charts/frame/NumberText.tsx'
import { MarkIcon } from '../charts/frame/SeriesKey.tsx'
import { Button } from '../controls/Button.tsx'
import {
  createMultiTaskTruth,
  type MultiTaskNetwork,
  type MultiTaskTruth,
} from '../store/multiTaskTruth.ts'
import { spoken, statusInWords } from '../store/words.ts'
import { useFigureRows } from './figureRows.ts'
import { useIsLit } from './lit.ts'
import { Hideable } from './hiding.tsx'
import { METHOD_STYLES } from './methodStyles.ts'
import './penaltyFigures.css'
import { useControls, usePlayground, useSampledTraining } from './playgroundContext.ts'
import { multiTaskRows } from './rows/measuredRows.ts'

/** Offered by buttons. */
const DECAYS = [0, 1e-4]

const Decay = ({ value }: { value: number }): ReactElement =>
  value === 0 ? (
    <>no decay</>
  ) : (
    <>
      λ = <NumberText value={value} digits={2} />
    </>
  )

/**
 * "0.4 % above". Below it can be only while the examples are not fitted, or where the network's own
 * auxiliary coefficients are smaller than those that the minimum stands beside.
 */
const excessInWords = (excess: number, isJoint: boolean): string => {
  const percent = Math.abs(100 * excess)
  if (percent < 0.005) return 'the same'
  const amount = `${spoken(Number(percent.toPrecision(2)))} %`
  if (excess > 0) return `${amount} above`
  return isJoint ? `${amount} below: the examples are not quite fitted` : `${amount} below`
}

const orDash = (value: number | null): ReactElement =>
  value === null ? <>–</> : <NumberText value={value} digits={2} />

interface NetworkRowProps {
  network: MultiTaskNetwork
  isJoint: boolean
}

const NetworkRow = ({ network, isJoint }: NetworkRowProps): ReactElement => {
  const { mark, colourToken } = METHOD_STYLES.multiTask
  const isLit = useIsLit('method:multiTask')
  return (
    <tr className={isLit ? 'row-lit' : undefined}>
      <th scope="row">
        <MarkIcon shape={mark} colourToken={colourToken} /> trained,{' '}
        <Decay value={network.weightDecay} />
      </th>
      <td>{orDash(network.distance)}</td>
      <td>{network.group.toFixed(3)}</td>
      <td className="cell-words">
        {network.excess === null ? '–' : excessInWords(network.excess, isJoint)}
      </td>
      <td>{orDash(network.error)}</td>
      <td className="cell-words">{statusInWords(network.status)}</td>
    </tr>
  )
}

const SmallestRow = ({ smallest }: Pick<MultiTaskTruth, 'smallest'>): ReactElement => (
  <tr className={useIsLit('smallestNorm') ? 'row-lit' : undefined}>
    <th scope="row">
      smallest ℓ<sub>1,2</sub>, exact
    </th>
    {smallest === null ? (
      <td colSpan={5}>waiting …</td>
    ) : (
      <>
        <td>0</td>
        <td>{smallest.group.toFixed(3)}</td>
        <td>–</td>
        <td>{orDash(smallest.error)}</td>
        <td className="cell-words">exact</td>
      </>
    )}
  </tr>
)

const Head = (): ReactElement => (
  <thead>
    <tr>
      <th scope="col">multi-task network</th>
      <th scope="col">
        |β − β<sub>min</sub>|<sub>2</sub>
      </th>
      <th scope="col">
        ℓ<sub>1,2</sub>
      </th>
      <th scope="col">beside the smallest</th>
      <th scope="col">error / zero’s</th>
      <th scope="col">state</th>
    </tr>
  </thead>
)

const DecayButtons = (): ReactElement => {
  const { controls } = usePlayground()
  const weightDecay = useControls(({ spec }) => spec.weightDecay)
  return (
    <div className="decay-buttons" role="group" aria-label="Weight decay of multi-task learning">
      <span>
        Weight decay λ is <NumberText value={weightDecay} digits={2} /> now. Carry the network over:
      </span>
      {DECAYS.map((value) => (
        <Button
          key={value}
          isPressed={weightDecay === value}
          onClick={() => controls.setNumber('weightDecay', value)}
        >
          <Decay value={value} />
        </Button>
      ))}
    </div>
  )
}

/** What is compared, and which minimum it is. */
const Note = ({ isJoint }: { isJoint: boolean }): ReactElement => (
  <p className="figure-note">
    Of all networks that fit both tasks, the one of smallest weights has the smallest group norm ℓ
    <sub>1,2</sub>. Plain gradient descent does in general not end there; weight decay leads towards
    it.{' '}
    {isJoint ? (
      <>
        The auxiliary examples, at least as many as features, fix the auxiliary coefficients: β
        <sub>min</sub> is the minimizer for both tasks together.
      </>
    ) : (
      <>
        The auxiliary examples, fewer than features, leave the auxiliary coefficients open: β
        <sub>min</sub> is the minimizer beside those that pretraining left.
      </>
    )}
  </p>
)

/** Trained multi-task learning, the smallest group norm, and the decay between them. */
const MultiTaskFigure = (): ReactElement | null => {
  const spec = useControls((state) => state.spec)
  const state = useSampledTraining()
  const truthOf = useMemo(() => createMultiTaskTruth(), [])
  const truth = truthOf(state, spec)
  useFigureRows(() => multiTaskRows(truth))
  if (!spec.methods.includes('multiTask')) return null
  const { now, undecayed, smallest, isJoint } = truth
  return (
    <>
      <h3>Where multi-task learning ends</h3>
      <Note isJoint={isJoint} />
      <Hideable part="weightDecay">
        <DecayButtons />
      </Hideable>
      <div className="measurements">
        <div
          className="table-scroll"
          role="region"
          aria-label="Multi-task learning and its minimizer"
          tabIndex={0}
          data-picture=""
        >
          <table>
            <Head />
            <tbody>
              {undecayed === null ? null : <NetworkRow network={undecayed} isJoint={isJoint} />}
              {now === null ? (
                <tr>
                  <th scope="row">
                    trained, <Decay value={spec.weightDecay} />
                  </th>
                  <td colSpan={5}>waiting …</td>
                </tr>
              ) : (
                <NetworkRow network={now} isJoint={isJoint} />
              )}
              <SmallestRow smallest={smallest} />
            </tbody>
          </table>
        </div>
      </div>
    </>
  )
}

export default MultiTaskFigure
