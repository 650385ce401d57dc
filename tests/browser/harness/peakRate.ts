/** Runs the loop of bench/peak; multiply–adds a second, in units of 10⁹. */

const MULTIPLY_ADDS = 40
const MILLISECONDS = 100

export const peakRate = async ({ binary }: { binary: readonly number[] }): Promise<number> => {
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(binary), {})
  const multiplyAdds = instance.exports.multiplyAdds as (rounds: number) => number
  let rounds = 10_000
  let elapsed = 0
  // The longest attempt counts: by then the compiler has done its best.
  while (elapsed < MILLISECONDS) {
    rounds *= 2
    const start = performance.now()
    multiplyAdds(rounds)
    elapsed = performance.now() - start
  }
  return (MULTIPLY_ADDS * rounds) / elapsed / 1e6
}
