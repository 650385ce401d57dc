/** A picture as pixels. */
import type { EmbeddedFace } from './fonts.ts'
import { element } from './markup.ts'
import type { Picture } from './picture.ts'

/** Pixels of the file for each of the picture's. */
const SCALE = 2

/** Room below the picture for a letter of every face, in the picture's pixels; cut off in the end. */
const TRIAL_HEIGHT = 24
const TRIAL_WIDTH = 24

/** A letter in each face, side by side below the picture. */
const trialsOf = (faces: readonly EmbeddedFace[], top: number): string =>
  faces
    .map(({ family, style, letter }, index) =>
      element(
        'text',
        {
          ...{ x: index * TRIAL_WIDTH, y: top + 0.8 * TRIAL_HEIGHT, 'font-size': 20 },
          // None to fall back on: nothing is drawn until the face is there.
          ...{ 'font-family': `'${family}'`, 'font-style': style, fill: '#000000' },
        },
        letter,
      ),
    )
    .join('')

const withTrials = ({ svg, width, height, faces }: Picture): string =>
  element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height: height + TRIAL_HEIGHT },
    svg + trialsOf(faces, height),
  )

/** Whether the letter of every face has been drawn. */
const areFacesDrawn = (context: CanvasRenderingContext2D, { faces, height }: Picture): boolean =>
  faces.every((_, index) => {
    const left = SCALE * index * TRIAL_WIDTH
    const size = [SCALE * TRIAL_WIDTH, SCALE * TRIAL_HEIGHT] as const
    const { data } = context.getImageData(left, SCALE * height, ...size)
    return data.some((value, place) => place % 4 === 3 && value > 0)
  })

/** So often the picture is drawn again until its faces have been read; then it goes as it is. */
const MOST_TRIES = 60
const TRY_MILLISECONDS = 50

const waitAMoment = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, TRY_MILLISECONDS)
  })

const openContext = (width: number, height: number): CanvasRenderingContext2D => {
  const canvas = document.createElement('canvas')
  canvas.width = SCALE * width
  canvas.height = SCALE * height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('this browser gives no canvas to draw on.')
  return context
}

/** Draws the picture with its typefaces: browsers read those of a picture in their own time. */
const drawn = async (picture: Picture): Promise<CanvasRenderingContext2D> => {
  const { width, height } = picture
  const image = new Image(width, height + TRIAL_HEIGHT)
  // As an address of its own text: what the page may load includes that, and no file of memory.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(withTrials(picture))}`
  await image.decode()
  const context = openContext(width, height + TRIAL_HEIGHT)
  const { canvas } = context
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    if (areFacesDrawn(context, picture)) break
    await waitAMoment()
  }
  return context
}

/** A PNG of a picture. @throws Error if the browser cannot draw it */
export const rasterOf = async (picture: Picture): Promise<Blob> => {
  const whole = await drawn(picture)
  const cut = openContext(picture.width, picture.height)
  cut.drawImage(whole.canvas, 0, 0)
  return new Promise((resolve, reject) => {
    cut.canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('this browser made no file of the picture.'))
      else resolve(blob)
    }, 'image/png')
  })
}
