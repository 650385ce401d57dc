/**
 * Queues training steps with as few commands as they need: the draws of each step, and what must
 * change between them. tfjs sets all state anew for each draw of its own, so nothing here disturbs
 * it, and all its checks and lookups would cost a small step more than its arithmetic.
 */
import type { Extent } from './webglGrid.ts'
import { programOf, type Program, type ProgramNames } from './webglShaders.ts'

/** A draw of each step. */
interface DrawPlan {
  /** The text of its program. */
  source: string
  /** The textures that it writes, by the names of the samplers that read them: one each output. */
  writes: readonly string[]
}

/** How steps are taken on networks of one kind and shape. */
export interface StepPlan {
  names: ProgramNames
  sizes: Readonly<Record<string, number>>
  /** In their order. */
  draws: readonly DrawPlan[]
  /** The program of the last draw, which writes the next weights. */
  update: string
}

/** The textures of a call of the kernel. */
export interface StepTextures {
  /** Before the first step; left as they are. */
  weights: WebGLTexture
  /** Written in turn: [0] by the first step, [1] by the second, and so on. */
  next: readonly [WebGLTexture, WebGLTexture]
  /** All others, by the names of their samplers. */
  others: ReadonlyMap<string, WebGLTexture>
  /** As large as the largest that is written; what lies outside of a texture is not drawn. */
  viewport: Extent
}

interface Draw {
  program: WebGLProgram
  target: WebGLFramebuffer
}

/** A framebuffer that draws into the textures. */
const targetOf = (
  gl: WebGL2RenderingContext,
  textures: readonly WebGLTexture[],
): WebGLFramebuffer => {
  const framebuffer = gl.createFramebuffer()
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
  const places = textures.map((_, output) => gl.COLOR_ATTACHMENT0 + output)
  textures.forEach((texture, output) => {
    const place = gl.COLOR_ATTACHMENT0 + output
    gl.framebufferTexture2D(gl.FRAMEBUFFER, place, gl.TEXTURE_2D, texture, 0)
  })
  gl.drawBuffers(places)
  return framebuffer
}

const textureNamed = ({ others }: StepTextures, name: string): WebGLTexture => {
  const texture = others.get(name)
  if (texture === undefined) throw new TypeError(`invalid draw: no texture of ${name}`)
  return texture
}

/** The programs of a step, their sizes set; the last is that of the update. */
const preparePrograms = (gl: WebGL2RenderingContext, plan: StepPlan): Program[] => {
  const sources = [...plan.draws.map(({ source }) => source), plan.update]
  return sources.map((source) => {
    const program = programOf(gl, source, plan.names)
    gl.useProgram(program.program)
    for (const [name, location] of program.sizes) gl.uniform1i(location, plan.sizes[name] ?? 0)
    return program
  })
}

/** All state but what changes from draw to draw. */
const prepareState = (
  gl: WebGL2RenderingContext,
  { samplers }: ProgramNames,
  textures: StepTextures,
): void => {
  const { width, height } = textures.viewport
  gl.viewport(0, 0, width, height)
  // The corners come from their numbers, so no attribute may be read.
  gl.bindVertexArray(null)
  gl.disable(gl.SCISSOR_TEST)
  samplers.forEach((name, unit) => {
    if (name === 'weights') return
    gl.activeTexture(gl.TEXTURE0 + unit)
    gl.bindTexture(gl.TEXTURE_2D, textureNamed(textures, name))
  })
  // The first sampler is that of the weights.
  gl.activeTexture(gl.TEXTURE0)
  gl.bindTexture(gl.TEXTURE_2D, textures.weights)
}

/** Queues the steps; the weights after the last one are in `next[(steps − 1) mod 2]`. */
export const queueSteps = (
  gl: WebGL2RenderingContext,
  textures: StepTextures,
  { plan, steps }: { plan: StepPlan; steps: number },
): void => {
  const { next } = textures
  const programs = preparePrograms(gl, plan)
  const draws = programs.slice(0, -1).map(({ program }, index): Draw => {
    const written = plan.draws[index]?.writes ?? []
    const target = targetOf(
      gl,
      written.map((name) => textureNamed(textures, name)),
    )
    return { program, target }
  })
  const update = programs.at(-1)?.program ?? null
  const updateTargets = [targetOf(gl, [next[0]]), targetOf(gl, [next[1]])] as const
  prepareState(gl, plan.names, textures)
  for (let step = 0; step < steps; step += 1) {
    const isEven = step % 2 === 0
    for (const { target, program } of draws) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, target)
      gl.useProgram(program)
      gl.drawArrays(gl.TRIANGLES, 0, 3)
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, isEven ? updateTargets[0] : updateTargets[1])
    gl.useProgram(update)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
    gl.bindTexture(gl.TEXTURE_2D, isEven ? next[0] : next[1])
  }
  for (const { target } of draws) gl.deleteFramebuffer(target)
  for (const target of updateTargets) gl.deleteFramebuffer(target)
  gl.enable(gl.SCISSOR_TEST)
}
