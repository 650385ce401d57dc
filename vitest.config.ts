import { defineConfig } from 'vitest/config'
import { formulas } from './scripts/vite/formulas.ts'

/** Long enough for a busy machine: a limit ends what hangs, it says nothing about speed. */
const timeouts = { testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [formulas()],
        test: {
          name: 'pure',
          maxWorkers: 2,
          environment: 'node',
          ...timeouts,
          include: [
            'tests/{theory,protocol,kernels,engine,worker,client,store,scripts,chapters}/**/*.test.ts',
          ],
        },
      },
      {
        plugins: [formulas()],
        test: {
          name: 'dom',
          maxWorkers: 2,
          environment: 'jsdom',
          ...timeouts,
          include: ['tests/**/*.test.tsx'],
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/browser/globalSetup.ts'],
          ...timeouts,
          // A page waits much of its time, for threads, pictures and clocks: two share two cores well.
          maxWorkers: 2,
        },
      },
    ],
  },
})
