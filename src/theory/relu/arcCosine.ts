/**
 * The arc-cosine kernel of order 1: k(s) = E[relu(u·x) relu(w·x)] for unit vectors u and w with
 * u·w = s, and x ~ N(0, I) or uniform on the sphere of radius √D, which have the same second moments
 * of 1-homogeneous functions. Source: Cho & Saul 2009, "Kernel methods for deep learning".
 */

/** √(1 − s²), without the cancellation near |s| = 1. */
const sine = (cosine: number): number => Math.sqrt((1 - cosine) * (1 + cosine))

/** k(s) = (√(1−s²) + (π − arccos s)·s)/(2π) for −1 ≤ s ≤ 1: ½ at s = 1, 0 at s = −1. */
export const arcCosine = (cosine: number): number =>
  (sine(cosine) + (Math.PI - Math.acos(cosine)) * cosine) / (2 * Math.PI)

/**
 * What k(s) is beyond its three leading terms: k(s) = s/4 + (1 + s²/2 + ρ(s))/(2π), with
 * ρ(s) = √(1−s²) − 1 + s asin s − s²/2 = s⁴/24 + s⁶/80 + …, even and positive definite. Its rounding
 * error is about 1e-16·s².
 */
export const arcCosineRemainder = (cosine: number): number => {
  const square = cosine * cosine
  return cosine * Math.asin(cosine) - square / (1 + sine(cosine)) - square / 2
}
