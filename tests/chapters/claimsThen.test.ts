import { testClaims } from './testClaims.ts'

testClaims('chapter/then')
