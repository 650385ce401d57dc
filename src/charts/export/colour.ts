/** Colours as every program that opens an SVG understands them: six digits, and an opacity. */

export interface Paint {
  /** `#rrggbb`, or what the browser said, if it is none of the usual forms. */
  colour: string
  /** 0 … 1. */
  opacity: number
}

const twoDigits = (share: number): string =>
  Math.round(255 * Math.min(1, Math.max(0, share)))
    .toString(16)
    .padStart(2, '0')

const asNumbers = (text: string): number[] =>
  [...text.matchAll(/-?[\d.]+(?:e-?\d+)?%?/g)].map(([digits]) =>
    digits.endsWith('%') ? Number(digits.slice(0, -1)) / 100 : Number(digits),
  )

const paintOf = (channels: readonly number[], unit: number): Paint => {
  const [red = 0, green = 0, blue = 0, opacity = 1] = channels
  const digits = [red, green, blue].map((channel) => twoDigits(channel / unit)).join('')
  return { colour: `#${digits}`, opacity }
}

/** Reads a computed colour: `rgb(…)`, `rgba(…)` or `color(srgb …)`. */
export const readColour = (css: string): Paint => {
  if (css === 'transparent' || css === 'none' || css === '')
    return { colour: '#000000', opacity: 0 }
  const [, form = '', inside = ''] = /^(rgba?|color)\((?:srgb )?(.*)\)$/.exec(css) ?? []
  if (form === '') return { colour: css, opacity: 1 }
  return paintOf(asNumbers(inside), form === 'color' ? 1 : 255)
}

/** The attributes that paint with a computed colour; nothing to see is `none`. */
export const paintAttributes = (
  name: 'fill' | 'stroke',
  css: string,
  alpha = 1,
): Record<string, string | number> => {
  const { colour, opacity } = readColour(css)
  const whole = opacity * alpha
  if (whole === 0) return { [name]: 'none' }
  return whole === 1 ? { [name]: colour } : { [name]: colour, [`${name}-opacity`]: whole }
}
