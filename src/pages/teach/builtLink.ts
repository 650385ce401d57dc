/** The link that a teacher builds: a state, what is left out of it, and the page that it opens. */
import { FIGURES, type FigureId } from '../../protocol/figures.ts'
import { HIDABLE_PARTS, type Hidable, type HidablePart } from '../../protocol/hides.ts'
import { DEFAULT_EMBED, writeEmbedLink } from '../../protocol/embedLink.ts'
import { writeLink, type LinkedState } from '../../protocol/link.ts'
import { controlOf, isUsed, NETWORKS, type NetworkId } from '../../protocol/networks.ts'
import { NUMBER_FIELDS } from '../../protocol/controls.ts'

/** What the link opens: the whole playground, or one figure alone. */
export type Target = 'play' | FigureId

/** Page and the part of the address after `#`. The page's own theme is left out. */
export const builtLink = (
  target: Target,
  { spec, view }: LinkedState,
  isForProjector: boolean,
): { page: string; hash: string } => {
  const theme = isForProjector ? 'projector' : 'system'
  const linked = { spec, view: { ...view, theme } as const }
  if (target === 'play') return { page: './play.html', hash: writeLink(linked) }
  const controls = NETWORKS[spec.network].firstControls.filter(
    (field) => !view.hides.includes(field),
  )
  const state = {
    ...DEFAULT_EMBED,
    figure: target,
    controls: view.hides.includes('rescale') ? controls : (['rescale', ...controls] as const),
    spec,
    view: { ...linked.view, hides: [] },
  }
  return { page: './embed.html', hash: writeEmbedLink(state) }
}

const PART_LABELS: Record<HidablePart, string> = {
  network: 'Kind of network',
  presets: 'Prepared examples',
  methods: 'Methods',
  seeds: 'Seeds',
  engine: 'Engine',
  transport: 'Play and step',
  more: 'More controls',
  sentence: 'The sentence after a run',
}

/** What can be left out of the playground of a network, in groups with their words. */
export const hidableGroups = (
  network: NetworkId,
): { title: string; parts: readonly { part: Hidable; label: string }[] }[] => {
  const parts = HIDABLE_PARTS.map((part) => ({ part, label: PART_LABELS[part] }))
  const numbers = NUMBER_FIELDS.filter((field) => isUsed(network, field)).map((field) => ({
    part: field,
    label: controlOf(network, field).label,
  }))
  const figures = (Object.keys(FIGURES) as FigureId[]) // the keys of a literal table
    .filter((id) => FIGURES[id].networks.includes(network))
    .map((part) => ({ part, label: FIGURES[part].title }))
  return [
    { title: 'Parts', parts },
    { title: 'Figures', parts: figures },
    { title: 'Numbers', parts: numbers },
  ]
}
