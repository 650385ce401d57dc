import { useMemo, type ReactElement } from 'react'
import { MapChart } from '../charts/map/MapChart.tsx'
import { ScriptText } from '../charts/frame/ScriptText.tsx'
import type { MapPlace } from '../charts/map/types.ts'
import { Button } from '../controls/Button.tsx'
import { Choice } from '../controls/Choice.tsx'
import { NumberField } from '../controls/NumberField.tsx'
import { NETWORKS, type NetworkId } from '../protocol/networks.ts'
import {
  MAP_QUANTITIES,
  MAP_ROWS,
  THRESHOLD_RANGES,
  type MapQuantity,
  type RegimeThresholds,
} from '../protocol/sweepView.ts'
import { DEFAULT_VIEW } from '../protocol/view.ts'
import type { ControlsState } from '../store/controls.ts'
import { createRegimeMap } from '../store/regimeMap.ts'
import { nearestIndex } from '../store/sweeps/sweepGrid.ts'
import { useFigureRows } from './figureRows.ts'
import { mapCellsOf } from './mapCells.ts'
import { describeMap, mapFacts, mapNote, PAIR_LABELS, QUANTITY_LABELS } from './mapWords.ts'
import { useControls, usePlayground } from './playgroundContext.ts'
import { mapRows } from './rows/mapRows.ts'
import { Sentence } from './Sentence.tsx'
import { axisText } from './sweepWords.ts'
import { hasBegun, useSweep } from './useSweep.ts'
import './sweeps.css'

/** Regimes are told apart by the order of an exact penalty. */
const quantitiesOf = (network: NetworkId): MapQuantity[] =>
  MAP_QUANTITIES.filter((value) => value !== 'regime' || NETWORKS[network].hasExactFlow)

/** What the reader wants to see, if the network has it. */
const quantityOf = ({ spec, view }: ControlsState): MapQuantity =>
  quantitiesOf(spec.network).find((value) => value === view.quantity) ?? 'loss'

const MapChoices = (): ReactElement => {
  const { controls } = usePlayground()
  const map = useControls(({ view }) => view.map)
  const quantity = useControls(quantityOf)
  const network = useControls(({ spec }) => spec.network)
  return (
    <div className="sweep-choices">
      <Choice
        label="Controls"
        options={MAP_ROWS.map((value) => ({
          value,
          label: <ScriptText text={PAIR_LABELS[value]} />,
        }))}
        value={map}
        onChange={(next) => controls.setView({ map: next })}
      />
      <Choice
        label="Shown"
        options={quantitiesOf(network).map((value) => ({ value, label: QUANTITY_LABELS[value] }))}
        value={quantity}
        onChange={(next) => controls.setView({ quantity: next })}
      />
    </div>
  )
}

const THRESHOLD_LABELS: Record<keyof RegimeThresholds, string> = {
  reuse: 'Least share reused',
  order: 'Least ℓ-order of lazy',
  kept: 'Most kept when nested',
}
const THRESHOLDS = ['reuse', 'order', 'kept'] as const

/** Where one regime ends and the next begins is a choice: it can be changed. */
const Thresholds = (): ReactElement => {
  const { controls } = usePlayground()
  const regimes = useControls(({ view }) => view.regimes)
  return (
    <div className="map-thresholds" role="group" aria-label="Thresholds of the regimes">
      {THRESHOLDS.map((name) => {
        const [min, max] = THRESHOLD_RANGES[name]
        return (
          <NumberField
            key={name}
            label={THRESHOLD_LABELS[name]}
            value={regimes[name]}
            min={min}
            max={max}
            isInteger={false}
            onChange={(value) =>
              controls.setView({ regimes: { ...regimes, [name]: Number(value.toPrecision(3)) } })
            }
          />
        )
      })}
      <Button
        variant="quiet"
        icon="reset"
        onClick={() => controls.setView({ regimes: DEFAULT_VIEW.regimes })}
      >
        Usual thresholds
      </Button>
    </div>
  )
}

const KEY_LABELS: Record<MapQuantity, string> = {
  loss: 'median error / zero function’s',
  winner: 'smallest median error',
  regime: 'regime of the finetuned network',
}

/** Where finetuning ends over two controls at once. */
const MapFigure = (): ReactElement => {
  const { controls } = usePlayground()
  const { figure, state } = useSweep(createRegimeMap)
  const quantity = useControls(quantityOf)
  const regimes = useControls(({ view }) => view.regimes)
  const { columns, rows } = state.subject
  const column = useControls(({ spec }) => nearestIndex(columns.grid, spec[columns.control]))
  const row = useControls(({ spec }) => nearestIndex(rows.grid, spec[rows.control]))
  const cells = useMemo(() => mapCellsOf(state, { quantity, regimes }), [state, quantity, regimes])
  useFigureRows(() => mapRows(state, cells, KEY_LABELS[quantity]))
  const axes = useMemo(
    () => ({
      columns: { values: columns.grid.values, label: axisText(columns.control) },
      rows: { values: rows.grid.values, label: axisText(rows.control) },
    }),
    [columns, rows],
  )
  const take = (place: MapPlace): void => {
    const { spec } = controls.getState()
    controls.setSpec({
      ...spec,
      [columns.control]: columns.grid.values[place.column] ?? spec[columns.control],
      [rows.control]: rows.grid.values[place.row] ?? spec[rows.control],
    })
  }
  return (
    <div ref={figure} className={hasBegun(state) ? 'map-figure' : 'map-figure nothing-yet'}>
      <h2>Where each regime lies</h2>
      <MapChoices />
      {quantity === 'regime' ? <Thresholds /> : null}
      <MapChart
        label="Where each regime lies"
        describe={describeMap(
          state,
          quantity,
          cells.kind === 'values' ? cells.values : cells.indices,
        )}
        columns={axes.columns}
        rows={axes.rows}
        cells={cells}
        keyLabel={KEY_LABELS[quantity]}
        current={{ column, row }}
        tell={(place) => mapFacts(state, quantity, { place, thresholds: regimes })}
        onTake={take}
      />
      <p className="figure-note">
        <Sentence text={mapNote(state, quantity, regimes)} />
      </p>
    </div>
  )
}

export default MapFigure
