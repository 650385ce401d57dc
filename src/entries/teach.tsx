/** Joins the parts of the teacher's page and mounts it. */
import type { Pool } from '../client/pool.ts'
import { followTeaching } from '../pages/teach/followTeaching.ts'
import { Teach } from '../pages/teach/Teach.tsx'
import { TeachProvider, type Teaching } from '../pages/teach/teachContext.ts'
import { createControlsStore } from '../store/controls.ts'
import '../styles/base.css'
import { mountPage } from './mountPage.tsx'

/** The solvers come with the first answer that is asked for. */
let opening: Promise<Pool> | null = null

const compute: Teaching['compute'] = async (job) => {
  opening ??= import('../client/openPool.ts').then(({ openPool }) => openPool())
  const pool = await opening
  return new Promise((resolve, reject) => {
    pool.submit({
      job,
      priority: 'pointer',
      onDone: ({ values }) => resolve([...values]),
      onFailed: (reason) => reject(new Error(reason)),
    })
  })
}

const controls = createControlsStore(window.location.hash)
followTeaching(controls)

mountPage(
  <TeachProvider value={{ controls, compute }}>
    <Teach />
  </TeachProvider>,
)
