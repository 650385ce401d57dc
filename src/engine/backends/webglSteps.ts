/**
 * Queues training steps with as few commands as they need: per step two draws, and what must change
 * between them. tfjs sets all state anew for each draw of its own, so nothing here disturbs it, and
 * all its checks and lookups would cost a small step more than its arithmetic.
 */
import { checkContext } from './webglContext.ts'
import { textureOf, type BatchLayout } from './webglLayout.ts'
import { residualSource, SAMPLER_UNITS, updateSource, VERTEX_SOURCE } from './webglPrograms.ts'

/** The textures of a call of the kernel. */
export interface StepTextures {
  /** Before the first step; left as they are. */
  weights: WebGLTexture
  inputs: WebGLTexture
  targets: WebGLTexture
  settings: WebGLTexture
  residuals: WebGLTexture
  /** Written in turn: [0] by the first step, [1] by the second, and so on. */
  next: readonly [WebGLTexture, WebGLTexture]
}

interface Program {
  program: WebGLProgram
  widths: WebGLUniformLocation | null
}

interface Programs {
  residual: Program
  update: Program
}

const addShader = (
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  { type, source }: { type: GLenum; source: string },
): void => {
  const shader = gl.createShader(type)
  checkContext(gl)
  if (shader === null) throw new Error('WebGL makes no shader')
  gl.shaderSource(shader, source)
  gl.compileShader(shader)
  gl.attachShader(program, shader)
  // It lives on as part of the program.
  gl.deleteShader(shader)
}

const makeProgram = (gl: WebGL2RenderingContext, fragmentSource: string): Program => {
  const program = gl.createProgram()
  addShader(gl, program, { type: gl.VERTEX_SHADER, source: VERTEX_SOURCE })
  addShader(gl, program, { type: gl.FRAGMENT_SHADER, source: fragmentSource })
  gl.linkProgram(program)
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) {
    const reasons = gl.getAttachedShaders(program)?.map((shader) => gl.getShaderInfoLog(shader))
    gl.deleteProgram(program)
    checkContext(gl)
    throw new Error(`WebGL refuses a program: ${reasons?.join(' ') ?? 'no reason given'}`)
  }
  gl.useProgram(program)
  for (const [name, unit] of Object.entries(SAMPLER_UNITS)) {
    gl.uniform1i(gl.getUniformLocation(program, name), unit)
  }
  return { program, widths: gl.getUniformLocation(program, 'widths') }
}

/** Compiled once for each context and number of tasks. */
const compiled = new WeakMap<WebGL2RenderingContext, Map<number, Programs>>()

const programsOf = (gl: WebGL2RenderingContext, taskCount: number): Programs => {
  const known = compiled.get(gl) ?? new Map<number, Programs>()
  compiled.set(gl, known)
  const found = known.get(taskCount) ?? {
    residual: makeProgram(gl, residualSource(taskCount)),
    update: makeProgram(gl, updateSource(taskCount)),
  }
  known.set(taskCount, found)
  return found
}

/** A framebuffer that draws into the texture. */
const targetOf = (gl: WebGL2RenderingContext, texture: WebGLTexture): WebGLFramebuffer => {
  const framebuffer = gl.createFramebuffer()
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
  return framebuffer
}

const prepare = (
  gl: WebGL2RenderingContext,
  { residual, update }: Programs,
  layout: BatchLayout,
): void => {
  const { columns, firstColumns, weightTile, residualTile } = layout
  for (const { program, widths } of [residual, update]) {
    gl.useProgram(program)
    gl.uniform3i(widths, weightTile.width, columns, firstColumns)
  }
  // Large enough for both draws; what lies outside of a texture is not drawn.
  const [weights, residuals] = [textureOf(layout, weightTile), textureOf(layout, residualTile)]
  gl.viewport(
    0,
    0,
    Math.max(weights.width, residuals.width),
    Math.max(weights.height, residuals.height),
  )
  // The corners come from their numbers, so no attribute may be read.
  gl.bindVertexArray(null)
  gl.disable(gl.SCISSOR_TEST)
}

const bind = (gl: WebGL2RenderingContext, textures: StepTextures): void => {
  for (const name of ['inputs', 'targets', 'residuals', 'settings'] as const) {
    gl.activeTexture(gl.TEXTURE0 + SAMPLER_UNITS[name])
    gl.bindTexture(gl.TEXTURE_2D, textures[name])
  }
  gl.activeTexture(gl.TEXTURE0 + SAMPLER_UNITS.weights)
}

/** Queues the steps; the weights after the last one are in `next[(steps − 1) mod 2]`. */
export const queueSteps = (
  gl: WebGL2RenderingContext,
  textures: StepTextures,
  { layout, steps }: { layout: BatchLayout; steps: number },
): void => {
  const { next, residuals, weights } = textures
  const programs = programsOf(gl, layout.taskCount)
  const residualTarget = targetOf(gl, residuals)
  const targets = [targetOf(gl, next[0]), targetOf(gl, next[1])] as const
  prepare(gl, programs, layout)
  bind(gl, textures)
  const draw = (target: WebGLFramebuffer, { program }: Program): void => {
    gl.bindFramebuffer(gl.FRAMEBUFFER, target)
    gl.useProgram(program)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
  }
  gl.bindTexture(gl.TEXTURE_2D, weights)
  for (let step = 0; step < steps; step += 1) {
    const isEven = step % 2 === 0
    draw(residualTarget, programs.residual)
    draw(isEven ? targets[0] : targets[1], programs.update)
    gl.bindTexture(gl.TEXTURE_2D, isEven ? next[0] : next[1])
  }
  for (const target of [residualTarget, ...targets]) gl.deleteFramebuffer(target)
  gl.enable(gl.SCISSOR_TEST)
}
