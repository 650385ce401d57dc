import { useEffect, type ReactElement, type ReactNode } from 'react'
import { takesLetters } from '../controls/keys.ts'
import { pointingHandlers } from '../charts/frame/light.ts'
import { useIsLit, useLit, useTerm, type LitMark } from '../figures/lit.ts'
import { METHOD_STYLES } from '../figures/methodStyles.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import { useIsLive } from './useIsLive.ts'
import './words.css'

interface TermProps {
  /** What the word speaks of. */
  mark: LitMark
  children: ReactNode
}

/** A word for a way to train is underlined in the colour of its marks. */
const tintOf = (mark: LitMark): string => {
  const method = mark.startsWith('method:') ? (mark.slice('method:'.length) as MethodId) : null
  return method === null ? '' : ` term-${METHOD_STYLES[method].colourToken}`
}

/** Escape lets go of what stays lit. */
const useRelease = (isLit: boolean): void => {
  const { release } = useLit()
  useEffect(() => {
    if (!isLit) return
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !takesLetters(event.target)) release()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [isLit, release])
}

/** A word of the prose that lights its marks in the figure, and is lit by them. */
export const Term = ({ mark, children }: TermProps): ReactElement => {
  const lit = useLit()
  const isLit = useIsLit(mark)
  const isLive = useIsLive()
  useTerm(mark)
  useRelease(isLit)
  const className = `term${tintOf(mark)}${isLit ? ' term-lit' : ''}`
  if (!isLive) return <span className={className}>{children}</span>
  const handlers = pointingHandlers({
    onPoint: (isPointed) => lit.point(isPointed ? mark : null),
    onHold: () => lit.hold(mark),
  })
  return (
    <span className={className} role="button" tabIndex={0} aria-pressed={isLit} {...handlers}>
      {children}
    </span>
  )
}
