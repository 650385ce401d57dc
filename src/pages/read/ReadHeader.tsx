import { useState, type ReactElement } from 'react'
import { Choice } from '../../controls/Choice.tsx'
import { Dialog } from '../../controls/Dialog.tsx'
import { IconButton } from '../../controls/IconButton.tsx'
import { THEMES } from '../../protocol/view.ts'
import { useArticle, useReading } from '../../reading/articleContext.ts'
import { CopyAddress } from '../CopyLink.tsx'
import { SiteNavigation } from '../site/SiteNavigation.tsx'
import { DepthChoice } from './DepthChoice.tsx'

/** The site's pages, and what holds for the whole article. */
export const ReadHeader = (): ReactElement => {
  const { link, setTheme } = useArticle()
  const theme = useReading((state) => state.theme)
  const [isThemeOpen, setThemeOpen] = useState(false)
  return (
    <header className="page-header read-header">
      <p className="page-name">Regimes of Reuse</p>
      <SiteNavigation current="read" />
      <div className="page-tools needs-scripts">
        <DepthChoice />
        <CopyAddress link={link} />
        <IconButton icon="theme" label="Theme" onClick={() => setThemeOpen(true)} />
      </div>
      <Dialog title="Theme" isOpen={isThemeOpen} onClose={() => setThemeOpen(false)}>
        <Choice
          label="Theme"
          hidesLabel
          options={THEMES.map((value) => ({ value, label: value }))}
          value={theme}
          onChange={setTheme}
        />
      </Dialog>
    </header>
  )
}
