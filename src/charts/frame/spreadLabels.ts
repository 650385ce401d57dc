/** One label that would like to stand at `wanted` and needs `height` of room, in pixels. */
export interface LabelWish {
  wanted: number
  height: number
}

interface Block {
  members: number[]
  height: number
  /** Sum over members of the block's top that would serve that member exactly. */
  wishSum: number
  top: number
}

/**
 * Centres for labels stacked along one axis, in the order of the wishes: each as near to its wish as
 * it can be without two overlapping or one leaving [from, to]. Overlapping neighbours are joined to
 * blocks that stand at the mean of their wishes (the pool-adjacent-violators rule, which minimizes
 * the sum of squared displacements). When there is too little room in all, the labels keep their
 * order and start at `from`.
 */
export function spreadLabels(wishes: readonly LabelWish[], from: number, to: number): number[] {
  const order = wishes.map((_, index) => index)
  const wantedOf = (index: number): number => wishes[index]?.wanted ?? 0
  const heightOf = (index: number): number => wishes[index]?.height ?? 0
  order.sort((a, b) => wantedOf(a) - wantedOf(b) || a - b)

  const place = (block: Block): void => {
    const ideal = block.wishSum / block.members.length
    block.top = Math.max(from, Math.min(ideal, to - block.height))
  }
  const blocks: Block[] = []
  for (const index of order) {
    const height = heightOf(index)
    let block: Block = { members: [index], height, wishSum: wantedOf(index) - height / 2, top: 0 }
    place(block)
    let previous = blocks.at(-1)
    while (previous !== undefined && previous.top + previous.height > block.top) {
      blocks.pop()
      block = join(previous, block)
      place(block)
      previous = blocks.at(-1)
    }
    blocks.push(block)
  }
  return centresOf(blocks, heightOf)
}

function join(upper: Block, lower: Block): Block {
  return {
    members: [...upper.members, ...lower.members],
    height: upper.height + lower.height,
    wishSum: upper.wishSum + lower.wishSum - upper.height * lower.members.length,
    top: 0,
  }
}

function centresOf(blocks: readonly Block[], heightOf: (index: number) => number): number[] {
  const centres: number[] = []
  for (const block of blocks) {
    let top = block.top
    for (const index of block.members) {
      centres[index] = top + heightOf(index) / 2
      top += heightOf(index)
    }
  }
  return centres
}
