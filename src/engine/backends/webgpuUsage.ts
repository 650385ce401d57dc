/** What buffers are used for. The numbers are WebGPU's own, which no type lists. */

/** GPUMapMode.READ */
export const MAP_READ = 0x1

/** Of GPUBufferUsage. */
const BUFFER_MAP_READ = 0x1
const COPY_SRC = 0x4
const COPY_DST = 0x8
const UNIFORM = 0x40
const STORAGE = 0x80
const QUERY_RESOLVE = 0x200

export const USAGE = {
  read: BUFFER_MAP_READ | COPY_DST,
  uniform: UNIFORM | COPY_DST,
  storage: STORAGE | COPY_SRC | COPY_DST,
  queries: QUERY_RESOLVE | COPY_SRC,
} as const
