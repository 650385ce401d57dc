import type { ReactElement } from 'react'
import './site.css'

const PAGES = [
  { id: 'read', label: 'Read', address: './' },
  { id: 'play', label: 'Play', address: './play.html' },
  { id: 'teach', label: 'Teach', address: './teach.html' },
  { id: 'present', label: 'Present', address: './present.html' },
] as const

/** The pages of the site; the one on screen is marked. */
export const SiteNavigation = ({
  current,
}: {
  current: (typeof PAGES)[number]['id']
}): ReactElement => (
  <nav className="site-navigation" aria-label="Pages">
    {PAGES.map(({ id, label, address }) => (
      <a key={id} href={address} aria-current={id === current ? 'page' : undefined}>
        {label}
      </a>
    ))}
  </nav>
)
