/// <reference lib="webworker" />
import { BROWSER, chooseBackend } from '../engine/chooseBackend.ts'
import { chooseMeasured } from '../engine/measuredChoice.ts'
import { createBrowserTimer } from './browserTimer.ts'
import { serve } from './serve.ts'

const timer = createBrowserTimer()

serve(self, {
  timer,
  chooseEngine: async ({ preference, isExact, trial, known, excluded }) => {
    const environment = { ...BROWSER, isExact }
    return preference === 'auto'
      ? chooseMeasured({ trial, known, excluded, environment, now: () => timer.now() })
      : { ...(await chooseBackend(preference, environment)), rates: [] }
  },
})
