import { findEngine } from '../../../scripts/findEngines.mjs'
import { openFirefox } from '../drivers/firefox.ts'
import { describeSmoke } from './describeSmoke.ts'

const [program] = findEngine('firefox') ?? []
describeSmoke('Firefox', program === undefined ? null : () => openFirefox(program))
