/** A picture as pixels. */
import type { Picture } from './picture.ts'

/** Pixels of the file for each of the picture's. */
const SCALE = 2

/** A PNG of a picture. @throws Error if the browser cannot draw it */
export const rasterOf = async ({ svg, width, height }: Picture): Promise<Blob> => {
  const image = new Image(width, height)
  // As an address of its own text: what the page may load includes that, and no file of memory.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = SCALE * width
  canvas.height = SCALE * height
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser gives no canvas to draw on.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('this browser made no file of the picture.'))
      else resolve(blob)
    }, 'image/png')
  })
}
