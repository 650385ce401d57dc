import type { ReactElement } from 'react'

/** Outlines on a grid of 24 by 24, drawn with a stroke of 1.75. */
const PATHS = {
  play: 'M8 5.5v13l10-6.5z',
  'play-back': 'M16 5.5v13L6 12z',
  pause: 'M9 6v12M15 6v12',
  step: 'M6 6v12l8-6zM18 6v12',
  'step-back': 'M18 6v12l-8-6zM6 6v12',
  reset: 'M5 5v5h5M5.6 10A7 7 0 1 1 5 13.5',
  dice: 'M5 5h14v14H5zM9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  copy: 'M9 9h11v11H9zM5.5 15H4V4h11v1.5',
  theme: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M12 16.6h.01',
  close: 'M6 6l12 12M18 6L6 18',
  chevron: 'M9 6l6 6-6 6',
  previous: 'M15 6l-6 6 6 6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  sweep: 'M4 4v16h16M7.5 15.5c4 0 5-8 11-9.5',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
} as const satisfies Record<string, string>

export type IconName = keyof typeof PATHS

/** Icons whose outline is filled, in whole. */
const FILLED: readonly IconName[] = ['play', 'play-back', 'step', 'step-back']

/** A line icon in the colour of the text around it; says nothing to screen readers. */
export function Icon({ name }: { name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} className={FILLED.includes(name) ? 'icon-filled' : undefined} />
      {name === 'theme' ? <path d="M12 4a8 8 0 1 0 0 16z" className="icon-filled" /> : null}
    </svg>
  )
}
