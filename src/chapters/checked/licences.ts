interface Licence {
  name: string
  /** As the packages state it. */
  licence: string
  /** What of it reaches a reader’s browser, with what it brings along. */
  packages: readonly string[]
}

/** What reaches a reader’s browser besides our own code; a test compares it with the build. */
export const LICENCES: readonly Licence[] = [
  { name: 'Inter', licence: 'OFL-1.1', packages: ['@fontsource-variable/inter'] },
  { name: 'Source Serif 4', licence: 'OFL-1.1', packages: ['@fontsource-variable/source-serif-4'] },
  { name: 'React', licence: 'MIT', packages: ['react', 'react-dom', 'scheduler'] },
  { name: 'Zustand', licence: 'MIT', packages: ['zustand'] },
  {
    name: 'D3',
    licence: 'ISC',
    packages: ['array', 'color', 'contour', 'format', 'interpolate', 'path', 'scale', 'shape'].map(
      (part) => `d3-${part}`,
    ),
  },
  {
    name: 'TensorFlow.js',
    licence: 'Apache-2.0',
    packages: [
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-converter',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-data',
    ],
  },
  {
    name: 'TensorFlow.js layers',
    licence: 'Apache-2.0 AND MIT',
    packages: ['@tensorflow/tfjs-layers'],
  },
  { name: 'long.js', licence: 'Apache-2.0', packages: ['long'] },
  { name: 'seedrandom', licence: 'MIT', packages: ['seedrandom'] },
  { name: 'AssemblyScript', licence: 'Apache-2.0', packages: ['assemblyscript'] },
  { name: 'idb-keyval', licence: 'Apache-2.0', packages: ['idb-keyval'] },
  { name: 'KaTeX', licence: 'MIT', packages: ['katex'] },
  { name: 'uqr', licence: 'MIT', packages: ['uqr'] },
  {
    name: 'Workbox',
    licence: 'MIT',
    packages: ['core', 'precaching', 'routing', 'strategies', 'window'].map(
      (part) => `workbox-${part}`,
    ),
  },
]
