/** What the reader has chosen. A vanilla store: no React, no worker. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NumberField } from '../protocol/controls.ts'
import type { NetworkId } from '../protocol/networks.ts'
import { readLink, type LinkedState } from '../protocol/link.ts'
import { readNumber } from '../protocol/numberFields.ts'
import {
  DEFAULT_SPECS,
  featureCountOf,
  fitCounts,
  type RunSpec,
  type SpecProblem,
} from '../protocol/spec.ts'
import type { View } from '../protocol/view.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import { METHOD_IDS } from '../theory/methodRecipes.ts'

export interface ControlsState extends LinkedState {
  /** What was wrong with the last link or change, newest last. */
  problems: readonly SpecProblem[]
}

export interface ControlsStore extends StoreApi<ControlsState> {
  setNumber(field: NumberField, value: number): void
  setReadoutTied(isTied: boolean): void
  setNetwork(network: NetworkId): void
  setMethods(methods: readonly MethodId[]): void
  setSpec(spec: RunSpec): void
  setView(change: Partial<View>): void
  /** Takes the state of a link; its problems replace the ones before. */
  openLink(hash: string): void
  dismissProblem(index: number): void
}

/** A store holding the state of a link (the part of the address after `#`). */
export const createControlsStore = (hash: string): ControlsStore => {
  const store = createStore<ControlsState>(() => readLink(hash))
  // What was set for a network is found again when the reader comes back to it.
  const left = new Map<NetworkId, RunSpec>()

  const replaceSpec = (changed: RunSpec, problem?: SpecProblem): void => {
    const { spec, problems } = fitCounts(changed)
    const { view } = store.getState()
    store.setState({
      spec,
      problems: problem ? [problem, ...problems] : problems,
      // Another run has another clock; and a feature that no longer exists is not read out.
      view: {
        ...view,
        at: null,
        exactAt: null,
        feature: view.feature !== null && view.feature < featureCountOf(spec) ? view.feature : null,
      },
    })
  }

  return {
    ...store,
    setNumber: (field, value) => {
      const { spec } = store.getState()
      const read = readNumber(field, value, spec.network)
      if (spec[field] !== read.value) replaceSpec({ ...spec, [field]: read.value }, read.problem)
    },
    setReadoutTied: (isTied) => {
      const { spec } = store.getState()
      replaceSpec({ ...spec, readoutTied: isTied })
    },
    setMethods: (methods) => {
      const ordered = METHOD_IDS.filter((method) => methods.includes(method))
      if (ordered.length > 0) replaceSpec({ ...store.getState().spec, methods: ordered })
    },
    setNetwork: (network) => {
      const { spec } = store.getState()
      if (spec.network !== network) replaceSpec(left.get(network) ?? DEFAULT_SPECS[network])
      left.set(spec.network, spec)
    },
    setSpec: (spec) => replaceSpec(spec),
    setView: (change) => store.setState({ view: { ...store.getState().view, ...change } }),
    openLink: (hashText) => store.setState(readLink(hashText)),
    dismissProblem: (index) =>
      store.setState({ problems: store.getState().problems.filter((_, at) => at !== index) }),
  }
}
