import { testClaims } from '../chapters/testClaims.ts'

testClaims('slide/')
