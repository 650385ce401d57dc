/** Joins the parts of the playground's page and mounts it. */
import { PlaygroundProvider } from '../figures/playgroundContext.ts'
import { followAddress, followTheme } from '../pages/address.ts'
import { Play } from '../pages/Play.tsx'
import { listenForShortcuts } from '../pages/shortcuts.ts'
import { findPrecomputed } from '../store/precomputed.ts'
import '../styles/base.css'
import { mountPage } from './mountPage.tsx'
import { openPlayground } from './openParts.ts'

const playground = openPlayground(window.location.hash, findPrecomputed)
followTheme(playground)
followAddress(playground)
listenForShortcuts(window, playground)
playground.open()

mountPage(
  <PlaygroundProvider value={playground}>
    <Play />
  </PlaygroundProvider>,
)
