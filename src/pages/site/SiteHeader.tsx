import type { ReactElement, ReactNode } from 'react'
import './site.css'
import { UpdateOffer } from './UpdateOffer.tsx'

const PAGES = [
  { id: 'read', label: 'Read', address: './' },
  { id: 'play', label: 'Play', address: './play.html' },
  { id: 'teach', label: 'Teach', address: './teach.html' },
  { id: 'present', label: 'Present', address: './present.html' },
] as const

interface SiteHeaderProps {
  /** The page on screen. */
  current: (typeof PAGES)[number]['id']
  /** What holds for the whole page; nothing of it works without scripts. */
  children?: ReactNode
}

/** The head of every page: the name, the site's pages, and the page's own tools. */
export const SiteHeader = ({ current, children }: SiteHeaderProps): ReactElement => (
  <header className="page-header">
    <p className="page-name">Regimes of Reuse</p>
    <nav className="site-navigation" aria-label="Pages">
      {PAGES.map(({ id, label, address }) => (
        <a key={id} href={address} aria-current={id === current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
    <div className="page-tools needs-scripts">
      <UpdateOffer />
      {children}
    </div>
  </header>
)
