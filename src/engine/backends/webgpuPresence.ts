import { EngineAbsent } from '../absence.ts'

/**
 * Whether there is any use in fetching the code of the WebGPU engine.
 * @throws EngineAbsent with a sentence if not
 */
export const checkPresence = (): void => {
  const { navigator } = globalThis as { navigator?: object }
  if (navigator === undefined || !('gpu' in navigator)) {
    throw new EngineAbsent('This browser has no WebGPU in workers')
  }
}
