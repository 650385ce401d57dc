/**
 * Joins an embedded figure to the page around it: reports go out, commands come in, but only from
 * the window around it and only from the origin that the link names.
 */
import type { EmbedChoices } from '../../protocol/embedLink.ts'
import {
  asMessage,
  changedState,
  readCommand,
  type EmbedReport,
} from '../../protocol/embedMessages.ts'
import { writeLink } from '../../protocol/link.ts'
import type { Playground } from '../../store/playground.ts'
import { followCommand, type EmbedClock } from './embedClock.ts'
import { readyReport, stateReport, stepReport } from './embedReports.ts'

/** Milliseconds between two reports of the same kind: fast enough to follow. */
const REPORT_MILLISECONDS = 100

/** Said to whoever is around the figure: nothing in it depends on what the reader does. */
type OpenReport = Extract<EmbedReport, { type: 'ready' | 'size' | 'leave' }>
const isOpen = (report: EmbedReport): report is OpenReport =>
  report.type === 'ready' || report.type === 'size' || report.type === 'leave'

/** The origin whose commands are followed. */
const allowedOrigin = ({ host }: EmbedChoices): string => host ?? window.location.origin

/** Whether the window around could be of the origin; a message to another would only be refused. */
const isAround = (origin: string): boolean => {
  // Not every browser tells.
  const [around] = 'ancestorOrigins' in window.location ? window.location.ancestorOrigins : []
  return around === undefined || around === origin
}

/** Tells the window around, if it is of the origin. */
const tellOnly = (origin: string, report: EmbedReport): void => {
  // The origin of a sandboxed figure is "null", of which nobody is sure to be.
  if (origin === 'null') return
  try {
    window.parent.postMessage(asMessage(report), origin)
  } catch {
    // A name that this browser takes for no address, such as of wrong Punycode: nobody is there.
  }
}

/** Sends reports to the window around, if there is one. */
export const createPost =
  (choices: EmbedChoices) =>
  (report: EmbedReport): void => {
    if (window.parent === window) return
    const origin = allowedOrigin(choices)
    if (isOpen(report)) window.parent.postMessage(asMessage(report), '*')
    else if (isAround(origin)) tellOnly(origin, report)
  }

/** Calls back at once, then at most once in a while, and once more after the last time. */
const createPaced = (callback: () => void): { call: () => void; stop: () => void } => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let isDue = false
  const run = (): void => {
    isDue = false
    callback()
    timer = setTimeout(() => {
      timer = null
      if (isDue) run()
    }, REPORT_MILLISECONDS)
  }
  return {
    call: () => {
      isDue = true
      if (timer === null) run()
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}

interface HostLink {
  choices: EmbedChoices
  playground: Playground
  clock: EmbedClock
}

/** Reports every change until the returned function is called. */
const followPlayground = ({ choices, playground }: HostLink): (() => void) => {
  const post = createPost(choices)
  const state = createPaced(() => post(stateReport(playground)))
  const step = createPaced(() => post(stepReport(playground)))
  const { controls, training } = playground
  const leaves = [
    controls.subscribe((now, before) => {
      if (now.spec !== before.spec || now.view !== before.view) state.call()
    }),
    training.subscribe((now, before) => {
      if (now.phase !== before.phase || now.exact !== before.exact) state.call()
      if (now.sequence !== before.sequence && now.phase === 'playing') step.call()
    }),
    state.stop,
    step.stop,
  ]
  post(readyReport(choices, playground))
  state.call()
  return () => leaves.forEach((leave) => leave())
}

/** Follows commands until the returned function is called. */
const followCommands = ({ choices, playground, clock }: HostLink): (() => void) => {
  const post = createPost(choices)
  const onMessage = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source !== window.parent || window.parent === window) return
    if (origin !== allowedOrigin(choices)) return
    const command = readCommand(data)
    if (command === null) return
    if (typeof command === 'string') post({ type: 'error', message: command })
    else if (command.type === 'set') {
      const { problems, ...state } = changedState(playground.controls.getState(), command.settings)
      playground.openLink(writeLink(state))
      const message = problems.map((problem) => problem.message).join(' ')
      if (message !== '') post({ type: 'error', message })
    } else followCommand(clock, command)
  }
  window.addEventListener('message', onMessage)
  return () => window.removeEventListener('message', onMessage)
}

/** Tells how high the page is, now and whenever that changes. */
const followSize = ({ choices }: HostLink): (() => void) => {
  const post = createPost(choices)
  let told = 0
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height)
    if (height !== told) post({ type: 'size', height })
    told = height
  })
  observer.observe(document.body)
  return () => observer.disconnect()
}

/** Joins the two until the returned function is called. */
export const joinHost = (link: HostLink): (() => void) => {
  const leaves = [followCommands(link), followPlayground(link), followSize(link)]
  return () => leaves.forEach((leave) => leave())
}
