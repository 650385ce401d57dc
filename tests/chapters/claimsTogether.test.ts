import { testClaims } from './testClaims.ts'

// Multi-task networks are trained: seconds for each seed.
testClaims('chapter/together', { seeds: 3 })
