/** How the rows of a large problem are divided into shares, of which each thread takes some. */

/** As many as the kernel adds the gradients of. */
export const SHARES = 4

/**
 * Numbers read in a step from which rows are divided. A matter of the sizes alone, never of the
 * machine: dividing changes the order of sums, and so the last digits.
 */
export const LEAST_SHARED = 250_000

/** Rows and features that the kernel reads together. */
export const BLOCK_ROWS = 8
export const GROUP_FEATURES = 4
const GROUP_NUMBERS = BLOCK_ROWS * GROUP_FEATURES

interface Rows {
  blocks: number
  /** Left of its first row's diagonal element, a block is passed over. */
  isTriangular: boolean
}

/** Groups of features that the kernel reads of a block. */
const groupsRead = ({ isTriangular }: Rows, block: number, groups: number): number =>
  isTriangular ? Math.max(0, groups - (block * BLOCK_ROWS) / GROUP_FEATURES) : groups

/** Groups read by every block, task after task. */
const countGroups = (tasks: readonly Rows[], dim: number): number[][] =>
  tasks.map((task) =>
    Array.from({ length: task.blocks }, (_, block) =>
      groupsRead(task, block, dim / GROUP_FEATURES),
    ),
  )

/**
 * For each task the blocks with which each share begins, and the last one ends: the blocks of all
 * tasks in a row, cut so that as much is read for one share as for another. A small problem is one
 * share.
 * @param dim D, padded to whole groups
 */
export const divideRows = (tasks: readonly Rows[], dim: number): number[][] => {
  const counts = countGroups(tasks, dim)
  const total = counts.flat().reduce((sum, groups) => sum + groups, 0)
  if (total * GROUP_NUMBERS < LEAST_SHARED) return tasks.map(({ blocks }) => [0, blocks])
  let before = 0
  return counts.map((own) => {
    const begins = [0]
    own.forEach((groups, block) => {
      // A block belongs where its middle lies.
      const share = Math.min(SHARES - 1, Math.floor((SHARES * (before + groups / 2)) / total))
      while (begins.length <= share) begins.push(block)
      before += groups
    })
    while (begins.length <= SHARES) begins.push(own.length)
    return begins
  })
}
