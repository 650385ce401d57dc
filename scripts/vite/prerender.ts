import path from 'node:path'
import { runnerImport, type InlineConfig, type Plugin } from 'vite'

/** Where the article goes in its page. */
const PLACE = '<!--article-->'

/** HTML needs no style sheets; which ones it would be drawn with is kept. */
const withoutStyles = (found: Set<string>): Plugin => ({
  name: 'without-styles',
  enforce: 'pre',
  resolveId: (id, importer = '') => {
    if (!id.endsWith('.css')) return undefined
    found.add(path.resolve(path.dirname(importer), id))
    return '\0no-style'
  },
  load: (id) => (id === '\0no-style' ? 'export {}' : undefined),
})

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
  const styles = new Set<string>()
  return {
    name: 'prerender-article',
    apply: 'build',
    buildStart: async () => {
      const { plugins = [], ...rest } = config()
      const inline: InlineConfig = {
        ...rest,
        plugins: [withoutStyles(styles), ...plugins],
        configFile: false,
        logLevel: 'warn',
      }
      const { module } = await runnerImport<Prerendering>('/src/entries/prerender.tsx', inline)
      article = module.article
      if (/ style=|<script/.test(article)) {
        throw new Error('invalid article: the policy refuses style attributes and inline scripts')
      }
    },
    // What is in the page from the start looks as it will: parts that come to life later would bring
    // their style sheets with them, and move all that is below.
    transform: {
      filter: { id: /\/src\/entries\/read\.tsx$/ },
      handler: (code) =>
        [...styles].map((style) => `import ${JSON.stringify(style)}\n`).join('') + code,
    },
    transformIndexHtml: {
      order: 'pre',
      // A function, because "$&" in the prose would otherwise be replaced.
      handler: (html) => html.replace(PLACE, () => article),
    },
  }
}
