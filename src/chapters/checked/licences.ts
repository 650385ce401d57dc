/** What reaches a reader’s browser besides our own code, and its licence as its package states it. */
export const LICENCES = [
  { name: 'Inter', package: '@fontsource-variable/inter', licence: 'OFL-1.1' },
  { name: 'Source Serif 4', package: '@fontsource-variable/source-serif-4', licence: 'OFL-1.1' },
  { name: 'React', package: 'react', licence: 'MIT' },
  { name: 'Zustand', package: 'zustand', licence: 'MIT' },
  { name: 'D3', package: 'd3', licence: 'ISC' },
  { name: 'TensorFlow.js', package: '@tensorflow/tfjs-core', licence: 'Apache-2.0' },
  { name: 'idb-keyval', package: 'idb-keyval', licence: 'Apache-2.0' },
  { name: 'KaTeX', package: 'katex', licence: 'MIT' },
  { name: 'Workbox', package: 'workbox-core', licence: 'MIT' },
] as const
