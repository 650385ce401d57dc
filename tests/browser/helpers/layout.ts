/** Where things stand on a page: whether it fits, and whether anything covers anything. */
import type { Page } from 'playwright-core'

/** CSS pixels by which the page is wider than its window. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })

/** Pairs of links, buttons and words in an element that lie over one another, in words. */
export const overlaps = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((within) => {
    const parts = [
      ...document.querySelectorAll<HTMLElement>(
        `${within} :is(a, button, p, legend, .choice-face)`,
      ),
    ].filter((part) => part.checkVisibility() && part.closest('dialog') === null)
    const nameOf = (part: HTMLElement): string =>
      part.getAttribute('aria-label') ?? part.textContent
    const areOver = (one: HTMLElement, other: HTMLElement): boolean => {
      if (one.contains(other) || other.contains(one)) return false
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
      const isBeside = a.right <= b.left + 0.5 || b.right <= a.left + 0.5
      return !isBeside && a.bottom > b.top + 0.5 && b.bottom > a.top + 0.5
    }
    return parts.flatMap((one, index) =>
      parts
        .slice(index + 1)
        .filter((other) => areOver(one, other))
        .map((other) => `“${nameOf(one)}” over “${nameOf(other)}”`),
    )
  }, selector)

/** Canvases on which nothing is painted, by the name of their chart; those without extent are left out. */
export const blankCanvases = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('canvas')]
      .filter((canvas) => canvas.checkVisibility() && canvas.clientWidth > 0)
      .filter((canvas) => {
        const { width, height } = canvas
        const image = canvas.getContext('2d')?.getImageData(0, 0, width, height)
        return image?.data.some((value) => value !== 0) !== true
      })
      .map((canvas) => canvas.closest('[aria-label]')?.getAttribute('aria-label') ?? ''),
  )
