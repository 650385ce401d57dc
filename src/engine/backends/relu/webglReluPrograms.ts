/**
 * The four programs of a training step of ReLU networks, on textures laid out as in
 * webglReluLayout.ts. With U units, G groups of four rows and S slices, a step reads about
 * U·G/16·(5D + 1), U·G/16, U·G·D/16·3 and U/4·2D·(S + 1) texels in them.
 *
 * 1. Activations: for four rows and the 16 units of a block, which units are on, as the bits of a
 *    number below 2¹⁶, and what the block adds to the outputs. A unit is on unless w·x ≤ 0.
 * 2. Residuals.
 * 3. Forces: Σ r x over the rows of a slice where a unit is on: G without its factor 2/N.
 * 4. Update; ∂v_h = w_h·G_h, so activations need not be kept.
 *
 * A choice between two values instead of a product with 0 keeps numbers that have overflowed from
 * rows on which a unit is off.
 */
import { GROUP_FOLD } from '../webglRows.ts'
import { headerSource, tileSource, type ProgramNames } from '../webglShaders.ts'
import { BLOCK_QUADS, QUAD, SLICE_COLUMNS } from './webglReluLayout.ts'

const count = (length: number): number[] => Array.from({ length }, (_, index) => index)

const UNITS = count(BLOCK_QUADS).flatMap((quad) =>
  count(QUAD).map((channel) => ({ quad, channel, unit: quad * QUAD + channel })),
)
type BlockUnit = (typeof UNITS)[number]

/** The source for each of the 16 units of a block. */
const eachUnit = (source: (unit: BlockUnit) => string): string => UNITS.map(source).join('\n    ')
const eachQuad = (source: (quad: number) => string): string =>
  count(BLOCK_QUADS).map(source).join('\n    ')

/** The textures of forces, one for each quad of a block. */
export const FORCES = count(BLOCK_QUADS).map((quad) => `forces${quad}`)

export const RELU_NAMES: ProgramNames = {
  samplers: [
    ...(['weights', 'inputs', 'targets', 'settings'] as const),
    ...['switches', 'shares', 'residuals', ...FORCES],
  ],
  sizes: ['inputDim', 'blocks', 'columns', 'firstColumns', 'slices', 'firstSlices'],
}

const CHANNEL = 'xyzw'

const tilesSource = (
  taskCount: number,
  ownTile: 'weightTile' | 'residualTile' | 'blockTile' | 'forceTile',
): string => `
    ivec2 weightTile = ivec2(${BLOCK_QUADS} * blocks, inputDim + ${taskCount});
    ivec2 inputTile = ivec2(${GROUP_FOLD} * columns, inputDim);
    ivec2 residualTile = ivec2(columns, ${GROUP_FOLD});
    ivec2 blockTile = ivec2(${GROUP_FOLD} * columns, blocks);
    ivec2 forceTile = ivec2(blocks, slices * inputDim);
    ${tileSource(ownTile)}`

/** Which units of a block are on, and their share in the outputs: a texel for each group of rows. */
export const activationSource = (
  taskCount: number,
): string => `${headerSource(RELU_NAMES, ['switched', 'share'])}
  const vec4 ZERO = vec4(0.0);

  void add(vec4 activation, float readout, float bit) {
    bvec4 isOn = not(lessThanEqual(activation, ZERO));
    switched += mix(ZERO, vec4(bit), isOn);
    share += readout * mix(ZERO, activation, isOn);
  }

  void main() {
    ${tilesSource(taskCount, 'blockTile')}
    ivec2 row = tile * inputTile + ivec2(inTile.x, 0);
    ivec2 quad = tile * weightTile + ivec2(${BLOCK_QUADS} * inTile.y, 0);
    ${eachUnit(({ unit }) => `vec4 sum${unit} = ZERO;`)}
    ${eachQuad((quad) => `vec4 own${quad};`)}
    for (int d = 0; d < inputDim; d++) {
      vec4 x = texelFetch(inputs, row, 0);
      ${eachQuad((quad) => `own${quad} = texelFetch(weights, quad + ivec2(${quad}, 0), 0);`)}
      ${eachUnit(({ unit, quad, channel }) => `sum${unit} += own${quad}.${CHANNEL.charAt(channel)} * x;`)}
      row.y++;
      quad.y++;
    }
    ${taskCount === 1 ? '' : `if (inTile.x >= ${GROUP_FOLD} * firstColumns) quad.y++;`}
    ${eachQuad((quad) => `own${quad} = texelFetch(weights, quad + ivec2(${quad}, 0), 0);`)}
    switched = ZERO;
    share = ZERO;
    ${eachUnit(({ unit, quad, channel }) => `add(sum${unit}, own${quad}.${CHANNEL.charAt(channel)}, ${2 ** unit}.0);`)}
  }`

/** r = f(x) − y for four rows at a time. */
export const reluResidualSource = (taskCount: number): string => `${headerSource(RELU_NAMES)}
  void main() {
    ${tilesSource(taskCount, 'residualTile')}
    ivec2 place = tile * blockTile + ivec2(${GROUP_FOLD} * inTile.x + inTile.y, 0);
    vec4 residual = -texelFetch(targets, texel, 0);
    for (int block = 0; block < blocks; block++) {
      residual += texelFetch(shares, place, 0);
      place.y++;
    }
    result = residual;
  }`

/** Of two tasks, the second begins with a slice of its own. */
const sliceSource = (taskCount: number): string =>
  taskCount === 1
    ? ''
    : `
    if (slice >= firstSlices) {
      begin = firstColumns + ${SLICE_COLUMNS} * (slice - firstSlices);
      end = columns;
    }`

/** Forces of a block along one input, from the rows of one slice: a texel for each quad. */
export const forceSource = (
  taskCount: number,
): string => `${headerSource(RELU_NAMES, ['quad0', 'quad1', 'quad2', 'quad3'])}
  // Of four rows, the sum of the values of those whose switch has this bit.
  float sumOfOn(vec4 values, ivec4 switched, int bit) {
    vec4 own = mix(vec4(0.0), values, notEqual(switched & bit, ivec4(0)));
    return (own.x + own.y) + (own.z + own.w);
  }

  void main() {
    ${tilesSource(taskCount, 'forceTile')}
    int slice = inTile.y / inputDim;
    int begin = ${SLICE_COLUMNS} * slice;
    int end = firstColumns;
    ${sliceSource(taskCount)}
    end = ${GROUP_FOLD} * min(begin + ${SLICE_COLUMNS}, end);
    ivec2 row = tile * inputTile + ivec2(0, inTile.y - slice * inputDim);
    ivec2 place = tile * blockTile + ivec2(0, inTile.x);
    ivec2 residual = tile * residualTile;
    ${eachQuad((quad) => `vec4 sum${quad} = vec4(0.0);`)}
    for (int group = ${GROUP_FOLD} * begin; group < end; group++) {
      ivec2 inColumn = ivec2(group / ${GROUP_FOLD}, group % ${GROUP_FOLD});
      ivec2 across = ivec2(group, 0);
      vec4 pull =
        texelFetch(residuals, residual + inColumn, 0) * texelFetch(inputs, row + across, 0);
      ivec4 switched = ivec4(texelFetch(switches, place + across, 0));
      ${eachUnit(({ unit, quad, channel }) => `sum${quad}.${CHANNEL.charAt(channel)} += sumOfOn(pull, switched, ${2 ** unit});`)}
    }
    ${eachQuad((quad) => `quad${quad} = sum${quad};`)}
  }`

/** v·G of the second of two tasks, too, pulls at w. */
const secondPull = (taskCount: number): string =>
  taskCount === 1
    ? ''
    : `
      pull += texelFetch(weights, corner + ivec2(0, inputDim + 1), 0)
        * forceAt(force, quad, ivec2(firstSlices, slices));`

/** The weights after one step: a texel for each quad of units and each input or readout. */
export const reluUpdateSource = (taskCount: number): string => `${headerSource(RELU_NAMES)}
  vec4 shareAt(ivec2 place, int quad) {
    ${eachQuad((quad) => `if (quad == ${quad}) return texelFetch(${FORCES[quad] ?? ''}, place, 0);`)}
    return vec4(0.0);
  }

  // The force on a quad along one input, summed over slices; 'place' is that of slice 0.
  vec4 forceAt(ivec2 place, int quad, ivec2 ownSlices) {
    vec4 sum = vec4(0.0);
    for (int slice = ownSlices.x; slice < ownSlices.y; slice++) {
      sum += shareAt(place + ivec2(0, slice * inputDim), quad);
    }
    return sum;
  }

  void main() {
    ${tilesSource(taskCount, 'weightTile')}
    vec4 own = texelFetch(weights, texel, 0);
    // 2 eta / N, eta * lambda, whether the first layer is trained.
    vec4 setting = texelFetch(settings, tile, 0);
    bool isReadout = inTile.y >= inputDim;
    // A model that stands still keeps its bits; its residuals may have overflowed.
    if (setting.x == 0.0 || (setting.z != 1.0 && !isReadout)) {
      result = own;
      return;
    }
    int block = inTile.x / ${BLOCK_QUADS};
    int quad = inTile.x - ${BLOCK_QUADS} * block;
    ivec2 force = tile * forceTile + ivec2(block, 0);
    ivec2 corner = ivec2(texel.x, tile.y * weightTile.y);
    vec4 pull = vec4(0.0);
    if (isReadout) {
      ivec2 ownSlices = inTile.y == inputDim ? ivec2(0, firstSlices) : ivec2(firstSlices, slices);
      for (int d = 0; d < inputDim; d++) {
        pull += texelFetch(weights, corner, 0) * forceAt(force, quad, ownSlices);
        corner.y++;
        force.y++;
      }
    } else {
      force.y += inTile.y;
      pull = texelFetch(weights, corner + ivec2(0, inputDim), 0)
        * forceAt(force, quad, ivec2(0, firstSlices));
      ${secondPull(taskCount)}
    }
    result = own - (setting.x * pull + setting.y * own);
  }`
