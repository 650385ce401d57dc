import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Dialog } from '../../src/controls/Dialog.tsx'

afterEach(cleanup)

describe('Dialog', () => {
  beforeAll(() => {
    // jsdom does not show dialogs; these two lines are all that the component relies on.
    HTMLDialogElement.prototype.showModal = function showModal() {
      this.open = true
    }
    HTMLDialogElement.prototype.close = function close() {
      this.open = false
    }
  })

  it('gives up the focus as it closes, so that the next key is not its own', () => {
    const dialog = (isOpen: boolean) => (
      <Dialog title="Keyboard" isOpen={isOpen} onClose={() => undefined}>
        <p>Keys</p>
      </Dialog>
    )
    const { rerender } = render(dialog(true))
    const button = screen.getByRole('button', { name: 'Close' })
    button.focus()
    expect(document.activeElement).toBe(button)
    rerender(dialog(false))
    expect(document.activeElement).toBe(document.body)
  })

  it('opens and closes with its property, and asks to close on Escape, button and backdrop', () => {
    const onClose = vi.fn()
    const dialog = (isOpen: boolean): ReactElement => (
      <Dialog title="Keyboard" isOpen={isOpen} onClose={onClose}>
        Alt + P plays.
      </Dialog>
    )
    const { rerender } = render(dialog(true))
    const element = screen.getByRole<HTMLDialogElement>('dialog', { name: 'Keyboard' })
    expect(element.open).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    fireEvent(element, new Event('cancel', { cancelable: true }))
    fireEvent.click(element)
    fireEvent.click(screen.getByText(/Alt/))
    // Three requests; the click inside is none.
    expect(onClose).toHaveBeenCalledTimes(3)
    rerender(dialog(false))
    expect(element.open).toBe(false)
  })
})
