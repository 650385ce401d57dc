/** The code is read back from the picture by another program than the one that made it. */
import { cleanup, render, screen } from '@testing-library/react'
import jsqr from 'jsqr'
import { afterEach, describe, expect, it } from 'vitest'
import QrCode from '../../src/figures/QrCode.tsx'
import { HIDABLES } from '../../src/protocol/hides.ts'

afterEach(cleanup)

/** Pixels for each module: what a camera would see of the picture, without its noise. */
const SCALE = 4

/** The picture as a camera's pixels; paths consist of "Mx yhwv1h-wz" alone. */
const pixelsOf = (svg: Element): { pixels: Uint8ClampedArray; side: number } => {
  const modules = Number(svg.getAttribute('viewBox')?.split(' ')[2])
  const side = SCALE * modules
  const pixels = new Uint8ClampedArray(4 * side * side).fill(255)
  const path = svg.querySelector('.qr-dark')?.getAttribute('d') ?? ''
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = SCALE * Number(y); row < SCALE * (Number(y) + 1); row += 1) {
      const from = 4 * (row * side + SCALE * Number(x))
      for (let pixel = 0; pixel < SCALE * Number(width); pixel += 1) {
        pixels.fill(0, from + 4 * pixel, from + 4 * pixel + 3)
      }
    }
  }
  return { pixels, side }
}

const read = (svg: Element): string | undefined => {
  const { pixels, side } = pixelsOf(svg)
  return jsqr(pixels, side, side)?.data
}

const ADDRESSES = [
  'https://example.org/',
  'http://127.0.0.1:4173/some/sub/path/play.html#v=2&rescale=0.1&overlap=1&theme=projector',
  `https://example.org/regimes/play.html#v=2&hides=${HIDABLES.join('.')}&classCode=RICH7`,
  'https://example.org/#student=ZO%C3%8B',
]

describe('QrCode', () => {
  it.each(ADDRESSES)('can be read back: %s', (address) => {
    render(<QrCode address={address} label="Code of the link" />)
    expect(read(screen.getByRole('img', { name: 'Code of the link' }))).toBe(address)
  })

  it('shows another code for another address', () => {
    const [one = '', other = ''] = ADDRESSES
    const { rerender } = render(<QrCode address={one} label="Code" />)
    rerender(<QrCode address={other} label="Code" />)
    expect(read(screen.getByRole('img', { name: 'Code' }))).toBe(other)
  })

  it('says so where an address is too long for any code, and still shows it', () => {
    // The largest code, version 40, holds 2953 bytes at most.
    const address = `https://example.org/#${'x'.repeat(2953)}`
    render(<QrCode address={address} label="Code" />)
    expect(screen.queryByRole('img')).toBe(null)
    screen.getByText('This link is too long for a code.')
    expect(screen.getByRole('link').getAttribute('href')).toBe(address)
  })

  it('has four modules of white around it, and its address as a link beside it', () => {
    const [address = ''] = ADDRESSES
    render(<QrCode address={address} label="Code" />)
    const svg = screen.getByRole('img', { name: 'Code' })
    const { pixels, side } = pixelsOf(svg)
    const isWhite = (x: number, y: number): boolean => pixels[4 * (y * side + x)] === 255
    const margin = Array.from({ length: side }, (_, x) => x).flatMap((x) =>
      Array.from({ length: side }, (_, y) => [x, y] as const).filter(
        ([, y]) => Math.min(x, y, side - 1 - x, side - 1 - y) < 4 * SCALE,
      ),
    )
    expect(margin.every(([x, y]) => isWhite(x, y))).toBe(true)
    // The corner of the first finder pattern is dark: the margin is no wider.
    expect(isWhite(4 * SCALE, 4 * SCALE)).toBe(false)
    expect(screen.getByRole('link').getAttribute('href')).toBe(address)
  })
})
