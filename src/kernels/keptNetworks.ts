/**
 * What the ReLU kernel knows of networks whose training is under way: which units are active where.
 * A call that goes on where another ended need not find that out again.
 */
import type { Address } from './address.ts'

/** As assembly/relu.ts exports them. */
export interface NetworkExports {
  /** Takes the table's address, the number of tasks, D and H. */
  open: (...numbers: number[]) => Address
  /** Whether a network was left at these weights. */
  isAt: (network: Address, weights: Address) => number
  close: (network: Address) => void
}

/** As many as a run may train in turn. */
const KEPT = 6

/** The sizes of a network, and the data it is trained on. */
interface NetworkPlan {
  inputDim: number
  hiddenWidth: number
  /** Three numbers for each task: addresses of its inputs and targets, padded rows. */
  entries: readonly number[]
}

interface Kept {
  key: string
  network: Address
  /** Where its data lie. */
  entries: readonly number[]
}

export interface KeptNetworks {
  /** One that was left at the weights, or else a new one. */
  networkFor: (plan: NetworkPlan, weights: Address) => Address
  /** To be told before memory is given back: nothing is known of what will lie there. */
  forget: (address: Address) => void
}

/** @param tableOf puts numbers where the next call finds them */
export const createKeptNetworks = (
  exports: NetworkExports,
  tableOf: (entries: readonly number[]) => Address,
): KeptNetworks => {
  /** The longest unused first. */
  let kept: Kept[] = []
  const closeAll = (dropped: readonly Kept[]): void => {
    for (const { network } of dropped) exports.close(network)
    kept = kept.filter((one) => !dropped.includes(one))
  }
  const open = ({ inputDim, hiddenWidth, entries }: NetworkPlan): Address =>
    exports.open(tableOf(entries), entries.length / 3, inputDim, hiddenWidth)
  return {
    networkFor: (plan, weights) => {
      const key = JSON.stringify(plan)
      const known = kept.find((one) => one.key === key && exports.isAt(one.network, weights))
      if (known === undefined) closeAll(kept.slice(0, Math.max(0, kept.length - KEPT + 1)))
      const one = known ?? { key, network: open(plan), entries: plan.entries }
      kept = [...kept.filter((other) => other !== one), one]
      return one.network
    },
    forget: (address) => closeAll(kept.filter(({ entries }) => entries.includes(address))),
  }
}
