/**
 * The two fragment programs of a training step, on textures laid out as in webglTexels.ts. Sizes
 * and settings are uniforms, so each program is compiled once for one task and once for two.
 */
import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/base.js'

/** A program and the values of its uniforms, in the order tfjs wants them. */
export interface Draw {
  program: GPGPUProgram
  uniforms: number[][]
}

export interface Sizes {
  /** D */
  inputDim: number
  /** Groups of four rows of the first task, and of all tasks. */
  firstGroups: number
  groups: number
  /** T, 1 or 2. */
  taskCount: number
}

export interface StepSettings {
  /** 2η/N */
  rate: number
  /** ηλ */
  decay: number
  trainFirstLayer: boolean
}

const PACKED = { packedInputs: true, packedOutput: true, enableShapeUniforms: true }

/** β_d of the task to which the group of rows `group` belongs. */
const readoutSource = (taskCount: number): string =>
  taskCount === 1
    ? 'first.zw'
    : '(group < firstGroups ? first.zw : texelFetch(W, ivec2(d, 1), 0).xy)'

/** r = Xβ − y for four rows at a time: one texel of output for each group of rows. */
export const residualDraw = (sizes: Sizes): Draw => ({
  program: {
    ...PACKED,
    variableNames: ['W', 'X', 'Y'],
    outputShape: [2, 2 * sizes.groups],
    customUniforms: [
      { name: 'inputDim', type: 'int' },
      { name: 'firstGroups', type: 'int' },
    ],
    userCode: `
      void main() {
        int group = int(gl_FragCoord.x);
        vec4 residual = -texelFetch(Y, ivec2(group, 0), 0);
        for (int d = 0; d < inputDim; d++) {
          vec4 first = texelFetch(W, ivec2(d, 0), 0);
          vec2 readout = ${readoutSource(sizes.taskCount)};
          float beta = first.x * readout.x - first.y * readout.y;
          residual += beta * texelFetch(X, ivec2(d, group), 0);
        }
        setOutput(residual);
      }`,
  },
  uniforms: [[sizes.inputDim], [sizes.firstGroups]],
})

const updateCode = (taskCount: number): string => `
  // eta * g_d of the task whose groups of rows are [start, end).
  float scaledForce(int d, int start, int end) {
    vec4 sum = vec4(0.0);
    for (int group = start; group < end; group++) {
      sum += texelFetch(R, ivec2(group, 0), 0) * texelFetch(X, ivec2(d, group), 0);
    }
    return rate * (sum.x + sum.y + sum.z + sum.w);
  }

  // The change of a readout (v+, v-) under a force.
  vec2 readoutChange(float force, vec2 firstLayer, vec2 readout) {
    return force * vec2(-firstLayer.x, firstLayer.y) - decay * readout;
  }

  void main() {
    ivec2 texel = ivec2(gl_FragCoord.xy);
    int d = texel.x;
    vec4 first = texelFetch(W, ivec2(d, 0), 0);
    vec2 pull = vec2(0.0);
    ${
      taskCount === 1
        ? ''
        : `
    vec2 second = texelFetch(W, ivec2(d, 1), 0).xy;
    float secondForce = scaledForce(d, firstGroups, groups);
    if (texel.y == 1) {
      setOutput(vec4(second + readoutChange(secondForce, first.xy, second), 0.0, 0.0));
      return;
    }
    pull += secondForce * second;`
    }
    float force = scaledForce(d, 0, firstGroups);
    pull += force * first.zw;
    vec2 change = trainFirstLayer == 1
      ? vec2(-pull.x, pull.y) - decay * first.xy
      : vec2(0.0);
    setOutput(first + vec4(change, readoutChange(force, first.xy, first.zw)));
  }`

/** The weights after one step, from the weights W before, the inputs X and the residuals R. */
export const updateDraw = (sizes: Sizes, settings: StepSettings): Draw => ({
  program: {
    ...PACKED,
    variableNames: ['W', 'X', 'R'],
    outputShape: [2 * sizes.taskCount, 2 * sizes.inputDim],
    customUniforms: [
      { name: 'firstGroups', type: 'int' },
      { name: 'groups', type: 'int' },
      { name: 'trainFirstLayer', type: 'int' },
      { name: 'rate', type: 'float' },
      { name: 'decay', type: 'float' },
    ],
    userCode: updateCode(sizes.taskCount),
  },
  uniforms: [
    [sizes.firstGroups],
    [sizes.groups],
    [settings.trainFirstLayer ? 1 : 0],
    [settings.rate],
    [settings.decay],
  ],
})
