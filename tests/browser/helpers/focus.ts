import type { Page } from 'playwright-core'

interface TabbedThrough {
  /** How many controls Tab should reach. */
  count: number
  /** Those it did not reach, by name. */
  missed: string[]
  /**
   * Those that look the same with the focus as without it. Sliders are left out: what marks them is
   * the look of their handle, which no script can read.
   */
  unmarked: string[]
}

/** Presses Tab from the top of the page to its end. */
export const tabThrough = async (page: Page): Promise<TabbedThrough> => {
  const found = await page.evaluateHandle(() => {
    const inOrder = 'a[href], button, input, textarea, select, summary, [tabindex="0"]'
    const isReachable = (element: HTMLElement): boolean => {
      if (!element.checkVisibility() || element.matches(':disabled')) return false
      // Of a group of radio buttons Tab reaches the checked one; arrow keys reach the others.
      return !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked)
    }
    const expected = [...document.querySelectorAll<HTMLElement>(inOrder)].filter(isReachable)
    /** How the control, or the face that stands in for a hidden one, is drawn. */
    const looks = (element: HTMLElement): string =>
      [element, element.nextElementSibling, element.parentElement]
        .map((part) => {
          if (part === null) return ''
          const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(part)
          return [outline, boxShadow, borderColor, backgroundColor].join()
        })
        .join('; ')
    const before = new Map(expected.map((element) => [element, looks(element)]))
    return { expected, looks, before, reached: new Map<Element, string>() }
  })
  const count = await found.evaluate(({ expected }) => expected.length)
  // Figures that fill in meanwhile add controls of their own, which take presses too.
  for (let press = 0, left = count; left > 0 && press < 2 * count; press += 1) {
    await page.keyboard.press('Tab')
    left = await found.evaluate(({ expected, reached, looks }) => {
      const active = document.activeElement
      if (active instanceof HTMLElement) reached.set(active, looks(active))
      return expected.filter((element) => element.isConnected && !reached.has(element)).length
    })
  }
  return found.evaluate(({ expected, before, reached }) => {
    const name = (element: HTMLElement): string =>
      element.getAttribute('aria-label') ?? (element.textContent || element.outerHTML)
    return {
      count: expected.length,
      // A control may have left the page meanwhile: marks give way to those of a finer trajectory.
      missed: expected.filter((element) => element.isConnected && !reached.has(element)).map(name),
      unmarked: expected
        .filter((element) => reached.has(element) && !element.matches('[type=range]'))
        .filter((element) => reached.get(element) === before.get(element))
        .map(name),
    }
  })
}
