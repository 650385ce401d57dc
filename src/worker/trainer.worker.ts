/// <reference lib="webworker" />
import { chooseBackend } from '../engine/chooseBackend.ts'
import { createBrowserTimer } from './browserTimer.ts'
import { serve } from './serve.ts'

serve(self, { timer: createBrowserTimer(), chooseBackend })
