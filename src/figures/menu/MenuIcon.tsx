import type { ReactElement } from 'react'

/** Outlines on a grid of 24 by 24, as in the icons of the controls; here because they come later. */
const PATHS = {
  more: 'M7.5 12a1.5 1.5 0 1 1-3 0a1.5 1.5 0 1 1 3 0zM13.5 12a1.5 1.5 0 1 1-3 0a1.5 1.5 0 1 1 3 0zM19.5 12a1.5 1.5 0 1 1-3 0a1.5 1.5 0 1 1 3 0z',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  code: 'M8.5 7L4 12l4.5 5M15.5 7L20 12l-4.5 5',
  drawing: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9',
  leave: 'M10 5H5v14h14v-5M13 5h6v6M19 5l-8.5 8.5',
} as const satisfies Record<string, string>

export type MenuIconName = keyof typeof PATHS

/** Says nothing to screen readers. */
export const MenuIcon = ({ name }: { name: MenuIconName }): ReactElement => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} className={name === 'more' ? 'icon-filled' : undefined} />
  </svg>
)
