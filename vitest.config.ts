import { defineConfig } from 'vitest/config'
import { formulas } from './scripts/vite/formulas.ts'
import { PATIENCE_MILLISECONDS, TEST_MILLISECONDS } from './tests/patience.ts'

const timeouts = {
  testTimeout: TEST_MILLISECONDS,
  hookTimeout: TEST_MILLISECONDS,
  expect: { poll: { timeout: PATIENCE_MILLISECONDS } },
}

const BROWSER_TESTS = ['tests/browser/**/*.test.ts']

/** These put other modules in the place of Node's own, which stay where modules are shared. */
const APART_TESTS = ['tests/scripts/fullDisk.test.ts']

// Every test file belongs to exactly one project; `npm run check:tests` sees to it.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [formulas()],
        test: {
          name: 'pure',
          maxWorkers: 2,
          environment: 'node',
          // The project's own modules are loaded once for each worker.
          isolate: false,
          ...timeouts,
          include: ['tests/**/*.test.ts'],
          exclude: [...BROWSER_TESTS, ...APART_TESTS],
        },
      },
      {
        test: {
          name: 'apart',
          maxWorkers: 2,
          environment: 'node',
          ...timeouts,
          include: APART_TESTS,
        },
      },
      {
        plugins: [formulas()],
        test: {
          name: 'dom',
          maxWorkers: 2,
          environment: 'jsdom',
          // jsdom and React are loaded once for each worker; each file clears its screen (cleanup).
          isolate: false,
          ...timeouts,
          include: ['tests/**/*.test.tsx'],
          setupFiles: ['tests/domSetup.ts'],
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: BROWSER_TESTS,
          globalSetup: ['tests/browser/globalSetup.ts'],
          // A browser is started once for each worker (helpers/browserSession.ts).
          isolate: false,
          ...timeouts,
          // A page waits much of its time, for threads, pictures and clocks: two share two cores well.
          maxWorkers: 2,
        },
      },
    ],
  },
})
