/** Reads what is to be in textures. */
import type { Texels } from '../../src/engine/backends/webglTexels.ts'

/** The four numbers of a texel. */
export const texelAt = ({ width, values }: Texels, column: number, row: number): number[] =>
  Array.from(values.subarray(4 * (row * width + column), 4 * (row * width + column) + 4))

export const sizeOf = ({ width, height }: Texels): number[] => [width, height]

/** Texels that hold anything but zeros, as "column, row". */
export const filled = (texels: Texels): string[] =>
  Array.from({ length: texels.width * texels.height }, (_, index) => ({
    column: index % texels.width,
    row: Math.floor(index / texels.width),
  })).flatMap(({ column, row }) =>
    texelAt(texels, column, row).some((value) => value !== 0) ? [`${column}, ${row}`] : [],
  )
