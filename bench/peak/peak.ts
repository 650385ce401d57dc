/**
 * As many multiplications and additions of four float32 as the processor can do: ten sums in
 * registers, none of which waits for another. AssemblyScript; compiled when the benchmark runs.
 */
export function multiplyAdds(rounds: i32): f32 {
  const factor = f32x4.splat(0.5)
  const addend = f32x4.splat(1e-3)
  let sum0 = f32x4.splat(1)
  let sum1 = f32x4.splat(2)
  let sum2 = f32x4.splat(3)
  let sum3 = f32x4.splat(4)
  let sum4 = f32x4.splat(5)
  let sum5 = f32x4.splat(6)
  let sum6 = f32x4.splat(7)
  let sum7 = f32x4.splat(8)
  let sum8 = f32x4.splat(9)
  let sum9 = f32x4.splat(10)
  for (let round = 0; round < rounds; ++round) {
    sum0 = f32x4.add(f32x4.mul(sum0, factor), addend)
    sum1 = f32x4.add(f32x4.mul(sum1, factor), addend)
    sum2 = f32x4.add(f32x4.mul(sum2, factor), addend)
    sum3 = f32x4.add(f32x4.mul(sum3, factor), addend)
    sum4 = f32x4.add(f32x4.mul(sum4, factor), addend)
    sum5 = f32x4.add(f32x4.mul(sum5, factor), addend)
    sum6 = f32x4.add(f32x4.mul(sum6, factor), addend)
    sum7 = f32x4.add(f32x4.mul(sum7, factor), addend)
    sum8 = f32x4.add(f32x4.mul(sum8, factor), addend)
    sum9 = f32x4.add(f32x4.mul(sum9, factor), addend)
  }
  const low = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3))
  const middle = f32x4.add(f32x4.add(sum4, sum5), f32x4.add(sum6, sum7))
  const all = f32x4.add(f32x4.add(low, middle), f32x4.add(sum8, sum9))
  return f32x4.extract_lane(all, 0)
}
