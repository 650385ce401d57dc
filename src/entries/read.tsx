/** Mounts the article. */
import { createRoot } from 'react-dom/client'
import '../styles/base.css'
import { findRoot } from './openParts.ts'

createRoot(findRoot()).render(<main />)
