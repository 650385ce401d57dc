/** Keeps the address bar, the theme of the document and the teacher's page the same. */
import { writeLink } from '../../protocol/link.ts'
import type { ControlsStore } from '../../store/controls.ts'
import { applyTheme, followHash } from '../address.ts'

/** Joins the three for as long as the page is open. */
export const followTeaching = (controls: ControlsStore): void => {
  const apply = (): void => applyTheme(controls.getState().view.theme)
  apply()
  controls.subscribe(apply)
  followHash({
    link: () => writeLink(controls.getState()),
    open: (hash) => controls.openLink(hash),
    subscribe: controls.subscribe,
  })
}
