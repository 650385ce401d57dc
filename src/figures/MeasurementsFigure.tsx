import type { ReactElement } from 'react'
import { MarkIcon } from '../charts/frame/SeriesKey.tsx'
import { NumberText } from '../charts/frame/NumberText.tsx'
import { MathSymbol } from '../controls/MathSymbol.tsx'
import { METHODS } from '../protocol/methods.ts'
import { NETWORKS } from '../protocol/networks.ts'
import { measureMethod, measureTeacher, type Measurements } from '../store/measurements.ts'
import type { NetworkState } from '../store/training.ts'
import { statusInWords } from '../store/words.ts'
import { useFigureRows } from './figureRows.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, useSampledTraining } from './playgroundContext.ts'
import { measurementsRows } from './rows/measuredRows.ts'

const Percent = ({ share }: { share: number }): ReactElement => (
  <td>{share > 0 && share < 0.0005 ? '< 0.1' : (100 * share).toFixed(1)}</td>
)

const MeasuredCells = ({ measured }: { measured: Measurements }): ReactElement => (
  <>
    <td>{measured.l1.toFixed(3)}</td>
    <td>{measured.l2.toFixed(3)}</td>
    <td>{measured.group === null ? '–' : measured.group.toFixed(3)}</td>
    <td>{measured.effectiveFeatures.toFixed(1)}</td>
    <Percent share={measured.shares.auxOnly} />
    <Percent share={measured.shares.shared} />
    <Percent share={measured.shares.mainOnly} />
    <Percent share={measured.shares.unused} />
  </>
)

const LossCells = ({ network }: { network: NetworkState }): ReactElement => (
  <>
    <td>
      <NumberText value={network.trainingLoss} digits={2} />
    </td>
    <td>
      <NumberText value={network.generalizationLoss} digits={2} />
    </td>
    <td>
      <NumberText value={network.bestGeneralizationLoss} digits={2} />
    </td>
    <td>{network.step.toLocaleString('en')}</td>
    <td>
      <NumberText value={network.learningRate} digits={2} />
    </td>
    <td className="cell-words">{statusInWords(network.status)}</td>
  </>
)

const norm = (subscript: string, words: string): ReactElement => (
  <MathSymbol letter="ℓ" subscript={subscript} words={words} />
)

const Head = ({ unused }: { unused: string }): ReactElement => (
  <thead>
    <tr>
      <td />
      <th colSpan={4} scope="colgroup">
        coefficients
      </th>
      <th colSpan={4} scope="colgroup">
        share of |β| in percent
      </th>
      <th colSpan={3} scope="colgroup">
        loss / zero function’s
      </th>
      <th colSpan={3} scope="colgroup">
        run
      </th>
    </tr>
    <tr>
      <th scope="col">network</th>
      <th scope="col">{norm('1', 'ell one norm')}</th>
      <th scope="col">{norm('2', 'ell two norm')}</th>
      <th scope="col">{norm('1,2', 'ell one two group norm')}</th>
      <th scope="col">effective features</th>
      <th scope="col">auxiliary only</th>
      <th scope="col">shared</th>
      <th scope="col">main only</th>
      <th scope="col">{unused}</th>
      <th scope="col">training</th>
      <th scope="col">new inputs</th>
      <th scope="col">best on the way</th>
      <th scope="col">steps</th>
      <th scope="col">learning rate</th>
      <th scope="col">state</th>
    </tr>
  </thead>
)

/** Every number of every network beside the teacher's. */
const MeasurementsFigure = (): ReactElement | null => {
  const spec = useControls((state) => state.spec)
  const { methods, network } = spec
  const state = useSampledTraining()
  useFigureRows(() => measurementsRows(state, spec))
  if (state.task === null) return null
  return (
    <section className="measurements">
      <h2>Measured</h2>
      <div
        className="table-scroll"
        role="region"
        aria-label="Measured numbers"
        tabIndex={0}
        data-picture=""
      >
        <table>
          <Head unused={NETWORKS[network].words.group} />
          <tbody>
            <tr>
              <th scope="row">Teacher</th>
              <MeasuredCells measured={measureTeacher(state.task)} />
              <td colSpan={6} />
            </tr>
            {methods.map((method) => {
              const trained = state.networks[method]
              const measured = measureMethod(state, method)
              const { colourToken, mark } = METHOD_STYLES[method]
              return (
                <tr key={method}>
                  <th scope="row">
                    <MarkIcon shape={mark} colourToken={colourToken} /> {METHODS[method].label}
                  </th>
                  {measured === null || trained === undefined ? (
                    <td colSpan={14}>waiting …</td>
                  ) : (
                    <>
                      <MeasuredCells measured={measured} />
                      <LossCells network={trained} />
                    </>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="figure-note">
        The group norm ℓ<sub>1,2</sub> joins each feature’s main coefficient with the auxiliary one
        that the network carries: its own for multi-task learning, what pretraining left for
        finetuning. Single-task networks carry none.{' '}
        {state.task.directions === undefined
          ? null
          : 'A coefficient is what lies along a teacher unit; elsewhere is all strength besides.'}
      </p>
    </section>
  )
}

export default MeasurementsFigure
