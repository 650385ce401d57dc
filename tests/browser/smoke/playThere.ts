/** What a reader does on the Play page, in any browser that speaks WebDriver. */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { untilThere } from '../drivers/processes.ts'
import type { EngineBrowser } from '../drivers/webDriver.ts'

/** Presses the first control of the role whose name contains the words, once it is there. */
export const pressNamed = async (browser: EngineBrowser, words: string): Promise<void> => {
  await browser.waitFor((wanted) => {
    const controls = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')]
    const found = controls.find((control) =>
      (control.getAttribute('aria-label') ?? control.textContent).includes(wanted),
    )
    found?.click()
    return found !== undefined
  }, words)
}

/**
 * Resolves once there is a button of this name. That of training changes with the press itself,
 * where the clock's words follow a moment later and may still be those of the run before.
 */
export const waitForButton = (browser: EngineBrowser, name: string): Promise<unknown> =>
  browser.waitFor(
    (wanted) =>
      [...document.querySelectorAll('button')].some(({ textContent }) => textContent === wanted),
    name,
  )

/** The clock's words, such as "Main task step 18,399 All converged." */
export const clockWords = (browser: EngineBrowser): Promise<string> =>
  browser.run(() =>
    [...document.querySelectorAll('.clock > *')].map(({ textContent }) => textContent).join(' '),
  )

/** Resolves once the clock's words contain those. */
export const waitForClock = (browser: EngineBrowser, words: string): Promise<unknown> =>
  browser.waitFor(
    (wanted) =>
      [...document.querySelectorAll('.clock > *')]
        .map(({ textContent }) => textContent)
        .join(' ')
        .includes(wanted),
    words,
  )

/** The value of a slider and the middle of its track and its handle, scrolled into view. */
export const sliderThere = (browser: EngineBrowser, name: string) =>
  browser.waitFor((wanted) => {
    const all = [...document.querySelectorAll<HTMLInputElement>('.slider input[type=range]')]
    const slider = all.find(({ labels }) => labels?.[0]?.textContent.includes(wanted))
    if (slider === undefined) return null
    slider.scrollIntoView({ block: 'center', behavior: 'instant' })
    const { x, y, width, height } = slider.getBoundingClientRect()
    const at = (share: number) => ({
      x: Math.round(x + width * share),
      y: Math.round(y + height / 2),
    })
    return {
      value: slider.getAttribute('aria-valuetext') ?? '',
      position: slider.valueAsNumber,
      handle: at(slider.valueAsNumber),
      middle: at(0.5),
    }
  }, name)

/** What the figure with this title says of itself to who cannot see it; brings it into view. */
export const descriptionOf = (browser: EngineBrowser, title: string): Promise<string> =>
  browser.run((wanted) => {
    const groups = [...document.querySelectorAll<HTMLElement>('[role=group][aria-describedby]')]
    const group = groups.find((element) => {
      const label = element.getAttribute('aria-labelledby') ?? ''
      const name = element.getAttribute('aria-label') ?? document.getElementById(label)?.textContent
      return name === wanted
    })
    // Nothing is computed for what is out of view; its code may come late, too.
    const heading = [...document.querySelectorAll('h2, h3')].find(({ textContent }) =>
      textContent.includes(wanted),
    )
    ;(group ?? heading)?.scrollIntoView({ block: 'center', behavior: 'instant' })
    return document.getElementById(group?.getAttribute('aria-describedby') ?? '')?.textContent ?? ''
  }, title)

/** The file that an item of a figure's open menu saves, by the ending of its name. */
export const savedBy = async (
  browser: EngineBrowser,
  item: string,
  ending: string,
): Promise<Buffer> => {
  await pressNamed(browser, item)
  const name = await browser.waitFor(
    (wanted) =>
      /^Saved as (\S+)\.$/
        .exec(document.querySelector('.figure-menu-said')?.textContent ?? '')
        ?.find((part) => part.endsWith(wanted)) ?? null,
    `.${ending}`,
  )
  const file = path.join(browser.downloads, name)
  const content = await untilThere(name, () =>
    Promise.resolve(existsSync(file) && statSync(file).size > 0 ? readFileSync(file) : undefined),
  )
  // The next file of this name would otherwise be saved beside it, under another.
  rmSync(file)
  return content
}
