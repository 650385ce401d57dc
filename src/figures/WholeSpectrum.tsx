import type { ReactElement } from 'react'
import { SpectrumFigure } from './SpectrumFigure.tsx'

/** The feature spectrum at its full height, where nothing else needs the room. */
const WholeSpectrum = (): ReactElement => <SpectrumFigure isTall />

export default WholeSpectrum
