/**
 * The quantile function of N(0, 1), computed with + − × ÷ and square roots only, so that every
 * browser returns the same bits.
 * Source: Wichura 1988, Algorithm AS 241 (PPND16), Applied Statistics 37(3), 477–484,
 * doi:10.2307/2347330; relative accuracy about 1e-16.
 */

// Coefficients of the six polynomials, highest power first, as published.
const CENTRAL_NUMERATOR = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
] as const
const CENTRAL_DENOMINATOR = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1.0,
] as const
const TAIL_NUMERATOR = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
  3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
] as const
const TAIL_DENOMINATOR = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
  0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0,
] as const
const FAR_NUMERATOR = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
] as const
const FAR_DENOMINATOR = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1.0,
] as const

/** Evaluates a polynomial given by its coefficients, highest power first (Horner). */
const polynomial = (coefficients: readonly number[], x: number): number => {
  let value = 0
  for (const coefficient of coefficients) value = value * x + coefficient
  return value
}

const bits = new DataView(new ArrayBuffer(8))

/**
 * The natural logarithm of a positive normal double, without Math.log.
 * x = m·2ᵉ with m in [√½, √2); log m = 2 atanh((m−1)/(m+1)) by its series, which needs 12 terms
 * because |(m−1)/(m+1)| ≤ 0.172.
 */
export const reproducibleLog = (x: number): number => {
  bits.setFloat64(0, x)
  let exponent = (bits.getUint16(0) >>> 4) - 1023
  bits.setUint16(0, (bits.getUint16(0) & 0x000f) | 0x3ff0)
  let mantissa = bits.getFloat64(0)
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    exponent += 1
  }
  const ratio = (mantissa - 1) / (mantissa + 1)
  const square = ratio * ratio
  let series = 0
  for (let term = 23; term >= 1; term -= 2) series = series * square + 1 / term
  return exponent * Math.LN2 + 2 * ratio * series
}

/** The value that N(0, 1) stays below with probability `probability`, 0 < probability < 1. */
export const normalQuantile = (probability: number): number => {
  const centred = probability - 0.5
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180625 - centred * centred
    return (centred * polynomial(CENTRAL_NUMERATOR, r)) / polynomial(CENTRAL_DENOMINATOR, r)
  }
  const tail = centred <= 0 ? probability : 1 - probability
  const r = Math.sqrt(-reproducibleLog(tail))
  const size =
    r <= 5
      ? polynomial(TAIL_NUMERATOR, r - 1.6) / polynomial(TAIL_DENOMINATOR, r - 1.6)
      : polynomial(FAR_NUMERATOR, r - 5) / polynomial(FAR_DENOMINATOR, r - 5)
  return centred < 0 ? -size : size
}
