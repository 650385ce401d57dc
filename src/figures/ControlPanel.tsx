import { Suspense, type ReactElement } from 'react'
import { lazyPart } from '../controls/lazyPart.ts'
import { Button } from '../controls/Button.tsx'
import { IconButton } from '../controls/IconButton.tsx'
import type { NumberField } from '../protocol/controls.ts'
import { NETWORKS } from '../protocol/networks.ts'
import { needsPretraining } from '../protocol/spec.ts'
import { ControlSlider } from './ControlSlider.tsx'
import { useIsHidden } from './hiding.tsx'
import { useControls, usePlayground } from './playgroundContext.ts'

const MoreControls = lazyPart(() => import('./MoreControls.tsx'))

const NO_PRETRAINING = 'Used only by methods that pretrain; none is chosen.'

/** The control a reader needs first: how much of pretraining is kept. */
export const LeadControl = ({ isPlain = false }: { isPlain?: boolean }): ReactElement => {
  const isUsed = useControls((state) => needsPretraining(state.spec))
  return (
    <ControlSlider
      field="rescale"
      isPlain={isPlain}
      marks={[
        { value: 0.01, label: '0.01' },
        { value: 1, label: '1, unscaled' },
      ]}
      disabledReason={isUsed ? null : NO_PRETRAINING}
    />
  )
}

const OverlapSlider = ({ isPlain = false }: { isPlain?: boolean }): ReactElement => {
  const mostShared = useControls(({ spec }) => Math.min(spec.auxActive, spec.mainActive))
  return (
    <ControlSlider
      field="overlap"
      isPlain={isPlain}
      maximum={mostShared}
      disabledReason={mostShared === 0 ? 'There are no auxiliary features to share.' : null}
    />
  )
}

/** The slider of any number, by itself: what stands in a chapter, on a slide or in an embed. */
export const ControlField = ({ field }: { field: NumberField }): ReactElement => {
  if (field === 'rescale') return <LeadControl isPlain />
  if (field === 'overlap') return <OverlapSlider isPlain />
  return <ControlSlider field={field} isPlain />
}

/** Those that come next. */
export const SecondControls = (): ReactElement => {
  const network = useControls(({ spec }) => spec.network)
  return (
    <>
      {NETWORKS[network].firstControls.map((field) =>
        field === 'overlap' ? (
          <OverlapSlider key={field} />
        ) : (
          <ControlSlider key={field} field={field} />
        ),
      )}
    </>
  )
}

/** Every other control of a run; unfolds beside the picture. */
export const ControlPanel = (): ReactElement | null => {
  const { controls } = usePlayground()
  const isOpen = useControls((state) => state.view.more)
  const isHidden = useIsHidden('more')
  if (!isOpen || isHidden) return null
  return (
    <aside className="control-panel" aria-label="More controls">
      <div className="control-panel-head">
        <h2>More controls</h2>
        <IconButton
          icon="close"
          label="Fold the controls"
          onClick={() => controls.setView({ more: false })}
        />
      </div>
      <Suspense fallback={<p className="figure-empty">Unfolding …</p>}>
        <MoreControls />
      </Suspense>
    </aside>
  )
}

/** Unfolds and folds the panel. */
export const ControlPanelToggle = (): ReactElement => {
  const { controls } = usePlayground()
  const isOpen = useControls((state) => state.view.more)
  return (
    <Button variant="plain" isPressed={isOpen} onClick={() => controls.setView({ more: !isOpen })}>
      More controls
    </Button>
  )
}
