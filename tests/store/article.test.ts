import { describe, expect, it } from 'vitest'
import { CHAPTER_IDS, CHAPTERS } from '../../src/protocol/chapters.ts'
import { createArticle } from '../../src/store/article.ts'
import { createFakePool } from '../client/fakePool.ts'
import { createFakeTrainer, type Call } from './fakes.ts'

const open = (remembered: 'class' | null = null) => {
  const calls: Call[] = []
  const article = createArticle({
    remembered,
    openParts: () => ({
      createTrainer: () => createFakeTrainer(calls),
      pool: createFakePool(),
      findPrecomputed: () => null,
      drawSeed: () => 0,
      whenAtRest: (callback) => callback(),
    }),
  })
  const started = (): number => calls.filter(([name]) => name === 'start').length
  return { article, started }
}

describe('createArticle(options)', () => {
  it('opens each chapter as its table says, and computes nothing unseen', () => {
    const { article, started } = open()
    for (const id of CHAPTER_IDS) {
      expect(article.playgrounds[id].controls.getState().spec).toEqual(CHAPTERS[id].spec)
    }
    expect(article.link()).toBe('')
    article.playgrounds.keep.controls.setNumber('rescale', 1)
    expect(started()).toBe(0)
    article.playgrounds.keep.wake()
    expect(started()).toBe(1)
  })

  it('is where its link was', () => {
    const link = 'v=1&chapter=nested&depth=paper&theme=dark&answers=1~keep.skip&keep.rescale=0.1'
    const { article } = open()
    article.openLink(`#${link}`)
    expect(article.reading.getState()).toMatchObject({ chapter: 'nested', depth: 'paper' })
    expect(article.playgrounds.keep.controls.getState().spec.rescale).toBe(0.1)
    expect(decodeURIComponent(article.link())).toBe(link)
    article.openLink('')
    expect(article.playgrounds.keep.controls.getState().spec).toEqual(CHAPTERS.keep.spec)
  })

  it('takes the depth of the link, else the remembered one, and writes only what was chosen', () => {
    const { article } = open('class')
    article.openLink('')
    expect(article.reading.getState().depth).toBe('class')
    expect(article.link()).toBe('')
    article.openLink('#depth=paper')
    expect(article.reading.getState().depth).toBe('paper')
    article.setDepth('intuition')
    expect(article.link()).toBe('v=1&depth=intuition')
  })
})
