/// <reference lib="webworker" />
import { fetchDiagonalKernel, fetchReluKernel } from '../../kernels/fetchKernel.ts'
import { createKernelSteppers } from '../../kernels/kernelSteppers.ts'
import { createBrowserPretrainings } from '../pretrainings.ts'
import { createBrowserTimer } from '../browserTimer.ts'
import { createJobs } from './jobs.ts'
import type { StepperSource } from './prepared.ts'
import { serveCompute } from './serveCompute.ts'

const steppers: StepperSource = { current: undefined }
serveCompute(self, createBrowserTimer(), createJobs(steppers, createBrowserPretrainings()))
Promise.all([fetchDiagonalKernel(), fetchReluKernel()]).then(
  ([diagonal, relu]) => (steppers.current = createKernelSteppers({ diagonal, relu })),
  // Nothing is lost without it but time.
  () => (steppers.current = null),
)
