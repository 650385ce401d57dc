import type { ReactElement } from 'react'
import { CopyButton } from '../controls/CopyButton.tsx'
import { usePlayground } from '../figures/playgroundContext.ts'

/** The address of this page in the given state. */
const addressOf = (hash: string): string => {
  const address = new URL(window.location.href)
  address.hash = hash
  return address.href
}

/** Copies the address of the playground as it stands. */
export const CopyLink = (): ReactElement => <CopyAddress link={usePlayground().link} />

/** Copies the address of what is on screen. `link`: the part after `#`. */
export const CopyAddress = ({ link }: { link: () => string }): ReactElement => (
  <CopyButton
    variant="quiet"
    label="Copy link"
    doneLabel="Link copied"
    name="The link"
    text={() => addressOf(link())}
  />
)
