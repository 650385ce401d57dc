/** An IntersectionObserver for jsdom: everything is in view, as soon as it is looked for. */
export class InView {
  readonly #tell: (entries: { isIntersecting: boolean }[]) => void
  constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
    this.#tell = tell
  }
  observe(): void {
    this.#tell([{ isIntersecting: true }])
  }
  disconnect(): void {
    // Nothing is kept.
  }
}
