/**
 * Sums over subsets. A ReLU network adds, for every hidden unit, the rows on which it is active, and
 * for every row, the units that are active on it: sums of one and the same list of vectors, over a
 * thousand different subsets. So the vectors are taken by fours, the 16 sums of each four are
 * tabulated, and a subset's sum is one look-up for each four (the "method of four Russians"): a
 * quarter of the additions, and no multiplication.
 *
 * A vector has 16 features here; a subset of four vectors is kept as 16 bits: the distance of its
 * sum from the beginning of its table, 64·(its number).
 */

/** Bytes of 16 features, of a table, and of the four bits of a subset. */
export const ENTRY = 64
export const TABLE = 16 * ENTRY
export const SUBSET = 2

/**
 * Tabulates the sums of the subsets of each four vectors, each vector times its factor.
 * @param vectors the first of them; one begins `stride` bytes after another
 * @param factors float32, one for each vector
 * @param groups fours of vectors
 */
export function buildTables(
  tables: usize,
  vectors: usize,
  stride: i32,
  factors: usize,
  groups: i32,
): void {
  for (let group = 0; group < groups; ++group) {
    const factor0 = v128.load32_splat(factors, 0)
    const factor1 = v128.load32_splat(factors, 4)
    const factor2 = v128.load32_splat(factors, 8)
    const factor3 = v128.load32_splat(factors, 12)
    for (let at = 0; at < ENTRY; at += 16) {
      const to = tables + at
      let from = vectors + at
      const a = f32x4.mul(v128.load(from), factor0)
      from += stride
      const b = f32x4.mul(v128.load(from), factor1)
      from += stride
      const c = f32x4.mul(v128.load(from), factor2)
      from += stride
      const d = f32x4.mul(v128.load(from), factor3)
      const ab = f32x4.add(a, b)
      const ac = f32x4.add(a, c)
      const bc = f32x4.add(b, c)
      const abc = f32x4.add(ab, c)
      v128.store(to, f32x4.splat(0), 0)
      v128.store(to, a, 1 * ENTRY)
      v128.store(to, b, 2 * ENTRY)
      v128.store(to, ab, 3 * ENTRY)
      v128.store(to, c, 4 * ENTRY)
      v128.store(to, ac, 5 * ENTRY)
      v128.store(to, bc, 6 * ENTRY)
      v128.store(to, abc, 7 * ENTRY)
      v128.store(to, d, 8 * ENTRY)
      v128.store(to, f32x4.add(a, d), 9 * ENTRY)
      v128.store(to, f32x4.add(b, d), 10 * ENTRY)
      v128.store(to, f32x4.add(ab, d), 11 * ENTRY)
      v128.store(to, f32x4.add(c, d), 12 * ENTRY)
      v128.store(to, f32x4.add(ac, d), 13 * ENTRY)
      v128.store(to, f32x4.add(bc, d), 14 * ENTRY)
      v128.store(to, f32x4.add(abc, d), 15 * ENTRY)
    }
    tables += TABLE
    vectors += 4 * stride
    factors += 16
  }
}

/**
 * For each of `count` vectors at `sums`, `stride` bytes apart, the sum over its subset.
 * @param subsets of the first, then of the second and so on, `groups` each; a multiple of 4
 * @param isFirst false: added to what is there
 */
export function addSubsets(
  sums: usize,
  stride: i32,
  count: i32,
  subsets: usize,
  groups: i32,
  tables: usize,
  isFirst: bool,
): void {
  const subsetBytes = SUBSET * groups
  for (let index = 0; index < count; ++index) {
    let sum0 = f32x4.splat(0)
    let sum1 = f32x4.splat(0)
    let sum2 = f32x4.splat(0)
    let sum3 = f32x4.splat(0)
    let table = tables
    const end = subsets + subsetBytes
    for (; subsets < end; subsets += 4 * SUBSET) {
      const first = table + load<u16>(subsets, 0)
      const second = table + load<u16>(subsets, 2)
      const third = table + load<u16>(subsets, 4)
      const fourth = table + load<u16>(subsets, 6)
      sum0 = f32x4.add(sum0, v128.load(first, 0))
      sum1 = f32x4.add(sum1, v128.load(first, 16))
      sum2 = f32x4.add(sum2, v128.load(first, 32))
      sum3 = f32x4.add(sum3, v128.load(first, 48))
      sum0 = f32x4.add(sum0, v128.load(second, TABLE))
      sum1 = f32x4.add(sum1, v128.load(second, TABLE + 16))
      sum2 = f32x4.add(sum2, v128.load(second, TABLE + 32))
      sum3 = f32x4.add(sum3, v128.load(second, TABLE + 48))
      sum0 = f32x4.add(sum0, v128.load(third, 2 * TABLE))
      sum1 = f32x4.add(sum1, v128.load(third, 2 * TABLE + 16))
      sum2 = f32x4.add(sum2, v128.load(third, 2 * TABLE + 32))
      sum3 = f32x4.add(sum3, v128.load(third, 2 * TABLE + 48))
      sum0 = f32x4.add(sum0, v128.load(fourth, 3 * TABLE))
      sum1 = f32x4.add(sum1, v128.load(fourth, 3 * TABLE + 16))
      sum2 = f32x4.add(sum2, v128.load(fourth, 3 * TABLE + 32))
      sum3 = f32x4.add(sum3, v128.load(fourth, 3 * TABLE + 48))
      table += 4 * TABLE
    }
    if (!isFirst) {
      sum0 = f32x4.add(v128.load(sums, 0), sum0)
      sum1 = f32x4.add(v128.load(sums, 16), sum1)
      sum2 = f32x4.add(v128.load(sums, 32), sum2)
      sum3 = f32x4.add(v128.load(sums, 48), sum3)
    }
    v128.store(sums, sum0, 0)
    v128.store(sums, sum1, 16)
    v128.store(sums, sum2, 32)
    v128.store(sums, sum3, 48)
    sums += stride
  }
}
