/**
 * jsdom, opened once for each worker instead of once for each test file: opening it takes longer
 * than most of these files. Each file clears its screen (domSetup.ts).
 */
import { builtinEnvironments, type Environment, type EnvironmentReturn } from 'vitest/runtime'

const { jsdom } = builtinEnvironments

let opened: Promise<EnvironmentReturn> | undefined

const sharedDom: Environment = {
  ...jsdom,
  name: 'shared-dom',
  setup: async (global, options) => {
    opened ??= Promise.resolve(jsdom.setup(global, options))
    await opened
    // It ends with the worker.
    return { teardown: () => undefined }
  },
}

export default sharedDom
