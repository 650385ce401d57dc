import type { ReferenceLine } from '../charts/predict/types.ts'
import { METHOD_STYLES } from '../figures/methodStyles.ts'

export const AXES = { x: 'rescaling factor c', y: 'error on new inputs' }

export const MEASURED_STYLE = {
  label: 'what happens',
  colourToken: METHOD_STYLES.finetune.colourToken,
}

const ZERO: ReferenceLine = {
  label: 'always answering 0',
  value: 1,
  colourToken: 'ink-soft',
  dash: 'dotted',
}

/** Lines to compare with: what knows nothing, and once it is known, training from scratch. */
export const referencesOf = (scratch: number | null): ReferenceLine[] => {
  if (scratch === null) return [ZERO]
  const { colourToken, dash } = METHOD_STYLES.singleTask
  return [ZERO, { label: 'from scratch', value: scratch, colourToken, dash }]
}
