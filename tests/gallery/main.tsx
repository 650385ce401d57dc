import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../../src/styles/base.css'
import './gallery.css'
import { ChartGallery } from './ChartGallery.tsx'
import { ControlGallery } from './ControlGallery.tsx'
import { PenaltyGallery } from './PenaltyGallery.tsx'
import { RaceGallery } from './RaceGallery.tsx'
import { ReluGallery } from './ReluGallery.tsx'

const theme = new URLSearchParams(location.search).get('theme')
if (theme !== null) document.documentElement.dataset['theme'] = theme

const root = document.getElementById('root')
if (root === null) throw new Error('gallery.html has no element with id root')
createRoot(root).render(
  <StrictMode>
    <main>
      <h1>What does the network keep?</h1>
      <p className="gallery-lead">
        200 features, 20 of them learned in pretraining. The new task needs 3 of those 20, and has
        16 examples.
      </p>
      <ChartGallery />
      <PenaltyGallery />
      <RaceGallery />
      <ReluGallery />
      <ControlGallery />
    </main>
  </StrictMode>,
)
