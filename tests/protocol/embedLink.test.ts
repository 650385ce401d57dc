import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NUMBER_FIELDS } from '../../src/protocol/controls.ts'
import {
  DEFAULT_EMBED,
  EMBED_STARTS,
  readEmbedLink,
  writeEmbedLink,
  type EmbedState,
} from '../../src/protocol/embedLink.ts'
import { FIGURE_IDS, FIGURES } from '../../src/protocol/figures.ts'
import { readLink } from '../../src/protocol/link.ts'
import { isUsed } from '../../src/protocol/networks.ts'

const fieldsOf = (hash: string): string[] => readEmbedLink(hash).problems.map(({ field }) => field)

describe('readEmbedLink', () => {
  it('reads figure, controls, start and host beside the state', () => {
    const { problems, ...state } = readEmbedLink(
      '#figure=ladder&controls=rescale.overlap&start=playing&host=https://slides.example:8443&v=1&rescale=0.5&theme=dark&sweep=overlap',
    )
    expect(problems).toEqual([])
    expect(state).toMatchObject({
      ...{ figure: 'ladder', controls: ['rescale', 'overlap'], start: 'playing' },
      ...{ host: 'https://slides.example:8443' },
      ...{ spec: { rescale: 0.5 }, view: { theme: 'dark', sweep: 'overlap' } },
    })
  })

  it('shows the spectrum, paused, for nobody else, if nothing is asked', () => {
    expect(readEmbedLink('')).toMatchObject({ ...DEFAULT_EMBED, problems: [] })
  })

  it.each([
    ['figure=pie', ['figure']],
    ['controls=rescale.methods.nothing', ['controls', 'controls']],
    ['start=now', ['start']],
    ['host=*', ['host']],
    ['host=slides.example', ['host']],
    ['host=https://slides.example/deck', ['host']],
    ['host=javascript:alert(1)', ['host']],
    ['host=https://slides.example:65536', ['host']],
    ['host=https://slides.example:99999', ['host']],
    ['host=http://192.168.0.300', ['host']],
    ['host=http://10.1', ['host']],
    ['host=http://[::1', ['host']],
    ['host=http://[1:2:3]', ['host']],
    ['host=http://[1::2::3]', ['host']],
    ['host=https://slides..example', ['host']],
    ['figure=map&figure=ladder', ['figure']],
    ['figure=dial&network=relu', ['figure']],
    ['controls=hiddenWidth', ['controls']],
    ['start=now&rescale=ten&nothing=1', ['start', 'nothing', 'rescale']],
    ['a'.repeat(5000), ['link']],
  ])('names what is wrong with %s', (hash, fields) => {
    expect(fieldsOf(hash)).toEqual(fields)
  })

  it.each([
    ['https://slides.example/', 'https://slides.example'],
    ['HTTPS://Slides.Example:443', 'https://slides.example'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://localhost:80', 'http://localhost'],
    ['http://localhost:0080', 'http://localhost'],
    ['http://192.168.0.7:8000', 'http://192.168.0.7:8000'],
    ['https://slides.example:65535', 'https://slides.example:65535'],
    ['http://[2001:DB8:0:0:1:0:0:1]', 'http://[2001:db8::1:0:0:1]'],
    ['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
    ['http://[::ffff:192.0.2.1]', 'http://[::ffff:c000:201]'],
  ])('knows the host %s as browsers name it', (given, host) => {
    expect(readEmbedLink(`host=${given}`).host).toBe(host)
    expect(new URL(given).origin).toBe(host)
  })

  it('never throws, and always gives a figure that the network has', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.constantFrom(...FIGURE_IDS), (text, figure) => {
        for (const hash of [text, `#figure=${text}`, `#figure=${figure}&host=${text}`]) {
          const state = readEmbedLink(hash)
          expect(FIGURES[state.figure].networks).toContain(state.spec.network)
        }
      }),
      { seed: 1 },
    )
  })
})

describe('writeEmbedLink', () => {
  it('is read back as it was', () => {
    fc.assert(
      fc.property(
        fc.record({
          figure: fc.constantFrom(...FIGURE_IDS),
          fields: fc.uniqueArray(fc.constantFrom(...NUMBER_FIELDS), { maxLength: 4 }),
          start: fc.constantFrom(...EMBED_STARTS),
          host: fc.constantFrom(null, 'https://slides.example'),
        }),
        ({ figure, fields, start, host }) => {
          const network = FIGURES[figure].networks[0] ?? 'diagonal'
          const linked = readLink(`network=${network}&rescale=0.25&theme=projector`)
          const controls = fields.filter((field) => isUsed(network, field))
          const { spec, view } = linked
          const state: EmbedState = { figure, controls, start, host, spec, view }
          expect(readEmbedLink(writeEmbedLink(state))).toEqual({ ...state, problems: [] })
        },
      ),
      { seed: 1 },
    )
  })
})
