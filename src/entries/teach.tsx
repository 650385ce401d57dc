/** Joins the parts of the teacher's page and mounts it. */
import { createLateSolver } from '../client/lateSolver.ts'
import { followTeaching } from '../pages/teach/followTeaching.ts'
import { Teach } from '../pages/teach/Teach.tsx'
import { TeachProvider } from '../pages/teach/teachContext.ts'
import { createControlsStore } from '../store/controls.ts'
import '../styles/base.css'
import { mountPage } from './mountPage.tsx'

const compute = createLateSolver(async () => (await import('../client/openPool.ts')).openPool())

const controls = createControlsStore(window.location.hash)
followTeaching(controls)

mountPage(
  <TeachProvider value={{ controls, compute }}>
    <Teach />
  </TeachProvider>,
)
