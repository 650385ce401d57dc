/// <reference lib="webworker" />
import { fetchDiagonalKernel } from '../../kernels/fetchKernel.ts'
import { createKernelSteppers } from '../../kernels/kernelSteppers.ts'
import { createBrowserTimer } from '../browserTimer.ts'
import { createJobs } from './jobs.ts'
import type { StepperSource } from './prepared.ts'
import { serveCompute } from './serveCompute.ts'

const steppers: StepperSource = { current: undefined }
serveCompute(self, createBrowserTimer(), createJobs(steppers))
fetchDiagonalKernel().then(
  (kernel) => (steppers.current = createKernelSteppers(kernel)),
  // Nothing is lost without it but time.
  () => (steppers.current = null),
)
