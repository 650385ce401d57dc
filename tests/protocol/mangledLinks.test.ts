/**
 * Links as mails, documents and chats hand them on: whatever a valid link says is kept. What is right
 * is the state of the link as the page wrote it.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPresentLink, writePresentLink } from '../../src/pages/present/presentLink.ts'
import { SLIDES } from '../../src/pages/present/slides.ts'
import {
  anchorIn,
  DEPTHS,
  isPlaygroundLink,
  readArticleLink,
  writeArticleLink,
} from '../../src/protocol/articleLink.ts'
import { CHAPTER_IDS } from '../../src/protocol/chapters.ts'
import { NUMBER_FIELDS } from '../../src/protocol/controls.ts'
import { EMBED_STARTS, readEmbedLink, writeEmbedLink } from '../../src/protocol/embedLink.ts'
import { FIGURE_IDS } from '../../src/protocol/figures.ts'
import { HIDABLES } from '../../src/protocol/hides.ts'
import { readLink, writeLink } from '../../src/protocol/link.ts'
import { THEMES, VIEW_FIELDS } from '../../src/protocol/view.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { links, linksWith, SEED } from './randomLinks.ts'

/** What mails, documents and people do to a link, at a place where that matters. */
type Mangling = (link: string, place: number) => string

const insert =
  (text: string): Mangling =>
  (link, place) =>
    `${link.slice(0, place)}${text}${link.slice(place)}`

const ENDS = [
  '.',
  ',',
  ';',
  ':',
  '!',
  '?',
  '…',
  '...',
  ')',
  ').',
  ']',
  '}',
  '>',
  '"',
  '”',
  '“',
  '»',
]
const MORE_ENDS = [
  "'",
  '’',
  '."',
  '*',
  '—',
  '。',
  '」',
  '）',
  ' ',
  '+',
  '%20',
  '%22%3E',
  '%29.',
  '\\',
]
const TAGS = [
  '" target="_blank">link</a>',
  '</p>',
  '&quot;',
  '&gt;',
  ':~:text=the%20ladder',
  '#',
  '&',
]
const BREAKS = [
  '\n',
  '\r\n',
  ' \r\n',
  '\r\n> ',
  '\u2028',
  '\t',
  '\u00ad',
  '\u200b',
  '\ufeff',
  '\u00a0',
]
const AMPERSANDS = [
  '&amp;',
  '&amp;amp;',
  '&AMP;',
  '&#38;',
  '&#038;',
  '&#x26;',
  '\\u0026',
  '%26',
  '%26amp%3B',
  '\\&',
]

const fullWidth = (link: string): string =>
  link.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))

const quotedPrintable = (link: string): string =>
  link.startsWith('v=') ? link.replaceAll('=', '=3D').replace(/(.{30})/g, '$1=\r\n') : link

const MANGLINGS: Record<string, Mangling> = {
  ...Object.fromEntries(
    [...ENDS, ...MORE_ENDS, ...TAGS].map((end) => [`${end} behind it`, (link) => link + end]),
  ),
  ...Object.fromEntries(BREAKS.map((sign) => [`${JSON.stringify(sign)} within it`, insert(sign)])),
  ...Object.fromEntries(
    AMPERSANDS.map((escape) => [`${escape} for &`, (link) => link.replaceAll('&', escape)]),
  ),
  'encoded once': encodeURIComponent,
  'encoded twice': (link) => encodeURIComponent(encodeURIComponent(link)),
  'encoded three times': (link) => encodeURIComponent(encodeURIComponent(encodeURIComponent(link))),
  '%3D for =': (link) => link.replaceAll('=', '%3D'),
  'a plus after each &': (link) => link.replaceAll('&', '&+'),
  'full width': fullWidth,
  'upper case': (link) => link.toUpperCase(),
  'lower case': (link) => link.toLowerCase(),
  'quoted-printable': quotedPrintable,
  '## before it': (link) => `##${link}`,
  '#/ before it': (link) => `#/${link}`,
}

const manglings = Object.entries(MANGLINGS)

interface Page {
  /** Links of any kind. */
  given: fc.Arbitrary<string>
  /** The link that the page writes for what it understood of another one. */
  rewrite: (hash: string) => string
  read: (hash: string) => unknown
}

const PAGES: Record<string, Page> = {
  play: {
    given: fc
      .tuple(links, fc.constantFrom('', 'methods=finetune', 'classCode=RICH7&student=ZO%C3%8B-'))
      .map(([link, more]) => `${more}&${link.replace(/^#/, '')}`),
    rewrite: (hash) => writeLink(readLink(hash)),
    read: readLink,
  },
  article: {
    given: linksWith(
      {
        chapter: CHAPTER_IDS,
        depth: DEPTHS,
        theme: THEMES,
        answers: ['1~keep.18-17-12-8-6~together.leftovers', '1~together.few~nested.skip'],
      },
      CHAPTER_IDS.map((id) => `${id}.`),
    ),
    rewrite: (hash) => {
      const { state } = readArticleLink(hash)
      // Others than the page's own are kept as they are, and named when they are read.
      return writeArticleLink(
        /^1~[a-z.~0-9-]+$/.test(state.answers) ? state : { ...state, answers: '' },
      )
    },
    // Upper and lower case of answers are made the same where answers are read.
    read: (hash) => {
      const { state, problems } = readArticleLink(hash)
      return { ...state, answers: state.answers.toLowerCase(), problems }
    },
  },
  embed: {
    given: linksWith(
      {
        figure: FIGURE_IDS,
        controls: ['rescale', 'rescale.overlap'],
        start: EMBED_STARTS,
        host: ['https://slides.example', 'http://[::1]:8000'],
      },
      [],
    ),
    rewrite: (hash) => writeEmbedLink(readEmbedLink(hash)),
    read: readEmbedLink,
  },
  present: {
    given: linksWith(
      { slide: SLIDES.map(({ id }) => id), revealed: ['true', 'false'], notes: ['true', 'false'] },
      [],
    ),
    rewrite: (hash) => writePresentLink(readPresentLink(hash).state),
    read: readPresentLink,
  },
}

describe.each(Object.entries(PAGES))('a valid link of %s', (_, { given, rewrite, read }) => {
  it('says the same however it was handed on', () => {
    fc.assert(
      fc.property(
        given.map(rewrite),
        fc.constantFrom(...manglings),
        fc.nat(),
        (link, [, mangle], place) => {
          fc.pre(link !== '')
          expect(read(mangle(link, place % (link.length + 1)))).toEqual(read(link))
        },
      ),
      { seed: SEED, numRuns: 400 },
    )
  })
})

describe('readLink(hash)', () => {
  // What each link was before a sentence, a mail or an encoder took hold of it: c = 0.1.
  it.each([
    'v=1&overlap=1&rescale=0.1.',
    'v=1&overlap=1&rescale=0.1)',
    'v=1&amp;overlap=1&amp;rescale=0.1',
    'v%3D1%26overlap%3D1%26rescale%3D0.1',
    'v=1&overlap=1&rescale=0,1',
    'v=1&overlap=1&rescale=1·10^-1',
    'v=1&overlap=1&rescale=10%25',
    'v=1&overlap=1&rescale=10%',
    'v=1;overlap=1;rescale=0.1;',
    '?v=1&overlap=1&rescale=+0.1',
    'V=1&OVERLAP=1&Rescale=0.1',
    'v=1&overlap=%D9%A1&rescale=%D9%A0%D9%AB%D9%A1',
  ])('understands %s', (hash) => {
    expect(readLink(hash)).toMatchObject({ spec: { overlap: 1, rescale: 0.1 }, problems: [] })
  })

  it('reads lists of methods with a stop behind them, joined by commas, in any case', () => {
    for (const text of ['singleTask.multiTask.', 'singleTask,multiTask', 'singletask.MULTITASK']) {
      const { spec, problems } = readLink(`v=1&methods=${text}`)
      expect([spec.methods, problems]).toEqual([['singleTask', 'multiTask'], []])
    }
  })

  it('names methods in words', () => {
    expect(readLink('methods=singleTask.magic').problems[0]?.message).toMatch(
      /^methods is “singleTask\.magic”, but must be some of singleTask, multiTask, .+: using singleTask\.$/,
    )
  })

  it('reads a link whose every letter is escaped, however long that makes it', () => {
    const link = writeLink(readLink(`hides=${HIDABLES.join('.')}&rescale=1`))
    const escaped = link.replace(/./g, (sign) => `%25${sign.charCodeAt(0).toString(16)}`)
    expect(readLink(escaped)).toEqual(readLink(link))
  })

  it('is done at once with what is no link', () => {
    for (const sign of ['%', '&amp;', ')', ' ', '\n', '"', '٣', ';', '&#38']) {
      expect(() => readLink(sign.repeat(4000))).not.toThrow()
    }
  })
})

describe('names of settings', () => {
  it('differ in more than upper and lower case', () => {
    for (const names of [[...NUMBER_FIELDS, ...VIEW_FIELDS], METHOD_IDS, HIDABLES, FIGURE_IDS]) {
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    }
  })
})

describe('anchorIn(hash)', () => {
  it.each(['#nested', '#nested.', '#nested,', '#Nested', '#nested%29', '#nested”'])(
    'finds the chapter of %s',
    (hash) => {
      expect(anchorIn(hash)).toBe('nested')
      expect(readArticleLink(hash)).toMatchObject({ state: { chapter: 'nested' }, problems: [] })
      expect(isPlaygroundLink(hash)).toBe(false)
    },
  )

  it.each(['', '#', '#v=1', '#chapter=nested', '#nested=1', '#nowhere'])('is none in %s', (hash) =>
    expect(anchorIn(hash)).toBe(undefined),
  )
})
