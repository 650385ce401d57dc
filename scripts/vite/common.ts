import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { unimportedEntries } from './threads.ts'

/**
 * What the built page may load: itself, and nothing else. `wasm-unsafe-eval` lets WebAssembly
 * compile; no script text is ever evaluated. The development server needs inline scripts for its
 * reloads, so the policy is added only to builds.
 */
const policyOf = (workers: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `worker-src ${workers}`,
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: (_, { path }) => [
    {
      tag: 'meta',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        // In a sandboxed frame a thread begins with a script of the page's own (client/workerThread.ts).
        content: policyOf(path.endsWith('/embed.html') ? "'self' blob:" : "'self'"),
      },
      injectTo: 'head-prepend',
    },
  ],
})

/**
 * What only threads import, most of it when an engine is first tried or raced. The development
 * server would otherwise find it then, and reload the page in the middle of the first run.
 */
const TRAINING_PACKAGES = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-cpu/dist/base.js',
  '@tensorflow/tfjs-backend-webgl/dist/base.js',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
]

/** What holds for every page that is built here, those of tests too. */
export const commonConfig = defineConfig({
  // Relative addresses: the build runs from any folder of any static host.
  base: './',
  plugins: [react(), contentSecurityPolicy()],
  worker: { format: 'es', plugins: () => [unimportedEntries()] },
  optimizeDeps: { include: TRAINING_PACKAGES },
  build: {
    target: 'es2023',
    // A font or a WebAssembly file inlined as a data: address would be refused by the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
})
