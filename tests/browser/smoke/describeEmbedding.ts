import { it } from 'vitest'
import type { Visit } from './sitesThere.ts'

/** What hosts/host.html keeps for tests. */
interface HostWindow {
  received: { type: string }[]
  tell: (message: object) => void
}

/** Resolves once the page around the figure has heard a message of the type with these words. */
const heard = ({ browser }: Visit, type: string, words: string) =>
  browser.waitFor(
    (wanted, part) =>
      (window as unknown as HostWindow).received.some(
        (message) => message.type === wanted && JSON.stringify(message).includes(part),
      ),
    type,
    words,
  )

const tell = ({ browser }: Visit, command: object): Promise<void> =>
  browser.run((message) => (window as unknown as HostWindow).tell(message), {
    ...{ protocol: 'regimes-of-reuse', version: 1 },
    ...command,
  })

/** @param settings of the figure, in the words of a link */
export const describeEmbedding = (visit: () => Visit, settings: string): void => {
  it('embed.html talks with the page around it', async () => {
    const { browser, sites } = visit()
    const link = `#figure=spectrum&controls=rescale&host=${sites.hosts}&${settings}`
    const frame = encodeURIComponent(sites.address(`embed.html${link}`))
    await browser.open(`${sites.hosts}/hosts/host.html?frame=${frame}`)
    await heard(visit(), 'ready', '"figure":"spectrum"')
    await heard(visit(), 'size', '"height"')
    await tell(visit(), { type: 'set', settings: { rescale: 0.5 } })
    await heard(visit(), 'state', 'rescale=0.5')
    await tell(visit(), { type: 'play' })
    await heard(visit(), 'state', '"phase":"finished"')
    await tell(visit(), { type: 'dance' })
    await heard(visit(), 'error', 'type must be')
  })
}
