/** Joins the parts of an embedded figure and mounts it. */
import { PlaygroundProvider } from '../figures/playgroundContext.ts'
import { followTheme } from '../pages/address.ts'
import { createEmbedClock } from '../pages/embed/embedClock.ts'
import { Embed } from '../pages/embed/Embed.tsx'
import { giveKeysBack } from '../pages/embed/giveKeysBack.ts'
import { createPost, joinHost } from '../pages/embed/hostLink.ts'
import { createSight } from '../pages/embed/sight.ts'
import { readEmbedLink } from '../protocol/embedLink.ts'
import { FIGURES } from '../protocol/figures.ts'
import { writeLink } from '../protocol/link.ts'
import { createPlayground } from '../store/playground.ts'
import '../styles/base.css'
import { mountPage } from './mountPage.tsx'
import { acknowledgePictures, openParts } from './openParts.ts'

const { problems, spec, view, ...choices } = readEmbedLink(window.location.hash)
const parts = openParts()()
const playground = createPlayground({
  ...parts,
  hash: writeLink({ spec, view }),
  startsAsleep: true,
  // Until it is played, a change is answered by what can be solved.
  ...(choices.start === 'paused' && { whenAtRest: () => undefined }),
})
playground.controls.setState({ problems })
acknowledgePictures(playground)
followTheme(playground)

const clock = createEmbedClock(playground)
document.title = `${FIGURES[choices.figure].title} · Regimes of Reuse`
giveKeysBack(createPost(choices))
joinHost({ choices, playground, clock })
document.addEventListener('visibilitychange', () => playground.setVisible(!document.hidden))
// Another address in the frame is another figure.
window.addEventListener('hashchange', () => window.location.reload())

mountPage(
  <PlaygroundProvider value={playground}>
    <Embed {...{ choices, clock }} onSeen={createSight(playground, clock, choices.start)} />
  </PlaygroundProvider>,
)
