/// <reference lib="webworker" />
import { createBrowserTimer } from '../browserTimer.ts'
import { createJobs } from './jobs.ts'
import { serveCompute } from './serveCompute.ts'

serveCompute(self, createBrowserTimer(), createJobs())
