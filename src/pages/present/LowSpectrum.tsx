import type { ReactElement } from 'react'
import { SpectrumFigure } from '../../figures/SpectrumFigure.tsx'

/** The spectrum where a slide has little height. */
const LowSpectrum = (): ReactElement => <SpectrumFigure isTall={false} />

export default LowSpectrum
