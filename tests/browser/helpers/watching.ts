/** Watches a page change by change, where looking now and then would miss what was shown briefly. */
import type { Page } from 'playwright-core'

interface Watch<Found> {
  /** Stops watching, and gives what was found. */
  end: () => Promise<Found>
}

interface WatchedTexts {
  /** Every text or attribute that held a word that only a programmer knows. */
  texts: string[]
  /** Every text that a region for screen readers took, in order. */
  announcements: string[]
}

/** Looks at all text, names and values on the page after every change of it. */
export const watchTexts = async (page: Page): Promise<Watch<WatchedTexts>> => {
  const watched = await page.evaluateHandle(() => {
    const texts = new Set<string>()
    const announcements: string[] = []
    const note = (text: string | null): void => {
      if (text !== null && /NaN|undefined|Infinity/.test(text)) texts.add(text)
    }
    const announce = (target: Node): void => {
      const element = target instanceof Element ? target : target.parentElement
      const region = element?.closest('[role=status], [role=alert]')
      const text = region?.textContent
      if (text !== undefined && text !== announcements.at(-1)) announcements.push(text)
    }
    const observer = new MutationObserver((changes) => {
      for (const { target, attributeName } of changes) {
        if (attributeName === null) announce(target)
        else if (target instanceof Element) note(target.getAttribute(attributeName))
      }
      note(document.body.textContent)
    })
    observer.observe(document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    })
    return { texts, announcements, observer }
  })
  return {
    end: () =>
      watched.evaluate(({ texts, announcements, observer }) => {
        observer.disconnect()
        return { texts: [...texts], announcements }
      }),
  }
}

interface ClockReading {
  stage: string
  step: number
}

/** Reads the clock after every change of the page. */
export const recordClock = async (page: Page): Promise<Watch<ClockReading[]>> => {
  const recorded = await page.evaluateHandle(() => {
    const readings: { stage: string; step: number }[] = []
    const observer = new MutationObserver(() => {
      const region = document.querySelector('[aria-label="Training"]')
      const text = region?.textContent ?? ''
      const [, stage = '', step = ''] = /(Pretraining|Main task)\W*step ([\d,]+)/.exec(text) ?? []
      readings.push({ stage, step: Number(step.replaceAll(',', '')) })
    })
    observer.observe(document.body, { characterData: true, childList: true, subtree: true })
    return { readings, observer }
  })
  return {
    end: () =>
      recorded.evaluate(({ readings, observer }) => {
        observer.disconnect()
        return readings
      }),
  }
}
