import { NUMBER_FIELDS, type NumberField } from '../../src/protocol/controls.ts'
import { isUsed } from '../../src/protocol/networks.ts'

/** The numbers of diagonal networks, which are what a sweep solves. */
export const SWEEP_FIELDS: readonly NumberField[] = NUMBER_FIELDS.filter((field) =>
  isUsed('diagonal', field),
)
