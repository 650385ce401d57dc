/**
 * What the potential of a feature bends at when finetuning starts, s = 2√(AB) (docs/model.md,
 * "Penalties"), from its auxiliary coefficient alone.
 */

/** What happens between pretraining and finetuning. */
export interface Handover {
  /** α, at which every weight started; without spread. */
  initScale: number
  /** c */
  rescale: number
  /** γ */
  readoutInit: number
}

/**
 * s of a feature whose weights all started at α and were pretrained to β_aux by gradient flow, which
 * keeps w⁺ = v⁺, w⁻ = v⁻ and w⁺w⁻ = α². With w ← c·w and v ← γ then
 * 16·AB = (c²p + 2γ²)² − 4c²γ²(p − 2α²), p = w⁺² + w⁻² = √(β_aux² + 4α⁴), so that
 * s = √((½c²β_aux)² + (α²c² + γ²)²): ½c²|β_aux| for γ → 0.
 */
export const pretrainedBend = (
  betaAux: number,
  { initScale, rescale, readoutInit }: Handover,
): number => Math.hypot((rescale ** 2 * betaAux) / 2, (initScale * rescale) ** 2 + readoutInit ** 2)
