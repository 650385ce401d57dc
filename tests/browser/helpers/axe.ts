import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface Violation {
  rule: string
  help: string
  /** Selector of each element, with what is wrong there. */
  places: string[]
}

export interface AxeScope {
  /** Only this element, as CSS has it; a dialog over a page that was looked at before. */
  within?: string
  /** Only the rules that depend on colours: in a further theme, all others find the same. */
  onlyColours?: boolean
}

const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Everything axe finds wrong with the page as it stands. */
export const axeViolations = async (
  page: Page,
  { within, onlyColours = false }: AxeScope = {},
): Promise<Violation[]> => {
  // Evaluated by the debugger, to which the page's own security policy does not apply.
  await page.evaluate(`void (globalThis.axe ?? (() => { ${axe.source} })())`)
  return page.evaluate(
    async ([selector, rules]) => {
      const { axe: injected } = globalThis as unknown as { axe: typeof axe }
      const { violations } = await injected.run(selector ?? document, {
        // What is right need not be described.
        resultTypes: ['violations'],
        ...(rules === null ? {} : { runOnly: rules }),
      })
      return violations.map(({ id, help, nodes }) => ({
        rule: id,
        help,
        places: nodes.map(
          ({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`,
        ),
      }))
    },
    [within ?? null, onlyColours ? COLOUR_RULES : null] as const,
  )
}
