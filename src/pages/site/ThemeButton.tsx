import { useState, type ReactElement } from 'react'
import { Choice } from '../../controls/Choice.tsx'
import { Dialog } from '../../controls/Dialog.tsx'
import { IconButton } from '../../controls/IconButton.tsx'
import { THEMES, type Theme } from '../../protocol/view.ts'

interface ThemeButtonProps {
  theme: Theme
  onChange: (theme: Theme) => void
}

/** Opens the choice of the page's colours. */
export const ThemeButton = ({ theme, onChange }: ThemeButtonProps): ReactElement => {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IconButton icon="theme" label="Theme" onClick={() => setOpen(true)} />
      <Dialog title="Theme" isOpen={isOpen} onClose={() => setOpen(false)}>
        <Choice
          label="Theme"
          hidesLabel
          options={THEMES.map((value) => ({ value, label: value }))}
          value={theme}
          onChange={onChange}
        />
      </Dialog>
    </>
  )
}
