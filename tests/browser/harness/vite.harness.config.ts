import path from 'node:path'
import { defineConfig, mergeConfig } from 'vite'
import { commonConfig } from '../../../scripts/vite/common.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** Built as the page is, security policy included, so that what works here works there. */
export default mergeConfig(
  commonConfig,
  defineConfig({
    root: import.meta.dirname,
    publicDir: path.join(root, 'public'),
    build: { outDir: path.join(root, 'build/harness'), emptyOutDir: true },
  }),
)
