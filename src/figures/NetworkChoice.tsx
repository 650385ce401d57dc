import type { ReactElement } from 'react'
import { Choice } from '../controls/Choice.tsx'
import { NETWORK_IDS, NETWORKS } from '../protocol/networks.ts'
import { useIsHidden } from './hiding.tsx'
import { useControls, usePlayground } from './playgroundContext.ts'

/** Which kind of network is trained. What was set for the other one is found again. */
export const NetworkChoice = (): ReactElement | null => {
  const { controls } = usePlayground()
  const network = useControls((state) => state.spec.network)
  const isHidden = useIsHidden('network')
  if (isHidden) return null
  return (
    <div className="network-choice">
      <Choice
        label="Network"
        options={NETWORK_IDS.map((value) => ({ value, label: NETWORKS[value].label }))}
        value={network}
        onChange={(next) => controls.setNetwork(next)}
      />
    </div>
  )
}
