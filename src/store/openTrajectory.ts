import type { Playground } from './playground.ts'
import { createTrajectory, type Trajectory } from './trajectory.ts'

/** The trajectory of a playground, on its threads and in real time. */
export const openTrajectory = ({ controls, training, pool }: Playground): Trajectory =>
  createTrajectory({
    controls,
    training,
    pool,
    wait: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
  })
