/**
 * The n-th largest of some numbers, by Hoare's selection: linear time on average, in place.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */

/**
 * @param values are put into another order
 * @param nth 1 for the largest; at most the number of values
 */
export const nthLargest = (values: Float64Array, nth: number): number => {
  const wanted = nth - 1
  let left = 0
  let right = values.length - 1
  while (left < right) {
    const pivot = values[(left + right) >> 1] as number
    let i = left
    let j = right
    while (i <= j) {
      while ((values[i] as number) > pivot) i += 1
      while ((values[j] as number) < pivot) j -= 1
      if (i <= j) {
        const kept = values[i] as number
        values[i] = values[j] as number
        values[j] = kept
        i += 1
        j -= 1
      }
    }
    if (wanted <= j) right = j
    else if (wanted >= i) left = i
    else break
  }
  return values[wanted] as number
}
