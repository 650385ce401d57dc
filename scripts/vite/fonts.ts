import type { HtmlTagDescriptor, Plugin } from 'vite'

/** The typefaces of every first screen: later, the text would be set twice, and jump. */
const FIRST = /(inter|source-serif-4)-latin-wght-normal-[^/]*\.woff2$/

/**
 * A page that was opened as a file, or stands in a sandboxed frame, may load style sheets, but not
 * if it asks for them as from another origin; then the article would stand there bare.
 */
export const plainStyleSheets = (): Plugin => ({
  name: 'plain-style-sheets',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replaceAll('<link rel="stylesheet" crossorigin', '<link rel="stylesheet"'),
  },
})

/** Asks for the first typefaces together with the page instead of after its style sheet. */
export const preloadFonts = (): Plugin => ({
  name: 'preload-fonts',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((name) => FIRST.test(name))
        .map((name): HtmlTagDescriptor => ({
          tag: 'link',
          attrs: {
            rel: 'preload',
            href: `./${name}`,
            as: 'font',
            type: 'font/woff2',
            crossorigin: true,
          },
          injectTo: 'head-prepend',
        })),
  },
})
