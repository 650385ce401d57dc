/** How swept controls are named on axes, in sentences and on buttons. */
import { CONTROLS } from '../protocol/controls.ts'
import type { SweepControl } from '../protocol/sweepView.ts'
import { spoken } from '../store/words.ts'

const SUBSCRIPTS: Record<string, string> = { '1': '₁', '2': '₂' }

/** The symbol as plain text: "k₂". */
export const symbolText = (control: SweepControl): string =>
  CONTROLS[control].symbol.replace(/_(\d)/, (_, digit: string) => SUBSCRIPTS[digit] ?? digit)

/** For an axis: "rescaling factor c". */
export const axisText = (control: SweepControl): string =>
  `${CONTROLS[control].label.toLowerCase()} ${symbolText(control)}`

/** A value as a link writes it, to three digits. */
export const valueText = (value: number): string => String(Number(value.toPrecision(3)))

/** "c = 0.01" */
export const settingText = (control: SweepControl, value: number): string =>
  `${symbolText(control)} = ${valueText(value)}`

/** "24 seeds, 1 to 24" */
export const seedsText = (seeds: readonly number[]): string =>
  `${String(seeds.length)} seeds, ${String(seeds[0])} to ${String(seeds.at(-1))}`

/** An error for a sentence. */
export const errorText = (error: number): string =>
  Number.isNaN(error) ? 'unknown' : spoken(error)
