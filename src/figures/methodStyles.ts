import type { DashName, MarkShape } from '../charts/palette.ts'
import type { MethodId } from '../theory/methodRecipes.ts'

export interface MethodStyle {
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  mark: MarkShape
  dash: DashName
}

/** How each method looks in every figure: colour as in the paper, plus a shape and a line. */
export const METHOD_STYLES: Record<MethodId, MethodStyle> = {
  singleTask: { colourToken: 'method-stl', mark: 'square', dash: 'dashed' },
  multiTask: { colourToken: 'method-mtl', mark: 'diamond', dash: 'dash-dot' },
  finetune: { colourToken: 'method-ptft', mark: 'circle', dash: 'solid' },
  singleTaskProbe: { colourToken: 'method-stl-lp', mark: 'cross', dash: 'dotted' },
  finetuneProbe: { colourToken: 'method-ptft-lp', mark: 'plus', dash: 'sparse-dot' },
  probeThenFinetune: { colourToken: 'method-lp-ft', mark: 'triangle', dash: 'long-dash' },
}
