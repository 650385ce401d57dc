import type { ReactElement } from 'react'
import { useControls } from '../../figures/playgroundContext.ts'
import { SpectrumFigure } from '../../figures/SpectrumFigure.tsx'

/** The spectrum as high as a slide has room for, in its own type. */
const SlideSpectrum = (): ReactElement => {
  const rows = useControls(({ spec }) => spec.methods.length)
  return <SpectrumFigure isTall rowHeight={[12, 5][rows - 1] ?? 3.9} />
}

export default SlideSpectrum
