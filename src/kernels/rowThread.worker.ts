/** A helper thread of the kernel; see rowThreads.ts. */
import { runHelper, type HelperStart } from './rowThreads.ts'

addEventListener('message', ({ data }: MessageEvent<HelperStart>) => runHelper(data))
