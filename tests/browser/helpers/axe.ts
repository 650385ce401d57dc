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
  /**
   * All rules; only those that depend on colours, for a further theme, in which all others find the
   * same; or only these others, for another layout in the same colours.
   */
  rules?: 'all' | 'colours' | 'structure'
}

const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

const CHOICES = {
  all: {},
  colours: { runOnly: COLOUR_RULES },
  structure: { rules: Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }])) },
}

/** Everything axe finds wrong with the page as it stands. */
export const axeViolations = async (
  page: Page,
  { within, rules = 'all' }: AxeScope = {},
): Promise<Violation[]> => {
  // Evaluated by the debugger, to which the page's own security policy does not apply.
  await page.evaluate(`void (globalThis.axe ?? (() => { ${axe.source} })())`)
  return page.evaluate(
    async ([selector, choice]) => {
      const { axe: injected } = globalThis as unknown as { axe: typeof axe }
      const { violations } = await injected.run(selector ?? document, {
        // What is right need not be described.
        resultTypes: ['violations'],
        ...choice,
      })
      return violations.map(({ id, help, nodes }) => ({
        rule: id,
        help,
        places: nodes.map(
          ({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`,
        ),
      }))
    },
    [within ?? null, CHOICES[rules]] as const,
  )
}
