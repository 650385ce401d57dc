import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ScriptText } from '../../src/charts/frame/ScriptText.tsx'

it.each([
  ['features k₂ × examples n', 'features k<sub>2</sub> × examples n'],
  ['10⁻⁴', '10<sup>−4</sup>'],
  ['ℓ₁₂ at 10¹²', 'ℓ<sub>12</sub> at 10<sup>12</sup>'],
  ['n = 64', 'n = 64'],
])('ScriptText sets %s', (text, markup) => {
  expect(render(<ScriptText text={text} />).container.innerHTML).toBe(markup)
})
