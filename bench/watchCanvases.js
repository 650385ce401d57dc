/* global CanvasRenderingContext2D, requestAnimationFrame */
/**
 * Runs in the measured page before its own scripts, and sets `firstPicture` to the time when the
 * first drawing on a canvas reached the screen: the browser reports when the first text or image
 * was painted, but not that. So the first call that leaves a mark is noticed, and the end of the
 * frame it falls in counts as its appearance.
 *
 * Plain JavaScript, because it is loaded into the page as it stands.
 */
{
  const prototype = CanvasRenderingContext2D.prototype
  const names = [
    'fill',
    'fillRect',
    'fillText',
    'stroke',
    'strokeRect',
    'drawImage',
    'putImageData',
  ]
  const originals = names.map((name) => [name, Reflect.get(prototype, name)])

  const noteFirst = () => {
    for (const [name, original] of originals) Reflect.set(prototype, name, original)
    requestAnimationFrame(() =>
      setTimeout(() => Reflect.set(globalThis, 'firstPicture', performance.now())),
    )
  }

  for (const [name, original] of originals) {
    /** @param {unknown[]} rest */
    const watched = function (...rest) {
      noteFirst()
      // @ts-expect-error `this` is the context that the page draws with.
      return Reflect.apply(original, this, rest)
    }
    Reflect.set(prototype, name, watched)
  }
}
