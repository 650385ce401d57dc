/**
 * Regimes of feature reuse, read off a finetuned network (docs/model.md, "The regime map"). After
 * Lippl & Lindsey 2024, section 5: nested feature selection is reuse of pretrained features (feature
 * dependence below 0) by a penalty that is still sparse (ℓ-order well below 2), so that few of them
 * are chosen; in the lazy regime the ℓ-order is 2, and reuse is spread over all of them.
 */
export const REGIMES = ['nested', 'broad', 'lazy', 'little'] as const
export type Regime = (typeof REGIMES)[number]

/** What is measured of a finetuned network, or the medians of several. */
export interface Signature {
  /** Share of Σ|β| on the features that pretraining used, 0 … 1. */
  reuse: number
  /** ℓ-order of the finetuning penalty at its β, 1 … 2; feature dependence is 1 − it. */
  order: number
  /** Share of the pretrained features whose |β| exceeds a hundredth of the largest, 0 … 1. */
  keptShare: number
}

/** Where one regime ends and the next begins. */
export interface SignatureThresholds {
  reuse: number
  order: number
  kept: number
}

/**
 * - little reuse: less than `reuse` of Σ|β| stands on pretrained features. Of the others,
 * - lazy: the ℓ-order is at least `order`, so the penalty is near to ℓ₂'s;
 * - nested: it is below, and at most `kept` of the pretrained features carry weight;
 * - broad: it is below, and more of them do.
 *
 * `null` where a number is missing.
 */
export const regimeOf = (
  { reuse, order, keptShare }: Signature,
  thresholds: SignatureThresholds,
): Regime | null => {
  if ([reuse, order, keptShare].some(Number.isNaN)) return null
  if (reuse < thresholds.reuse) return 'little'
  if (order >= thresholds.order) return 'lazy'
  return keptShare <= thresholds.kept ? 'nested' : 'broad'
}
