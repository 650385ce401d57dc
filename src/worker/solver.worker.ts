/// <reference lib="webworker" />
import { createBrowserTimer } from './browserTimer.ts'
import { serveSolver } from './serveSolver.ts'

const timer = createBrowserTimer()
serveSolver(self, (callback) => void timer.wait(0).then(callback))
