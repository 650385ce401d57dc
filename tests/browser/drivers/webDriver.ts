/** What tests ask of a browser other than Chromium, in the words of the WebDriver standard. */

/** The commands that are used, with what each gives back; W3C WebDriver names their parameters. */
export interface Commands {
  navigate: { takes: { url: string }; gives: null }
  execute: { takes: { script: string; args: unknown[] }; gives: unknown }
  actions: { takes: { actions: unknown[] }; gives: null }
  setRect: { takes: { width: number; height: number }; gives: unknown }
  screenshot: { takes: Record<string, never>; gives: string }
}

/** How commands reach a browser; both ways end in the same standard. */
export interface Connection {
  call: <Name extends keyof Commands>(
    name: Name,
    parameters: Commands[Name]['takes'],
  ) => Promise<Commands[Name]['gives']>
  /** Where the browser saves files. */
  downloads: string
  close: () => Promise<void>
}

interface Point {
  x: number
  y: number
}

export interface EngineBrowser extends Pick<Connection, 'downloads' | 'close'> {
  open: (url: string) => Promise<void>
  /** Runs a function that needs nothing around it in the page. */
  run: <Given extends unknown[], Result>(
    code: (...given: Given) => Result,
    ...given: Given
  ) => Promise<Result>
  /** Asks the page until the answer is neither empty, 0, false nor missing. */
  waitFor: <Given extends unknown[], Result>(
    code: (...given: Given) => Result,
    ...given: Given
  ) => Promise<NonNullable<Result>>
  /** Presses each key once; WebDriver's code points for keys without a letter are in KEYS. */
  press: (...keys: string[]) => Promise<void>
  /** Presses the mouse at the first point and lets go at the last; points of the viewport. */
  drag: (...way: [Point, ...Point[]]) => Promise<void>
  /** Makes the inside of the window this large, in CSS pixels. */
  resize: (width: number, height: number) => Promise<void>
  /** A PNG of what the window shows. */
  photograph: () => Promise<Buffer>
}

/** W3C WebDriver, 17.4.2 "Keyboard actions". */
export const KEYS = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  Home: '\uE011',
  End: '\uE010',
  ArrowRight: '\uE014',
}

const WAIT_BETWEEN_LOOKS = 100
/** Only ends what hangs; a busy machine may need minutes. */
const LONGEST_WAIT = 150_000

const keyActions = (keys: readonly string[]) => [
  {
    type: 'key',
    id: 'keyboard',
    actions: keys.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]),
  },
]

const dragActions = ([from, ...way]: readonly [Point, ...Point[]]) => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', duration: 0, ...from },
      { type: 'pointerDown', button: 0 },
      ...way.map((point) => ({ type: 'pointerMove', duration: 50, ...point })),
      { type: 'pointerUp', button: 0 },
    ],
  },
]

/** A browser behind a connection. */
export const createEngineBrowser = (connection: Connection): EngineBrowser => {
  const { call } = connection
  const run: EngineBrowser['run'] = async (code, ...args) => {
    const script = `return (${code.toString()}).apply(null, arguments)`
    // What the function returns, by its type; WebDriver carries it as JSON.
    return (await call('execute', { script, args })) as ReturnType<typeof code>
  }
  return {
    run,
    ...{ downloads: connection.downloads, close: connection.close },
    open: async (url) => {
      await call('navigate', { url })
    },
    waitFor: async (code, ...args) => {
      const end = Date.now() + LONGEST_WAIT
      for (;;) {
        const answer = await run(code, ...args)
        if (answer) return answer
        if (Date.now() > end) {
          throw new Error(`The page never came to: ${code.toString()} of ${JSON.stringify(args)}`)
        }
        await new Promise((resolve) => setTimeout(resolve, WAIT_BETWEEN_LOOKS))
      }
    },
    press: async (...keys) => {
      await call('actions', { actions: keyActions(keys) })
    },
    drag: async (...way) => {
      await call('actions', { actions: dragActions(way) })
    },
    resize: async (width, height) => {
      const frame = await run(() => [outerWidth - innerWidth, outerHeight - innerHeight] as const)
      await call('setRect', { width: width + frame[0], height: height + frame[1] })
    },
    photograph: async () => Buffer.from(await call('screenshot', {}), 'base64'),
  }
}
