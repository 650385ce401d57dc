import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface Violation {
  rule: string
  help: string
  /** Selector of each element, with what is wrong there. */
  places: string[]
}

/** Everything axe finds wrong with the page as it stands. */
export const axeViolations = async (page: Page): Promise<Violation[]> => {
  // Evaluated by the debugger, to which the page's own security policy does not apply.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe }
    const { violations } = await injected.run(document)
    return violations.map(({ id, help, nodes }) => ({
      rule: id,
      help,
      places: nodes.map(
        ({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`,
      ),
    }))
  })
}
