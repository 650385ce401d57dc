import type { ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { PRESETS } from '../protocol/presets.ts'
import { describeTask } from '../store/words.ts'
import { Hideable } from './hiding.tsx'
import { useControls, usePlayground } from './playgroundContext.ts'

/** Prepared states; the one on screen is marked and says what to see. */
export const PresetBar = (): ReactElement => {
  const { controls } = usePlayground()
  const spec = useControls((state) => state.spec)
  const presets = PRESETS[spec.network]
  const active = presets.find((preset) => JSON.stringify(preset.spec) === JSON.stringify(spec))
  return (
    <>
      <Hideable part="presets">
        <div className="preset-buttons" role="group" aria-label="Prepared examples">
          {presets.map((preset) => (
            <Button
              key={preset.id}
              variant="plain"
              isPressed={preset === active}
              onClick={() => controls.setSpec(preset.spec)}
            >
              {preset.label}
            </Button>
          ))}
        </div>
      </Hideable>
      <p className="figure-subtitle">
        {describeTask(spec)}
        {active === undefined ? null : (
          <Hideable part="presets">
            <span className="preset-caption"> {active.caption}</span>
          </Hideable>
        )}
      </p>
    </>
  )
}
