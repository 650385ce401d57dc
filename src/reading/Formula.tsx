import {
  useEffect,
  useMemo,
  useRef,
  type PointerEvent,
  type ReactElement,
  type RefObject,
} from 'react'
import { NumberText } from '../charts/frame/NumberText.tsx'
import { pointingHandlers } from '../charts/frame/light.ts'
import { useIsLit, useLit, useLitMark } from '../figures/lit.ts'
import { useControls } from '../figures/playgroundContext.ts'
import symbolMarkup from './symbols.tex.json'
import { isSymbolId, SYMBOLS, type SymbolId } from './symbols.ts'
import { useIsLive } from './useIsLive.ts'
import './formula.css'

interface FormulaProps {
  /** The markup of a formula, from a file of TeX (`name.tex.json`) that the build has set. */
  of: string
  /** Within a line of text, without the row of its symbols. */
  isInline?: boolean
  /** Values of symbols that the settings do not have: those of one feature, say. */
  values?: Partial<Record<SymbolId, number>>
}

/** The symbols that a formula's markup names, in the order in which they first stand there. */
const symbolsIn = (markup: string): SymbolId[] =>
  (/data-symbols="([^"]*)"/.exec(markup)?.[1] ?? '').split(' ').filter(isSymbolId)

const markOf = (symbol: string): `symbol:${string}` => `symbol:${symbol}`

/** Marks every place of the lit symbol inside of set markup, which React does not look into. */
const useSymbolLight = (markup: string): RefObject<HTMLElement | null> => {
  const formula = useRef<HTMLElement>(null)
  const mark = useLitMark()
  useEffect(() => {
    for (const place of formula.current?.querySelectorAll('[data-symbol]') ?? []) {
      place.classList.toggle('symbol-lit', mark === markOf(place.getAttribute('data-symbol') ?? ''))
    }
  }, [mark, markup])
  return formula
}

/** A value as a reader would write it: as few digits as it has, three at most. */
const SettingText = ({ value }: { value: number }): ReactElement => {
  const short = Number(value.toPrecision(3))
  const isPlain = short === 0 || (Math.abs(short) >= 1e-3 && Math.abs(short) < 1e5)
  return isPlain ? <>{String(short).replace('-', '−')}</> : <NumberText value={short} />
}

interface SymbolEntryProps {
  symbol: SymbolId
  value: number | null
}

/** One symbol with its meaning and its value now; it lights its places in the formula. */
const SymbolEntry = ({ symbol, value }: SymbolEntryProps): ReactElement => {
  const lit = useLit()
  const mark = markOf(symbol)
  const isLit = useIsLit(mark)
  const isLive = useIsLive()
  const handlers = pointingHandlers({
    onPoint: (isPointed) => lit.point(isPointed ? mark : null),
    onHold: () => lit.hold(mark),
  })
  const button = isLive ? { role: 'button', tabIndex: 0, 'aria-pressed': isLit, ...handlers } : {}
  return (
    <div className={isLit ? 'symbol-entry symbol-lit' : 'symbol-entry'}>
      <dt>
        <span className="symbol-name" {...button}>
          {/* In words, because the name of a button is not computed from MathML everywhere. */}
          <span className="visually-hidden">{SYMBOLS[symbol].spoken}</span>
          <span
            aria-hidden="true"
            translate="no"
            dangerouslySetInnerHTML={{ __html: symbolMarkup[symbol] }}
          />
        </span>
      </dt>
      <dd>
        {SYMBOLS[symbol].meaning}
        {value === null ? null : (
          <>
            {' '}
            <span className="symbol-value" translate="no">
              <SettingText value={value} />
            </span>
          </>
        )}
      </dd>
    </div>
  )
}

const SymbolRow = ({ of, values }: Pick<FormulaProps, 'of' | 'values'>): ReactElement | null => {
  const spec = useControls((state) => state.spec)
  const symbols = useMemo(() => symbolsIn(of), [of])
  if (symbols.length === 0) return null
  return (
    <dl className="symbol-row">
      {symbols.map((symbol) => (
        <SymbolEntry
          key={symbol}
          symbol={symbol}
          value={values?.[symbol] ?? SYMBOLS[symbol].valueIn?.(spec) ?? null}
        />
      ))}
    </dl>
  )
}

/** A line that is wider than its page can be moved sideways by the keyboard too. */
const useScrollStop = (line: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const element = line.current
    if (element === null || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(() => {
      if (element.scrollWidth > element.clientWidth + 1) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [line])
}

/** A formula as the build has set it, with what its symbols mean and are now. */
export const Formula = ({ of, isInline = false, values }: FormulaProps): ReactElement => {
  const lit = useLit()
  const line = useSymbolLight(of)
  useScrollStop(line)
  const onPointerOver = (event: PointerEvent<HTMLElement>): void => {
    if (event.pointerType === 'touch' || !(event.target instanceof Element)) return
    const symbol = event.target.closest('[data-symbol]')?.getAttribute('data-symbol')
    lit.point(symbol == null ? null : markOf(symbol))
  }
  const common = {
    translate: 'no' as const,
    onPointerOver,
    onPointerLeave: () => lit.point(null),
    dangerouslySetInnerHTML: { __html: of },
  }
  if (isInline) return <span ref={line} className="formula-inline" {...common} />
  return (
    <div className="formula">
      <div ref={line as RefObject<HTMLDivElement | null>} className="formula-line" {...common} />
      <SymbolRow of={of} {...(values && { values })} />
    </div>
  )
}
