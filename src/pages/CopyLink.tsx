import { useState, type ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { copyText } from '../controls/copyText.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { usePlayground } from '../figures/playgroundContext.ts'

/** The address of this page in the given state. */
const addressOf = (hash: string): string => {
  const address = new URL(window.location.href)
  address.hash = hash
  return address.href
}

/** Copies the address of the playground as it stands. */
export const CopyLink = (): ReactElement => <CopyAddress link={usePlayground().link} />

/**
 * Copies the address of what is on screen; where the browser forbids that, shows it to be copied.
 * `link`: the part after `#`.
 */
export const CopyAddress = ({ link }: { link: () => string }): ReactElement => {
  const [isCopied, setCopied] = useState(false)
  const [shown, setShown] = useState<string | null>(null)

  const copy = (): void => {
    const address = addressOf(link())
    copyText(address).then(
      () => setCopied(true),
      () => setShown(address),
    )
  }
  return (
    <>
      <Button variant="quiet" icon={isCopied ? 'check' : 'link'} onClick={copy}>
        {isCopied ? 'Link copied' : 'Copy link'}
      </Button>
      <span className="visually-hidden" role="status">
        {isCopied ? 'The link was copied.' : ''}
      </span>
      <Dialog title="Link to this state" isOpen={shown !== null} onClose={() => setShown(null)}>
        <label className="link-field">
          This browser does not let the page copy. Select the link and copy it:
          <textarea
            readOnly
            rows={4}
            value={shown ?? ''}
            onFocus={(event) => event.target.select()}
          />
        </label>
      </Dialog>
    </>
  )
}
