/**
 * How much one dispatch may do. The screen is drawn by the same processor and has to wait for a
 * dispatch that is under way, so none should take more than half a frame.
 *
 * Where the graphics processor cannot measure it, the time of a dispatch is known only between
 * limits: part of what passes until its end is heard of is the way there. So shares grow only while
 * the upper limit is short, and shrink only when the lower one is too long; a slow way alone, on a
 * busy machine, must not make them ever smaller.
 */
const MOST_MILLISECONDS = 8
/** What is aimed at: a dispatch may take half as long again as the last and still keep the limit. */
const TARGET_MILLISECONDS = 5

/** Products of the first dispatch: about 3 ms where the processor itself imitates a graphics card. */
const FIRST_PRODUCTS = 2e6

/**
 * To begin and to end costs each model about as much as so many steps. In software it is more like
 * eight; but to count on them, where there are none, would make the second dispatch too long.
 */
const LAUNCH_STEPS = 1

/** Steps that are worth a launch. Where so many of all models do not fit, the models take turns. */
const WORTHWHILE_STEPS = 16

/** Some steps of some of the models. */
export interface Share {
  models: number
  steps: number
}

/** Milliseconds that a dispatch took: at least, and at most. */
export interface Duration {
  least: number
  most: number
}

export interface Pace {
  /** How many steps the models may take in their next dispatches. */
  steps(): number
  /** How many models may take so many steps in one dispatch. */
  models(steps: number): number
  /** Reports how long a dispatch took. */
  record(share: Share, duration: Duration): void
}

/** A pace for batches of so many models, a step of each of which multiplies `products` times. */
export const createPace = (models: number, products: number): Pace => {
  // Steps of single models, launches included.
  let fitting = FIRST_PRODUCTS / products
  return {
    steps: () => {
      const ofAll = Math.max(WORTHWHILE_STEPS, fitting / models - LAUNCH_STEPS)
      return Math.max(1, Math.floor(Math.min(ofAll, fitting - LAUNCH_STEPS)))
    },
    models: (steps) => Math.max(1, Math.min(models, Math.floor(fitting / (steps + LAUNCH_STEPS)))),
    record: (share, { least, most }) => {
      const taken = share.models * (share.steps + LAUNCH_STEPS)
      // What fits the target if all of the time was spent on steps.
      const fits = (milliseconds: number): number =>
        (taken * TARGET_MILLISECONDS) / Math.max(milliseconds, 0.01)
      if (least > MOST_MILLISECONDS) fitting = Math.min(fitting, fits(least))
      // Grows at most twofold at a time: one lucky measurement must not hold up the screen.
      else fitting = Math.max(fitting, Math.min(fits(most), 2 * taken))
    },
  }
}
