/**
 * The two programs of a training step of diagonal networks, on textures laid out as in
 * webglLayout.ts and webglTexels.ts. Sizes are uniforms and settings a texture, so each program is
 * compiled once for one task and once for two.
 *
 * Loops are unrolled over the folds of the layout: a compiler of software rendering does not, and
 * the sums keep their order.
 */
import { FEATURE_FOLD } from './webglLayout.ts'
import { GROUP_FOLD } from './webglRows.ts'
import { headerSource, repeat, tileSource, type ProgramNames } from './webglShaders.ts'

/** `width` is that of a tile of weights or inputs; columns are those of webglRows.ts. */
export const DIAGONAL_NAMES: ProgramNames = {
  samplers: ['weights', 'inputs', 'targets', 'residuals', 'settings'],
  sizes: ['width', 'columns', 'firstColumns'],
}

const HEADER = `${headerSource(DIAGONAL_NAMES)}
  const ivec2 SECOND = ivec2(0, ${FEATURE_FOLD});`

const tilesSource = (taskCount: number, ownTile: 'weightTile' | 'residualTile'): string => `
    ivec2 weightTile = ivec2(width, ${FEATURE_FOLD * taskCount});
    ivec2 inputTile = ivec2(width, ${FEATURE_FOLD * GROUP_FOLD} * columns);
    ivec2 residualTile = ivec2(columns, ${GROUP_FOLD});
    ${tileSource(ownTile)}`

const readoutSource = (taskCount: number): string =>
  taskCount === 1
    ? 'first.zw'
    : '(inTile.x < firstColumns ? first.zw : texelFetch(weights, feature + SECOND, 0).xy)'

/** r = Xβ − y for four rows at a time: one texel of output for each group of rows. */
export const residualSource = (taskCount: number): string => `${HEADER}
  void main() {
    ${tilesSource(taskCount, 'residualTile')}
    int group = ${GROUP_FOLD} * inTile.x + inTile.y;
    ivec2 feature = tile * weightTile;
    ivec2 row = tile * inputTile + ivec2(0, ${FEATURE_FOLD} * group);
    vec4 residual = -texelFetch(targets, texel, 0);
    vec4 first;
    vec2 readout;
    for (int x = 0; x < width; x++) {
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
    ivec2 secondRow = row + ivec2(0, ${FEATURE_FOLD * GROUP_FOLD} * firstColumns);
    float secondForce =
      scaledForce(setting.x, secondRow, ivec2(middle, group.y), group.x + columns);
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
    ${tilesSource(taskCount, 'weightTile')}
    bool isFirst = inTile.y < ${FEATURE_FOLD};
    if (!isFirst) inTile -= SECOND;
    ivec2 feature = tile * weightTile + inTile;
    ivec2 row = tile * inputTile + inTile;
    ivec2 group = tile * residualTile;
    int middle = group.x + firstColumns;
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
