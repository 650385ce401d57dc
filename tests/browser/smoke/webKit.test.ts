import { findEngine } from '../../../scripts/findEngines.mjs'
import { openWebKit } from '../drivers/webKit.ts'
import { describeSmoke } from './describeSmoke.ts'

const programs = findEngine('webKit')
describeSmoke('WebKitGTK', programs === undefined ? null : () => openWebKit(programs))
