/// <reference lib="webworker" />
import { createBrowserEnvironment } from './browserEnvironment.ts'
import { serve } from './serve.ts'

serve(self, createBrowserEnvironment())
