/**
 * Programs of a training step: what their texts have in common, and their compilation. A fragment
 * belongs to the model in whose tile it lies, so that each draw does its part of the step for all
 * models of a batch.
 */
import { checkContext } from './webglContext.ts'

/** The names by which a set of programs knows what it is given. */
export interface ProgramNames {
  /** Textures, each with the texture unit of its place here; `weights` is the first. */
  samplers: readonly ['weights', ...string[]]
  /** Whole numbers that are the same for all fragments: sizes of tiles and their parts. */
  sizes: readonly string[]
}

/** One triangle that covers everything, counter-clockwise. */
const VERTEX_SOURCE = `#version 300 es
  void main() {
    gl_Position = vec4(vec2(gl_VertexID == 1, gl_VertexID == 2) * 4.0 - 1.0, 0.0, 1.0);
  }`

const lines = (parts: readonly string[]): string => parts.join('\n  ')

/** What every program begins with; of samplers and sizes each uses its own. */
export const headerSource = (
  { samplers, sizes }: ProgramNames,
  outputs: readonly string[] = ['result'],
): string => `#version 300 es
  precision highp float;
  precision highp int;
  precision highp sampler2D;
  ${lines(samplers.map((name) => `uniform sampler2D ${name};`))}
  ${lines(sizes.map((name) => `uniform int ${name};`))}
  ${lines(outputs.map((name, place) => `layout(location = ${place}) out vec4 ${name};`))}`

/**
 * The texel of this fragment, its tile, and its place in it. The quotient is exact: a fragment's
 * centre is half a texel from the next tile, far more than the rounding of a number as small as a
 * texture is wide.
 */
export const tileSource = (ownTile: string): string => `
    ivec2 texel = ivec2(gl_FragCoord.xy);
    ivec2 tile = ivec2(gl_FragCoord.xy / vec2(${ownTile}));
    ivec2 inTile = texel - tile * ${ownTile};`

/** The source `count` times: without a loop, and without what a loop costs. */
export const repeat = (count: number, source: string): string =>
  Array<string>(count).fill(source).join('')

export interface Program {
  program: WebGLProgram
  sizes: ReadonlyMap<string, WebGLUniformLocation | null>
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

const makeProgram = (
  gl: WebGL2RenderingContext,
  fragmentSource: string,
  { samplers, sizes }: ProgramNames,
): Program => {
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
  samplers.forEach((name, unit) => gl.uniform1i(gl.getUniformLocation(program, name), unit))
  return {
    program,
    sizes: new Map(sizes.map((name) => [name, gl.getUniformLocation(program, name)])),
  }
}

/** Compiled once for each context and text. */
const compiled = new WeakMap<WebGL2RenderingContext, Map<string, Program>>()

/** The program of this text, which was made with these names. */
export const programOf = (
  gl: WebGL2RenderingContext,
  fragmentSource: string,
  names: ProgramNames,
): Program => {
  const known = compiled.get(gl) ?? new Map<string, Program>()
  compiled.set(gl, known)
  const program = known.get(fragmentSource) ?? makeProgram(gl, fragmentSource, names)
  known.set(fragmentSource, program)
  return program
}
