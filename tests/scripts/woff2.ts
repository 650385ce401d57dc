/** Reads which characters a typeface has. */
import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'

/** Index of the table that maps characters in the list of known tags (WOFF2, 5.2). */
const CMAP = 0
/** Tags that are stored in another form, and so with a second length (WOFF2, 5.1). */
const GLYPHS = [10, 11]
/** A tag of its own follows. */
const OTHER = 63

/** A base-128 number of WOFF2 (4.1) and the place behind it. */
const readLength = (bytes: Buffer, start: number): [number, number] => {
  let [value, place] = [0, start]
  for (;;) {
    const byte = bytes.readUInt8(place)
    place += 1
    value = value * 128 + (byte & 127)
    if (byte < 128) return [value, place]
  }
}

/** The table that maps characters, out of a file's compressed tables. */
const characterMap = (bytes: Buffer): Buffer => {
  let place = 48
  let offset = 0
  let found: [number, number] | null = null
  for (let table = bytes.readUInt16BE(12); table > 0; table -= 1) {
    const flags = bytes.readUInt8(place)
    const tag = flags & 63
    place += tag === OTHER ? 5 : 1
    let [length, next] = readLength(bytes, place)
    const isTransformed = GLYPHS.includes(tag) ? flags >> 6 !== 3 : flags >> 6 !== 0
    if (isTransformed) [length, next] = readLength(bytes, next)
    place = next
    if (tag === CMAP) found = [offset, length]
    offset += length
  }
  if (found === null) throw new Error('the file has no table of characters.')
  const tables = brotliDecompressSync(bytes.subarray(place, place + bytes.readUInt32BE(20)))
  return tables.subarray(found[0], found[0] + found[1])
}

/** Segments of a subtable of format 4 (OpenType, cmap); a glyph of 0 is none. */
const segmented = (map: Buffer, start: number): number[] => {
  const size = map.readUInt16BE(start + 6)
  return Array.from({ length: size / 2 }, (_, index) => index).flatMap((index) => {
    const at = (part: number): number => start + 14 + part * size + (part > 0 ? 2 : 0) + 2 * index
    const [last, first] = [map.readUInt16BE(at(0)), map.readUInt16BE(at(1))]
    const [delta, indirect] = [map.readUInt16BE(at(2)), map.readUInt16BE(at(3))]
    const glyphOf = (code: number): number =>
      indirect === 0
        ? (code + delta) & 0xffff
        : map.readUInt16BE(at(3) + indirect + 2 * (code - first))
    const codes = Array.from({ length: last - first + 1 }, (_unused, more) => first + more)
    return codes.filter((code) => code !== 0xffff && glyphOf(code) !== 0)
  })
}

/** The code points that a .woff2 file can draw, of the basic plane. */
export const charactersOf = (file: string): Set<number> => {
  const map = characterMap(readFileSync(file))
  const starts = Array.from({ length: map.readUInt16BE(2) }, (_, index) =>
    map.readUInt32BE(8 + 8 * index),
  )
  return new Set(
    starts
      .filter((start) => map.readUInt16BE(start) === 4)
      .flatMap((start) => segmented(map, start)),
  )
}
