import type { ReactElement } from 'react'
import { Depth } from '../../reading/Depth.tsx'

/** How the published runs were made, and ours. */
const Protocol = (): ReactElement => (
  <Depth from="paper">
    <h3>Protocol</h3>
    <p>
      As in LL24’s runs: one pretrained network with auxiliary entries 1/√k<sub>1</sub> serves the
      overlap and the rescaling experiments; the rescaling experiments finetune it on main tasks
      with entries 1/k<sub>2</sub>, so that the old features are stronger than the new task needs.
      The smallest error over training counts, as in the published results. Training ends at a
      training loss of 10<sup>−10</sup> or at a number of steps. We follow the flow in pretraining
      too, with the step sizes as units of time, and look 32 times in every factor of ten of steps.
    </p>
    <p>
      ReLU networks, by LL24’s code: a readout drawn anew at 10<sup>−3</sup>, a stop at a training
      loss of 10<sup>−8</sup> or after 100,000 epochs of shuffled batches of 128, steps of 0.1 (of 1
      for multi-task learning). Ours have the same readout and stop, all examples in every step, and
      steps of 0.25, so that 40,000 of them take the same time; where the curvature is large, at c =
      10 and 100, steps are smaller. Multi-task learning alone stops at 10<sup>−6</sup> here.
    </p>
  </Depth>
)

/** Where ours and the published results differ, and on what all of them rest. */
export const Differences = (): ReactElement => (
  <>
    <Depth from="class">
      <h3>Where we differ, and why</h3>
      <ul>
        <li>
          <strong>At the transition.</strong> All results on trained diagonal networks that are more
          than a factor of 2 away belong to 64 examples, where training begins to succeed. There our
          own seeds differ from each other by more than we differ from the paper.
        </li>
        <li>
          <strong>Where training stops.</strong> Small errors are those of a stopping rule. Followed
          to the end of the flow, some would be hundreds of times smaller.
        </li>
        <li>
          <strong>Where pretraining stops.</strong> With barely more examples than features it takes
          very long, and what it leaves unfinished shows in the smallest errors.
        </li>
        <li>
          <strong>Width.</strong> Our ReLU networks have a fifth of the published hidden units.
        </li>
        <li>
          <strong>Batches.</strong> Ours use all examples in every step. The published ReLU networks
          were trained on shuffled batches of 128, which are all examples only up to 128; for
          multi-task learning they never are.
        </li>
      </ul>
      <h3>Assumptions</h3>
      <ul>
        <li>
          Inputs are Gaussian and of equal length; teachers have few features of equal strength;
          labels carry no noise unless you add some.
        </li>
        <li>
          Gradient descent uses all examples in every step. The exact solutions are those of its
          limit of small steps, from small starting weights.
        </li>
        <li>
          Errors are expected errors on new inputs, divided by the error of always answering zero.
        </li>
      </ul>
    </Depth>
    <Protocol />
  </>
)
