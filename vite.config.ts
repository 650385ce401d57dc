import react from '@vitejs/plugin-react'
import { defineConfig, mergeConfig } from 'vite'
import { commonConfig } from './scripts/vite/common.ts'
import { plainStyleSheets, preloadFonts } from './scripts/vite/fonts.ts'
import { formulas } from './scripts/vite/formulas.ts'
import { hostHeaders } from './scripts/vite/headers.ts'
import { shippedLicences } from './scripts/vite/licenceTexts.ts'
import { offlineWorker } from './scripts/vite/offline.ts'
import { prerenderArticle } from './scripts/vite/prerender.ts'

/** Each page is a document of its own, so that a host can send headers of its own with it. */
const PAGES = ['index', 'play', 'embed', 'present', 'teach']

/**
 * What several pages load at once stands in few files: many small ones compress worse, and each is
 * a request. What only some figures need keeps its own.
 */
const SHARED_CHUNKS = [
  {
    name: 'react',
    test: /preload-helper|node_modules\/(react|react-dom|scheduler|zustand)\//,
    priority: 1,
  },
  {
    name: 'core',
    // With the style sheets that the article is drawn with before any chart has come. A file of these
    // alone would be linked last, and win over what pages say of their own.
    test: /src\/(styles\/|charts\/.*\.css$|text\/|protocol\/(figures|controls|networks|numberFields|problems|linkText|spec|view|sweepView|link|methods|clock|engines|figureIds|hides|className|presets?|reluPresets|computing)\.|(controls|client)\/|entries\/(mountPage|openParts)|pages\/(site\/|CopyLink|address)|figures\/(playgroundContext|hiding|methodStyles|lit|figureRows|ControlPanel|ControlSlider|FigureBoundary|menu\/FigureFrame)|store\/(shown|words|measurements|controls|training|playground|playback|sleep)\.|charts\/(paper|frame\/(NumberText|numbers|light))\.)/,
    minShareCount: 2,
  },
  {
    name: 'spectrum',
    test: /src\/(charts\/(spectrum|frame|[^/]+$)|figures\/(SpectrumFigure|spectrumData))|node_modules\/d3-(scale|interpolate|color|format|array|time)/,
    minShareCount: 2,
  },
]

export default mergeConfig(
  commonConfig,
  defineConfig({
    plugins: [
      formulas(),
      prerenderArticle(() => ({ plugins: [react(), formulas()] })),
      preloadFonts(),
      plainStyleSheets(),
      hostHeaders(),
      shippedLicences(),
      offlineWorker(),
    ],
    build: {
      // Every browser that the page supports preloads modules by itself.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: PAGES.map((page) => `${page}.html`),
        output: { codeSplitting: { groups: SHARED_CHUNKS } },
      },
    },
  }),
)
