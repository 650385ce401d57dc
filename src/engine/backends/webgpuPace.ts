/**
 * How much one dispatch may do. The screen is drawn by the same processor and has to wait for a
 * dispatch that is under way, so none should take more than half a frame.
 */
const MOST_MILLISECONDS = 8
/** What is aimed at: a dispatch may take half as long again as the last and still keep the limit. */
const TARGET_MILLISECONDS = 5

/** Products of the first dispatch: about 3 ms where the processor itself imitates a graphics card. */
const FIRST_PRODUCTS = 2e6

/** Some steps of some of the models. */
export interface Share {
  models: number
  steps: number
}

export interface Pace {
  /** The next dispatch: as many steps of all models as fit, or one step of as many as fit. */
  share(): Share
  /** Reports how long a dispatch took. */
  record(share: Share, milliseconds: number): void
}

/** A pace for batches of so many models, a step of each of which multiplies `products` times. */
export const createPace = (models: number, products: number): Pace => {
  // Steps of single models.
  let fitting = Math.max(1, FIRST_PRODUCTS / products)
  return {
    share: () =>
      fitting < models
        ? { models: Math.max(1, Math.floor(fitting)), steps: 1 }
        : { models, steps: Math.floor(fitting / models) },
    record: (share, milliseconds) => {
      const taken = share.models * share.steps
      const time = Math.max(milliseconds, 0.01)
      const possible = (taken * TARGET_MILLISECONDS) / time
      // Grows at most twofold at a time. A small dispatch says nothing about a large one, unless
      // even it took too long.
      if (time > MOST_MILLISECONDS) fitting = Math.min(fitting, Math.max(1, possible))
      else if (taken > fitting / 2) fitting = Math.max(1, Math.min(possible, 2 * taken))
    },
  }
}
