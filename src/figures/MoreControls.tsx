import type { ReactElement } from 'react'
import { MarkIcon } from '../charts/frame/SeriesKey.tsx'
import { Choice } from '../controls/Choice.tsx'
import { NumberField } from '../controls/NumberField.tsx'
import { Toggle } from '../controls/Toggle.tsx'
import type { NumberField as Field } from '../protocol/controls.ts'
import { controlOf, isUsed, NETWORKS } from '../protocol/networks.ts'
import { ENGINE_CHOICES, ENGINE_LABELS } from '../protocol/engines.ts'
import { METHODS } from '../protocol/methods.ts'
import { readoutInitOf, type RunSpec } from '../protocol/spec.ts'
import { spoken } from '../store/words.ts'
import { METHOD_IDS } from '../theory/methodRecipes.ts'
import { ControlSlider } from './ControlSlider.tsx'
import { Hideable, useIsHidden } from './hiding.tsx'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground } from './playgroundContext.ts'

const MethodChoices = (): ReactElement => {
  const { controls } = usePlayground()
  const methods = useControls((state) => state.spec.methods)
  return (
    <fieldset className="panel-group">
      <legend>Methods</legend>
      {METHOD_IDS.map((method) => {
        const isOn = methods.includes(method)
        const isLast = isOn && methods.length === 1
        const { label, abbreviation, explanation } = METHODS[method]
        const { mark, colourToken } = METHOD_STYLES[method]
        return (
          <Toggle
            key={method}
            label={
              <>
                <MarkIcon shape={mark} colourToken={colourToken} /> {label} ({abbreviation})
              </>
            }
            explanation={isLast ? 'At least one method stays on.' : explanation}
            isOn={isOn}
            isDisabled={isLast}
            onChange={(next) =>
              controls.setMethods(
                next ? [...methods, method] : methods.filter((other) => other !== method),
              )
            }
          />
        )
      })}
    </fieldset>
  )
}

const ReadoutControl = (): ReactElement | null => {
  const { controls } = usePlayground()
  const isTied = useControls((state) => state.spec.readoutTied)
  const readoutInit = useControls((state) => readoutInitOf(state.spec))
  const isUsual = useControls(({ spec }) => NETWORKS[spec.network].readoutTied)
  const isHidden = useIsHidden('readoutInit')
  if (isHidden) return null
  const on = isUsual ? 'as in the paper’s runs' : 'γ grows with the rescaling'
  return (
    <>
      <Toggle
        label="Readout init follows α · c"
        explanation={
          isTied
            ? `${isUsual ? 'As in the paper’s runs: ' : ''}γ is ${spoken(readoutInit)} now. Off: choose it freely.`
            : `On: ${on}.`
        }
        isOn={isTied}
        onChange={(next) => controls.setReadoutTied(next)}
      />
      {isTied ? null : <ControlSlider field="readoutInit" />}
    </>
  )
}

const Seed = ({ field }: { field: 'dataSeed' | 'initSeed' }): ReactElement | null => {
  const { controls } = usePlayground()
  const value = useControls((state) => state.spec[field])
  const control = useControls((state) => controlOf(state.spec.network, field))
  const areHidden = useIsHidden('seeds')
  const isHidden = useIsHidden(field)
  if (areHidden || isHidden) return null
  return (
    <NumberField
      label={control.label}
      explanation={control.explanation}
      value={value}
      min={control.minimum}
      max={control.maximum}
      isInteger
      onChange={(next) => controls.setNumber(field, next)}
    />
  )
}

const EngineChoice = (): ReactElement => {
  const { controls } = usePlayground()
  const { engine, replay, hidden } = useControls((state) => state.view)
  return (
    <>
      <Choice
        label="Engine"
        explanation="Automatic takes the one that was measured the fastest here."
        options={ENGINE_CHOICES.map((value) => ({ value, label: ENGINE_LABELS[value] }))}
        value={engine}
        onChange={(next) => controls.setView({ engine: next })}
      />
      <Toggle
        label="Exact replay"
        explanation={
          replay === 'exact'
            ? 'WebAssembly gives the same numbers on every processor.'
            : 'A little faster where the processor can; last digits may differ between processors.'
        }
        isOn={replay === 'exact'}
        onChange={(next) => controls.setView({ replay: next ? 'exact' : 'fast' })}
      />
      <Toggle
        label="Pause while out of sight"
        explanation="Training waits while another tab or window covers this one."
        isOn={hidden === 'pause'}
        onChange={(next) => controls.setView({ hidden: next ? 'pause' : 'train' })}
      />
    </>
  )
}

/** The largest counts that fit the other settings. */
const mostOf = (spec: RunSpec, field: Field): number => {
  const { network, inputDim, mainActive, overlap } = spec
  const { maximum } = controlOf(network, field)
  const isRelu = network === 'relu'
  if (field === 'auxActive') {
    return Math.min(maximum, inputDim - mainActive + (isRelu ? 0 : overlap))
  }
  return Math.min(maximum, field === 'mainActive' ? inputDim - (isRelu ? 1 : 0) : maximum)
}

/** A slider, where the network uses its number. */
const OwnSlider = ({ field }: { field: Field }): ReactElement | null => {
  const isShown = useControls(({ spec }) => isUsed(spec.network, field))
  const most = useControls(({ spec }) => mostOf(spec, field))
  return isShown ? <ControlSlider field={field} maximum={most} /> : null
}

/** The controls that one needs later; loaded when they are unfolded. */
const MoreControls = (): ReactElement => {
  const { firstControls } = useControls(({ spec }) => NETWORKS[spec.network])
  const isFirst = (field: Field): boolean => firstControls.includes(field)
  return (
    <>
      <Hideable part="methods">
        <MethodChoices />
      </Hideable>
      <fieldset className="panel-group">
        <legend>Tasks</legend>
        <OwnSlider field="inputDim" />
        <OwnSlider field="hiddenWidth" />
        <OwnSlider field="auxActive" />
        <OwnSlider field="mainActive" />
        <ControlSlider field="mainSamples" />
        <ControlSlider field="auxSamples" />
        <ControlSlider field="labelNoise" />
        <Seed field="dataSeed" />
      </fieldset>
      <fieldset className="panel-group">
        <legend>Weights</legend>
        <ReadoutControl />
        {isFirst('initScale') ? null : <OwnSlider field="initScale" />}
        <OwnSlider field="initSpread" />
        <Seed field="initSeed" />
      </fieldset>
      <fieldset className="panel-group">
        <legend>Training</legend>
        <ControlSlider field="learningRate" />
        <ControlSlider field="auxLearningRate" />
        <ControlSlider field="weightDecay" />
        <ControlSlider field="stopLoss" />
        <ControlSlider field="probeLoss" />
        <ControlSlider field="stepLimit" />
        <Hideable part="engine">
          <EngineChoice />
        </Hideable>
      </fieldset>
    </>
  )
}

export default MoreControls
