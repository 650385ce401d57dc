import type { ReactElement } from 'react'
import DirectionsFigure from '../../figures/DirectionsFigure.tsx'

/** Hidden units in bands as high as a slide has room for, in its own type. */
const SlideDirections = (): ReactElement => <DirectionsFigure bandHeight={5.6} />

export default SlideDirections
