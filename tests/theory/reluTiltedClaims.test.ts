/** Presets of ReLU networks whose shared units are turned from the old ones. */
import { testClaims } from '../chapters/testClaims.ts'

for (const id of ['tilted', 'all-tilted', 'weak']) testClaims(`relu/${id}`, { seeds: 12 })
