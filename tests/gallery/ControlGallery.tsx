import { useState, type ReactElement } from 'react'
import { Button } from '../../src/controls/Button.tsx'
import { Choice } from '../../src/controls/Choice.tsx'
import { Dialog } from '../../src/controls/Dialog.tsx'
import { Disclosure } from '../../src/controls/Disclosure.tsx'
import { IconButton } from '../../src/controls/IconButton.tsx'
import { MathSymbol } from '../../src/controls/MathSymbol.tsx'
import { Notices, type Notice } from '../../src/controls/Notices.tsx'
import { NumberField } from '../../src/controls/NumberField.tsx'
import { Slider } from '../../src/controls/Slider.tsx'
import { Toggle } from '../../src/controls/Toggle.tsx'

const NOTICES: Notice[] = [
  { id: 'link', text: 'The link asked for d = 100000; the nearest allowed value, 4096, is used.' },
  {
    id: 'diverged',
    tone: 'problem',
    text: 'Training diverged at step 812. Lower the learning rate.',
  },
]

const ICONS = [
  'play',
  'play-back',
  'pause',
  'step',
  'step-back',
  'reset',
  'dice',
  'link',
  'theme',
  'help',
  'close',
  'chevron',
  'check',
  'download',
  'pin',
] as const

function Sliders(): ReactElement {
  const [rescale, setRescale] = useState(0.01)
  const [samples, setSamples] = useState(16)
  const [rate, setRate] = useState(0.1)
  return (
    <div className="gallery-grid">
      <Slider
        label="Rescaling"
        symbol={<MathSymbol letter="c" words="c" />}
        explanation="Factor on all weights between pretraining and finetuning."
        scale="log"
        min={1e-3}
        max={10}
        value={rescale}
        defaultValue={1}
        onChange={setRescale}
        marks={[
          { value: 0.001, label: '0.001' },
          { value: 0.03, label: 'optimal' },
          { value: 1, label: 'none' },
          { value: 10, label: '10' },
        ]}
      />
      <Slider
        label="Training samples"
        symbol={<MathSymbol letter="n" subscript="2" words="n two" />}
        explanation="Examples of the main task."
        scale="integer"
        min={4}
        max={256}
        value={samples}
        defaultValue={16}
        onChange={setSamples}
        unit="examples"
      />
      <Slider
        label="Learning rate"
        symbol={<MathSymbol letter="η" words="eta" />}
        min={0}
        max={1}
        value={rate}
        defaultValue={0.1}
        onChange={setRate}
        disabledReason="Exact flow has no learning rate."
      />
    </div>
  )
}

function SmallControls(): ReactElement {
  const [engine, setEngine] = useState<'exact' | 'wasm' | 'webgl'>('exact')
  const [seed, setSeed] = useState(7)
  const [showsExact, setShowsExact] = useState(true)
  const [isDialogOpen, setIsDialogOpen] = useState(false)
  return (
    <>
      <div className="gallery-grid">
        <Choice
          label="Engine"
          options={[
            { value: 'exact', label: 'Exact flow' },
            { value: 'wasm', label: 'WebAssembly' },
            { value: 'webgl', label: 'WebGL', isDisabled: true },
          ]}
          value={engine}
          onChange={setEngine}
          explanation="Which engine computes the picture."
        />
        <NumberField
          label="Data seed"
          value={seed}
          onChange={setSeed}
          explanation="Decides which examples are drawn."
          action={
            <IconButton icon="dice" label="New data seed" onClick={() => setSeed(seed + 1)} />
          }
        />
        <Toggle
          label="Show the exact end point"
          isOn={showsExact}
          onChange={setShowsExact}
          explanation="Faint ticks on every stem."
        />
      </div>
      <div className="gallery-row gallery-section">
        <Button variant="primary" icon="play" onClick={() => undefined}>
          Train
        </Button>
        <Button onClick={() => setIsDialogOpen(true)}>Open a dialog</Button>
        <Button variant="quiet" onClick={() => undefined}>
          Copy the link
        </Button>
        <Button isDisabled onClick={() => undefined}>
          Not now
        </Button>
        {ICONS.map((icon) => (
          <IconButton key={icon} icon={icon} label={icon} onClick={() => undefined} />
        ))}
      </div>
      <Dialog title="Keyboard" isOpen={isDialogOpen} onClose={() => setIsDialogOpen(false)}>
        <p>Alt + P plays and pauses, Alt + R resets with the same seeds.</p>
      </Dialog>
    </>
  )
}

export function ControlGallery(): ReactElement {
  const [notices, setNotices] = useState(NOTICES)
  return (
    <section className="gallery-section">
      <h2>Controls</h2>
      <Notices
        notices={notices}
        onDismiss={(id) => setNotices(notices.filter((notice) => notice.id !== id))}
      />
      <Sliders />
      <SmallControls />
      <Disclosure summary="More controls">
        <p className="prose">
          The rest unfolds. <a href="#root">Words and marks</a> point at each other, and the weight{' '}
          <MathSymbol letter="β" subscript="i" words="beta i" /> of a feature is the product of its
          two layers.
        </p>
      </Disclosure>
    </section>
  )
}
