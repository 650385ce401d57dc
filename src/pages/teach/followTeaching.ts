/** Keeps the address bar, the theme of the document and the teacher's page the same. */
import { writeLink } from '../../protocol/link.ts'
import type { ControlsStore } from '../../store/controls.ts'

/** Browsers refuse an address that changes too often. */
const QUIET_MILLISECONDS = 300

export const followTeaching = (controls: ControlsStore): void => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let joined = window.location.hash
  const applyTheme = (): void => {
    const { theme } = controls.getState().view
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset.theme
    else dataset.theme = theme
  }
  const write = (): void => {
    timer = null
    // Another address was entered, and its event is still to come: it must not be written over.
    if (window.location.hash !== joined) return
    const hash = writeLink(controls.getState())
    const bare = window.location.pathname + window.location.search
    window.history.replaceState(null, '', hash === '' ? bare : `#${hash}`)
    joined = window.location.hash
  }
  applyTheme()
  controls.subscribe(() => {
    applyTheme()
    timer ??= setTimeout(write, QUIET_MILLISECONDS)
  })
  window.addEventListener('hashchange', () => {
    joined = window.location.hash
    controls.openLink(joined)
  })
}
