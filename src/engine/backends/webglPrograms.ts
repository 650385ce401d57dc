/**
 * The two programs of a training step, on textures laid out as in webglLayout.ts and
 * webglTexels.ts. Each draw does its part of the step for all models of a batch: a fragment belongs
 * to the model in whose tile it lies. Sizes are a uniform and settings a texture, so each program is
 * compiled once for one task and once for two.
 *
 * Loops are unrolled over the folds of the layout: a compiler of software rendering does not, and
 * the sums keep their order.
 */
import { FEATURE_FOLD, GROUP_FOLD } from './webglLayout.ts'

/** One triangle that covers everything, counter-clockwise. */
export const VERTEX_SOURCE = `#version 300 es
  void main() {
    gl_Position = vec4(vec2(gl_VertexID == 1, gl_VertexID == 2) * 4.0 - 1.0, 0.0, 1.0);
  }`

/** Which texture each sampler reads, and the texture unit where it finds it. */
export const SAMPLER_UNITS = {
  weights: 0,
  inputs: 1,
  targets: 2,
  residuals: 3,
  settings: 4,
} as const

/** What both programs begin with; of the samplers each uses its own. */
const HEADER = `#version 300 es
  precision highp float;
  precision highp int;
  precision highp sampler2D;
  ${Object.keys(SAMPLER_UNITS)
    .map((name) => `uniform sampler2D ${name};`)
    .join('\n  ')}
  // Width of a tile of weights or inputs; of a tile of residuals, and its part of the first task.
  uniform ivec3 widths;
  out vec4 result;
  const ivec2 SECOND = ivec2(0, ${FEATURE_FOLD});`

/** The source `count` times: without a loop, and without what a loop costs. */
const repeat = (count: number, source: string): string => Array<string>(count).fill(source).join('')

/**
 * The tile of this fragment. The quotient is exact: a fragment's centre is half a texel from the
 * next tile, far more than the rounding of a number as small as a texture is wide.
 */
const tileSource = (taskCount: number, ownTile: 'weightTile' | 'residualTile'): string => `
    ivec2 weightTile = ivec2(widths.x, ${FEATURE_FOLD * taskCount});
    ivec2 inputTile = ivec2(widths.x, ${FEATURE_FOLD * GROUP_FOLD} * widths.y);
    ivec2 residualTile = ivec2(widths.y, ${GROUP_FOLD});
    ivec2 texel = ivec2(gl_FragCoord.xy);
    ivec2 tile = ivec2(gl_FragCoord.xy / vec2(${ownTile}));
    ivec2 inTile = texel - tile * ${ownTile};`

const readoutSource = (taskCount: number): string =>
  taskCount === 1
    ? 'first.zw'
    : '(inTile.x < widths.z ? first.zw : texelFetch(weights, feature + SECOND, 0).xy)'

/** r = Xβ − y for four rows at a time: one texel of output for each group of rows. */
export const residualSource = (taskCount: number): string => `${HEADER}
  void main() {
    ${tileSource(taskCount, 'residualTile')}
    int group = ${GROUP_FOLD} * inTile.x + inTile.y;
    ivec2 feature = tile * weightTile;
    ivec2 row = tile * inputTile + ivec2(0, ${FEATURE_FOLD} * group);
    vec4 residual = -texelFetch(targets, texel, 0);
    vec4 first;
    vec2 readout;
    for (int x = 0; x < widths.x; x++) {
      ${repeat(
        FEATURE_FOLD,
        `
      first = texelFetch(weights, feature, 0);
      readout = ${readoutSource(taskCount)};
      residual += (first.x * readout.x - first.y * readout.y) * texelFetch(inputs, row, 0);
      feature.y++;
      row.y++;`,
      )}
      feature += ivec2(1, -${FEATURE_FOLD});
      row += ivec2(1, -${FEATURE_FOLD});
    }
    result = residual;
  }`

/** Of two tasks, the second readout's share of the update; its own texels end here. */
const secondSource = (taskCount: number): string =>
  taskCount === 1
    ? ''
    : `
    ivec2 secondRow = row + ivec2(0, ${FEATURE_FOLD * GROUP_FOLD} * widths.z);
    float secondForce =
      scaledForce(setting.x, secondRow, ivec2(middle, group.y), group.x + widths.y);
    vec2 second = texelFetch(weights, feature + SECOND, 0).xy;
    if (!isFirst) {
      result = vec4(second + readoutChange(secondForce, setting.y, first.xy, second), 0.0, 0.0);
      return;
    }
    pull += secondForce * second;`

/** The weights after one step: one texel of output for each feature and task. */
export const updateSource = (taskCount: number): string => `${HEADER}
  // eta * g of one feature in a task, from its inputs and residuals up to the column 'end'.
  float scaledForce(float rate, ivec2 row, ivec2 group, int end) {
    vec4 sum = vec4(0.0);
    for (; group.x < end; group.x++) {
      ${repeat(
        GROUP_FOLD,
        `
      sum += texelFetch(residuals, group, 0) * texelFetch(inputs, row, 0);
      group.y++;
      row.y += ${FEATURE_FOLD};`,
      )}
      group.y -= ${GROUP_FOLD};
    }
    return rate * (sum.x + sum.y + sum.z + sum.w);
  }

  // The change of a readout (v+, v-) under a force.
  vec2 readoutChange(float force, float decay, vec2 firstLayer, vec2 readout) {
    return force * vec2(-firstLayer.x, firstLayer.y) - decay * readout;
  }

  void main() {
    ${tileSource(taskCount, 'weightTile')}
    bool isFirst = inTile.y < ${FEATURE_FOLD};
    if (!isFirst) inTile -= SECOND;
    ivec2 feature = tile * weightTile + inTile;
    ivec2 row = tile * inputTile + inTile;
    ivec2 group = tile * residualTile;
    int middle = group.x + widths.z;
    // 2 eta / N, eta * lambda, whether the first layer is trained.
    vec4 setting = texelFetch(settings, tile, 0);
    // A model that stands still keeps its bits; its residuals may have overflowed.
    if (setting.x == 0.0) {
      result = texelFetch(weights, texel, 0);
      return;
    }
    vec4 first = texelFetch(weights, feature, 0);
    vec2 pull = vec2(0.0);
    ${secondSource(taskCount)}
    float force = scaledForce(setting.x, row, group, middle);
    pull += force * first.zw;
    vec2 change = setting.z == 1.0
      ? vec2(-pull.x, pull.y) - setting.y * first.xy
      : vec2(0.0);
    result = first + vec4(change, readoutChange(force, setting.y, first.xy, first.zw));
  }`
