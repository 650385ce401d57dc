import type { ReactElement } from 'react'
import { ControlField } from '../figures/ControlPanel.tsx'
import { Replay } from '../figures/Replay.tsx'
import { CHAPTERS } from '../protocol/chapters.ts'
import { useChapter } from './articleContext.ts'

/** The chapter's sliders, above its main figure. */
export const FigureControls = (): ReactElement => {
  const chapter = useChapter()
  return (
    <div className="figure-controls" role="group" aria-label="Controls of the figure">
      {CHAPTERS[chapter].controls.map((field) => (
        <ControlField key={field} field={field} />
      ))}
      <Replay />
    </div>
  )
}
