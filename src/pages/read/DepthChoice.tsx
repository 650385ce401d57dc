import type { ReactElement } from 'react'
import { Choice } from '../../controls/Choice.tsx'
import { DEPTHS, type Depth } from '../../protocol/articleLink.ts'
import { useArticle, useReading } from '../../reading/articleContext.ts'

const LABELS: Record<Depth, string> = {
  intuition: 'intuition',
  class: 'class',
  paper: 'paper',
}

/** How deep the prose goes; the figures stay. */
export const DepthChoice = (): ReactElement => {
  const { setDepth } = useArticle()
  const depth = useReading((state) => state.depth)
  return (
    <div className="depth-choice">
      <Choice
        label="Depth"
        options={DEPTHS.map((value) => ({ value, label: LABELS[value] }))}
        value={depth}
        onChange={setDepth}
      />
    </div>
  )
}
