/** Keys of the whole page, and whom they are left to. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actionFor } from '../../src/pages/present/keys.ts'
import { giveKeysBack } from '../../src/pages/embed/giveKeysBack.ts'
import { listenForShortcuts } from '../../src/pages/shortcuts.ts'
import { openFakePlayground } from '../store/fakes.ts'

let stop = (): void => undefined
let seedNow = (): number => 0

beforeEach(() => {
  const { playground } = openFakePlayground()
  stop = listenForShortcuts(window, playground)
  seedNow = () => playground.controls.getState().spec.dataSeed
})
afterEach(() => {
  stop()
  document.body.innerHTML = ''
})

/** Presses a key in an element of that markup; whether the page has taken it. */
const press = (keys: KeyboardEventInit, markup = '<p tabindex="0">prose</p>'): boolean => {
  document.body.innerHTML = markup
  const target = document.body.querySelector('*')
  if (target === null) throw new Error('no element')
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...keys })
  target.dispatchEvent(event)
  return event.defaultPrevented
}

/** As macOS sends Option + N on a Polish keyboard. */
const POLISH_N = { key: 'ń', code: 'KeyN', altKey: true }

describe('a shortcut of the page', () => {
  it.each([
    '<input>',
    '<input type="number">',
    '<textarea></textarea>',
    '<select><option>north</option></select>',
    '<div contenteditable="true">text</div>',
  ])('types its letter in %s', (markup) => {
    const before = seedNow()
    expect(press(POLISH_N, markup)).toBe(false)
    expect(press({ key: 'n', code: 'KeyN', altKey: true }, markup)).toBe(false)
    expect(seedNow()).toBe(before)
  })

  it('works on prose, on buttons and on sliders, whatever sign Alt makes of it', () => {
    for (const markup of ['<p tabindex="0"></p>', '<button></button>', '<input type="range">']) {
      expect(press(POLISH_N, markup)).toBe(true)
    }
  })

  it('goes by the letter on the reader’s own keyboard', () => {
    // On a Dvorak keyboard the key of the English N types b, and L types n.
    expect(press({ key: 'b', code: 'KeyN', altKey: true })).toBe(false)
    const before = seedNow()
    expect(press({ key: 'n', code: 'KeyL', altKey: true })).toBe(true)
    expect(seedNow()).not.toBe(before)
  })

  it.each<[string, KeyboardEventInit]>([
    ['Shift', { shiftKey: true }],
    ['Control', { ctrlKey: true }],
    ['Meta', { metaKey: true }],
    ['AltGr', { modifierAltGraph: true }],
    ['an input method', { isComposing: true }],
    ['a dead key', { key: 'Dead' }],
  ])('is left alone with %s', (_, more) => {
    expect(press({ key: 'n', code: 'KeyN', altKey: true, ...more })).toBe(false)
  })
})

describe('the keys of the slides', () => {
  const actionIn = (markup: string, keys: KeyboardEventInit) => {
    let action: unknown
    const listen = (event: KeyboardEvent): void => {
      action = actionFor(event)
    }
    window.addEventListener('keydown', listen)
    press(keys, markup)
    window.removeEventListener('keydown', listen)
    return action
  }

  it('are not taken from who types, nor with keys beside them', () => {
    const prose = '<p tabindex="0"></p>'
    expect(actionIn(prose, { key: 'n' })).toBe('notes')
    expect(actionIn(prose, { key: '?', shiftKey: true })).toBe('help')
    expect(actionIn('<div contenteditable></div>', { key: 'n' })).toBe(null)
    expect(actionIn(prose, { key: 'N', shiftKey: true })).toBe(null)
    expect(actionIn(prose, { key: 'ArrowRight', shiftKey: true })).toBe(null)
    expect(actionIn(prose, { key: 'n', isComposing: true })).toBe(null)
  })
})

describe('the keys that an embedded figure gives back', () => {
  it('are none that somebody types with', () => {
    const told: unknown[] = []
    const leave = giveKeysBack((report) => told.push(report))
    press({ key: 'ArrowRight' }, '<div contenteditable></div>')
    press({ key: 'ArrowRight', shiftKey: true })
    press({ key: 'Escape', isComposing: true }, '<input>')
    expect(told).toEqual([])
    press({ key: 'ArrowRight' })
    expect(told).toEqual([{ type: 'leave', key: 'ArrowRight' }])
    leave()
  })
})
