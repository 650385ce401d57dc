/** The training thread in a real browser. */
import { BROWSER, chooseBackend } from '../engine/chooseBackend.ts'
import { chooseMeasured } from '../engine/measuredChoice.ts'
import { createBrowserTimer } from './browserTimer.ts'
import { createBrowserPretrainings } from './pretrainings.ts'
import type { Environment } from './serve.ts'

export const createBrowserEnvironment = (): Environment => {
  const timer = createBrowserTimer()
  return {
    timer,
    pretrainings: createBrowserPretrainings(),
    chooseEngine: async ({ preference, isExact, trial, known, excluded }) => {
      const environment = { ...BROWSER, isExact }
      return preference === 'auto'
        ? chooseMeasured({ trial, known, excluded, environment, now: () => timer.now() })
        : { ...(await chooseBackend(preference, environment)), rates: [] }
    },
  }
}
