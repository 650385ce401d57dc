import { runnerImport, type InlineConfig, type Plugin } from 'vite'

/** Where the article goes in its page. */
const PLACE = '<!--article-->'

/** HTML needs no style sheets; the page links them itself. */
const withoutStyles: Plugin = {
  name: 'without-styles',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('.css') ? '\0no-style' : undefined),
  load: (id) => (id === '\0no-style' ? 'export {}' : undefined),
}

interface Prerendering {
  article: string
}

/**
 * Writes the article into its page when that is built, so that it is read before any script has
 * run, and where none does.
 * @param config how the article's own modules are loaded: the plugins that they need
 */
export const prerenderArticle = (config: () => InlineConfig): Plugin => {
  let article = ''
  return {
    name: 'prerender-article',
    apply: 'build',
    buildStart: async () => {
      const { plugins = [], ...rest } = config()
      const inline: InlineConfig = {
        ...rest,
        plugins: [withoutStyles, ...plugins],
        configFile: false,
        logLevel: 'warn',
      }
      const { module } = await runnerImport<Prerendering>('/src/entries/prerender.tsx', inline)
      article = module.article
      if (/ style=|<script/.test(article)) {
        throw new Error('invalid article: the policy refuses style attributes and inline scripts')
      }
    },
    transformIndexHtml: {
      order: 'pre',
      // A function, because "$&" in the prose would otherwise be replaced.
      handler: (html) => html.replace(PLACE, () => article),
    },
  }
}
