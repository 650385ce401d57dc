/** One call of a drawing method, or one assignment such as `fillStyle`. */
export interface Recorded {
  name: string
  values: unknown[]
}

/** A stand-in for a canvas context that only remembers what was asked of it. */
export function recordingContext(): { context: CanvasRenderingContext2D; calls: Recorded[] } {
  const calls: Recorded[] = []
  const target = {}
  const context = new Proxy(target, {
    get:
      (_, name) =>
      (...values: unknown[]) => {
        calls.push({ name: String(name), values })
      },
    set: (_, name, value: unknown) => {
      calls.push({ name: String(name), values: [value] })
      return true
    },
  })
  // jsdom has no canvas; the pure draw functions use nothing but methods and properties.
  return { context: context as unknown as CanvasRenderingContext2D, calls }
}

/** A theme whose colours are the names of their tokens. */
export const namedTheme = { colour: (token: string) => token, strokeScale: 1, rem: 16 }
