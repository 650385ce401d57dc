/** Which packages reach a reader's browser. */
import { readdirSync } from 'node:fs'
import { build, type Plugin } from 'vite'
import { formulas } from '../../scripts/vite/formulas.ts'

/** Pages and the service worker; what they open as threads is found by the bundler. */
const entries = (): string[] =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(entries\/.*\.tsx|offline\/serviceWorker\.ts)$/.test(file))
    .map((file) => `src/${file}`)

const packageOf = (id: string): string | undefined =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1]

/** Bundles the whole site in memory and says of which packages something is left in it. */
export const shippedPackages = async (): Promise<Set<string>> => {
  const ids: string[] = []
  const collect: Plugin = {
    name: 'collect-modules',
    generateBundle: (_, bundle) => {
      for (const item of Object.values(bundle)) {
        if (item.type === 'asset') ids.push(...item.originalFileNames)
        else ids.push(...item.moduleIds)
      }
    },
  }
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // Tests run in a mode of their own, in which the site would leave its service worker out.
    define: { 'import.meta.env.PROD': 'true', 'import.meta.env.DEV': 'false' },
    plugins: [formulas(), collect],
    worker: { format: 'es', plugins: () => [collect] },
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      assetsInlineLimit: 0,
      rolldownOptions: { input: entries() },
    },
  })
  return new Set(ids.map(packageOf).filter((name) => name !== undefined))
}
