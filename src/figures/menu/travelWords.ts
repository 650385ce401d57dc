/** What a saved figure says of the run behind it, and how its file is called. */
import { NUMBER_FIELDS, type NumberField } from '../../protocol/controls.ts'
import type { FigureId } from '../../protocol/figures.ts'
import { linkDifferences, type LinkedState } from '../../protocol/link.ts'
import { METHODS } from '../../protocol/methods.ts'
import { controlOf, isUsed, NETWORKS } from '../../protocol/networks.ts'
import { DEFAULT_SPECS, type RunSpec } from '../../protocol/spec.ts'
import { DEFAULT_VIEW } from '../../protocol/view.ts'

const SEEDS: readonly NumberField[] = ['dataSeed', 'initSeed']

/** The lead controls always, of the others what is not as usual. */
const toldFields = (spec: RunSpec): NumberField[] => {
  const { network } = spec
  const leading: NumberField[] = ['rescale', ...NETWORKS[network].firstControls]
  const initial = DEFAULT_SPECS[network]
  return NUMBER_FIELDS.filter(
    (field) =>
      isUsed(network, field) &&
      !SEEDS.includes(field) &&
      (field !== 'readoutInit' || !spec.readoutTied) &&
      (leading.includes(field) || spec[field] !== initial[field]),
  )
}

/** "Data seed 1, initialization seed 2". */
export const seedsInWords = ({ network, ...spec }: RunSpec): string =>
  SEEDS.map((field) => `${controlOf(network, field).label.toLowerCase()} ${String(spec[field])}`)
    .join(', ')
    .replace(/^./, (letter) => letter.toUpperCase())

/** The network, its methods and its settings, in one sentence. */
export const settingsInWords = (spec: RunSpec): string => {
  const { network, methods } = spec
  const settings = toldFields(spec).map(
    (field) => `${controlOf(network, field).label.toLowerCase()} ${String(spec[field])}`,
  )
  const names = methods.map((method) => METHODS[method].label.toLowerCase()).join(', ')
  return `${NETWORKS[network].label} networks (${names}): ${settings.join(', ')}; all else as usual.`
}

/** Longer names are cut at a setting. */
const LONGEST = 80

/** "spectrum-rescale-0.1-dataSeed-5": the figure and what is not as usual. */
export const fileStem = (figure: FigureId, { spec }: LinkedState): string => {
  const { network } = spec
  const known = { spec: DEFAULT_SPECS[network], view: DEFAULT_VIEW }
  const settings = linkDifferences({ spec, view: DEFAULT_VIEW }, known)
  let stem = network === 'diagonal' ? figure : `${figure}-${network}`
  for (const [name, text] of settings) {
    const longer = `${stem}-${name}-${text}`
    if (longer.length <= LONGEST) stem = longer
  }
  return stem.replaceAll(/[^\w.-]/g, '')
}
