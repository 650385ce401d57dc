import { Suspense, useId, useState, type ReactElement } from 'react'
import { CopyButton } from '../../controls/CopyButton.tsx'
import { lazyPart } from '../../controls/lazyPart.ts'
import { Button } from '../../controls/Button.tsx'
import { Choice } from '../../controls/Choice.tsx'
import { Disclosure } from '../../controls/Disclosure.tsx'
import { Toggle } from '../../controls/Toggle.tsx'
import { FIGURES, type FigureId } from '../../protocol/figures.ts'
import { orderedHides, type Hidable } from '../../protocol/hides.ts'
import { NETWORK_IDS, NETWORKS } from '../../protocol/networks.ts'
import { PRESETS } from '../../protocol/presets.ts'
import { describeTask } from '../../store/words.ts'
import { firstHashIn } from './answerLinks.ts'
import { builtLink, hidableGroups, type Target } from './builtLink.ts'
import { ClassField } from './ClassField.tsx'
import { addressOf, useTeaching, useTeachState } from './teachContext.ts'

const QrCode = lazyPart(() => import('../../figures/QrCode.tsx'))

/** The state of a link that was made on the playground, whatever it was pasted with. */
const PasteField = (): ReactElement => {
  const { controls } = useTeaching()
  const id = useId()
  const [pasted, setPasted] = useState('')
  const hash = firstHashIn(pasted)
  const take = (): void => {
    if (hash === null) return
    const { theme } = controls.getState().view
    controls.openLink(hash)
    controls.setView({ theme })
  }
  return (
    <form
      className="teach-fields"
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <div className="teach-field teach-field-wide">
        <label className="control-label" htmlFor={id}>
          Or set everything on the playground, copy its link, and paste it here
        </label>
        <input
          id={id}
          className="value-field"
          autoComplete="off"
          spellCheck={false}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
        />
      </div>
      <Button isDisabled={hash === null} onClick={take}>
        Take it
      </Button>
    </form>
  )
}

/** A prepared example, or the state of a link that was made on the playground. */
const StateChoice = (): ReactElement => {
  const { controls } = useTeaching()
  const spec = useTeachState((state) => state.spec)
  const active = PRESETS[spec.network].find(
    (preset) => JSON.stringify(preset.spec) === JSON.stringify(spec),
  )
  return (
    <div className="teach-step">
      <Choice
        label="Network"
        options={NETWORK_IDS.map((value) => ({ value, label: NETWORKS[value].label }))}
        value={spec.network}
        onChange={(network) => controls.setNetwork(network)}
      />
      <div className="preset-buttons" role="group" aria-label="Prepared examples">
        {PRESETS[spec.network].map((preset) => (
          <Button
            key={preset.id}
            isPressed={preset === active}
            onClick={() => controls.setSpec(preset.spec)}
          >
            {preset.label}
          </Button>
        ))}
      </div>
      <PasteField />
      <p className="teach-lead">{describeTask(spec)}</p>
    </div>
  )
}

const HideChoice = (): ReactElement => {
  const { controls } = useTeaching()
  const network = useTeachState(({ spec }) => spec.network)
  const hides = useTeachState(({ view }) => view.hides)
  const set = (part: Hidable, isHidden: boolean): void =>
    controls.setView({
      hides: isHidden ? orderedHides([...hides, part]) : hides.filter((one) => one !== part),
    })
  const groups = hidableGroups(network)
  const everything = groups.flatMap(({ parts }) => parts.map(({ part }) => part))
  const bare = everything.filter((part) => part !== 'rescale' && part !== 'spectrum')
  return (
    <Disclosure summary={`Leave out: ${hides.length === 0 ? 'nothing' : `${hides.length} parts`}`}>
      <div className="preset-buttons" role="group" aria-label="Leave out">
        <Button onClick={() => controls.setView({ hides: [] })}>Nothing</Button>
        <Button onClick={() => controls.setView({ hides: orderedHides(bare) })}>
          All but spectrum and rescaling
        </Button>
      </div>
      {groups.map(({ title, parts }) => (
        <fieldset key={title} className="hide-group">
          <legend>{title}</legend>
          {parts.map(({ part, label }) => (
            <Toggle
              key={part}
              label={label}
              isOn={hides.includes(part)}
              onChange={(isOn) => set(part, isOn)}
            />
          ))}
        </fieldset>
      ))}
    </Disclosure>
  )
}

interface TargetProps {
  target: Target
  onTarget: (target: Target) => void
  isForProjector: boolean
  onProjector: (isOn: boolean) => void
}

/** What the link opens, and in which colours. */
const TargetChoice = (props: TargetProps): ReactElement => {
  const network = useTeachState(({ spec }) => spec.network)
  const id = useId()
  const figures = (Object.keys(FIGURES) as FigureId[]) // the keys of a literal table
    .filter((figure) => FIGURES[figure].networks.includes(network))
  return (
    <div className="teach-fields">
      <div className="teach-field">
        <label className="control-label" htmlFor={id}>
          Opens
        </label>
        <select
          id={id}
          className="teach-select"
          value={props.target}
          onChange={(event) =>
            props.onTarget(figures.find((figure) => figure === event.target.value) ?? 'play')
          }
        >
          <option value="play">the whole playground</option>
          {figures.map((figure) => (
            <option key={figure} value={figure}>
              one figure alone: {FIGURES[figure].title}
            </option>
          ))}
        </select>
      </div>
      <Toggle
        label="In the projector’s colours"
        isOn={props.isForProjector}
        onChange={props.onProjector}
      />
    </div>
  )
}

/** Makes a link that opens a prepared state, with less on the page. */
export const LinkBuilder = (): ReactElement => {
  const spec = useTeachState((state) => state.spec)
  const view = useTeachState((state) => state.view)
  const [wanted, setTarget] = useState<Target>('play')
  const [isForProjector, setProjector] = useState(false)
  const [showsCode, setShowsCode] = useState(false)
  const fits = wanted === 'play' || FIGURES[wanted].networks.includes(spec.network)
  const target = fits ? wanted : 'play'
  const { page, hash } = builtLink(target, { spec, view }, isForProjector)
  const address = addressOf(page, hash)
  return (
    <>
      <StateChoice />
      {target === 'play' ? (
        <>
          <HideChoice />
          <ClassField />
        </>
      ) : null}
      <TargetChoice
        target={target}
        onTarget={setTarget}
        isForProjector={isForProjector}
        onProjector={setProjector}
      />
      <label className="built-link">
        <span className="control-label">The link</span>
        <textarea readOnly rows={3} value={address} onFocus={(event) => event.target.select()} />
      </label>
      <div className="exercise-buttons">
        <CopyButton text={address} label="Copy the link" name="The link" />
        <a className="button button-plain" href={address} target="_blank" rel="noreferrer">
          Open it
        </a>
        <Button isPressed={showsCode} onClick={() => setShowsCode(!showsCode)}>
          QR code
        </Button>
      </div>
      {showsCode ? (
        <Suspense fallback={null}>
          <QrCode address={address} label="Code of the link" />
        </Suspense>
      ) : null}
    </>
  )
}
