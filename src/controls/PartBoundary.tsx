import { Component, type ReactElement, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import './controls.css'
import { CopyButton } from './CopyButton.tsx'
import { forgetFailedLoads } from './lazyPart.ts'

interface PartBoundaryProps {
  /** What stands here, as a sentence begins with it: "The figure “Feature spectrum”". */
  name: string
  children: ReactNode
  /** What else is to be said once it has failed. */
  rest?: string
  /** What it is drawn from: once that is another, it is drawn again by itself. */
  cause?: unknown
  /** The address that keeps the settings; the page's own where nothing is given. */
  address?: () => string
}

interface PartBoundaryState {
  failure: { error: unknown } | null
  cause: unknown
}

const OTHERS_GO_ON = 'The rest of the page goes on, and your settings are kept in the link.'

const ownAddress = (): string => window.location.href

/** What was thrown, in the browser's words, if it has any. */
const wordsOf = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'no reason was given'

interface PartFailureProps extends Pick<PartBoundaryProps, 'address'> {
  /** What is not as it should be, and what goes on. */
  sentence: string
  error: unknown
  onRetry: () => void
}

/** What is said in place of a part that failed, or beside it, and the ways to go on. */
export const PartFailure = (props: PartFailureProps): ReactElement => {
  const { sentence, address = ownAddress, error, onRetry } = props
  return (
    <div className="part-failure" role="alert">
      <p>{sentence}</p>
      <p className="part-failure-reason">What the browser says: {wordsOf(error)}</p>
      <div className="part-failure-ways">
        <Button icon="reset" onClick={onRetry}>
          Try again
        </Button>
        <CopyButton label="Copy link" doneLabel="Link copied" name="The link" text={address} />
        <Button variant="quiet" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </div>
    </div>
  )
}

/** Where a part of a page fails to be drawn, that part alone says so, and how to go on. */
export class PartBoundary extends Component<PartBoundaryProps, PartBoundaryState> {
  override state: PartBoundaryState = { failure: null, cause: this.props.cause }

  static getDerivedStateFromError(error: unknown): Partial<PartBoundaryState> {
    return { failure: { error } }
  }

  static getDerivedStateFromProps(
    { cause }: PartBoundaryProps,
    state: PartBoundaryState,
  ): PartBoundaryState | null {
    return Object.is(cause, state.cause) ? null : { failure: null, cause }
  }

  private readonly retry = (): void => {
    forgetFailedLoads()
    this.setState({ failure: null })
  }

  override render(): ReactNode {
    const { children, name, rest = OTHERS_GO_ON, address = ownAddress } = this.props
    const { failure } = this.state
    if (failure === null) return children
    const sentence = `${name} stopped. ${rest}`
    return <PartFailure {...{ sentence, address }} error={failure.error} onRetry={this.retry} />
  }
}
