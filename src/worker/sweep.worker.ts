/// <reference lib="webworker" />
import { serveSweep } from './serveSweep.ts'

serveSweep(self)
