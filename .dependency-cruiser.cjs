/** Which folder of src/ may import which other folder, and which packages. Everything else is denied. */
const react = ['react/', '@types/react/']
const d3 = ['d3', '@types/d3']
const layers = {
  text: { folders: [], packages: [] },
  theory: { folders: [], packages: [] },
  protocol: { folders: ['text', 'theory'], packages: [] },
  kernels: { folders: ['theory'], packages: [] },
  engine: { folders: ['kernels', 'theory', 'protocol'], packages: ['@tensorflow/'] },
  worker: {
    folders: ['engine', 'kernels', 'protocol', 'theory'],
    packages: ['@tensorflow/', 'idb-keyval/'],
  },
  client: { folders: ['protocol'], packages: [] },
  store: { folders: ['client', 'protocol', 'theory'], packages: ['zustand/'] },
  charts: { folders: ['text'], packages: [...react, ...d3] },
  controls: { folders: ['text'], packages: react },
  figures: {
    folders: ['store', 'charts', 'controls', 'theory', 'protocol'],
    packages: [...react, 'zustand/', 'uqr/'],
  },
  reading: {
    folders: ['figures', 'charts', 'controls', 'store', 'protocol', 'theory'],
    packages: [...react, 'zustand/'],
  },
  chapters: {
    folders: ['reading', 'figures', 'controls', 'protocol', 'theory'],
    packages: react,
  },
  pages: {
    folders: [
      'chapters',
      'reading',
      'figures',
      'charts',
      'controls',
      'store',
      'protocol',
      'text',
      'offline',
    ],
    packages: [...react, 'zustand/'],
  },
  offline: { folders: [], packages: ['workbox-'] },
  entries: {
    folders: ['pages', 'reading', 'figures', 'controls', 'store', 'client', 'protocol', 'styles'],
    packages: [...react, 'react-dom/', '@types/react-dom/'],
  },
}

const layerRules = Object.entries(layers).flatMap(([layer, { folders, packages }]) => [
  {
    name: `${layer}-folders`,
    severity: 'error',
    from: { path: `^src/${layer}/` },
    to: { path: '^src/', pathNot: [layer, ...folders].map((folder) => `^src/${folder}/`) },
  },
  {
    name: `${layer}-packages`,
    severity: 'error',
    from: { path: `^src/${layer}/` },
    to: { path: 'node_modules/', pathNot: packages.map((name) => `node_modules/${name}`) },
  },
])

module.exports = {
  forbidden: [
    ...layerRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'chapters-are-independent',
      severity: 'error',
      from: { path: '^src/chapters/([^/]+)/' },
      to: { path: '^src/chapters/[^/]+/', pathNot: '^src/chapters/$1/' },
    },
    {
      name: 'src-never-imports-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.app.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
}
