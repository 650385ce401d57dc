/**
 * The WebGPU kernel: many steps of one model in one workgroup. The weights stay in the registers of
 * the invocations that own them (webgpuLayout.ts); workgroup memory carries β to the residuals and
 * the residuals to the gradients. A step has three barriers, and two more for each further tile.
 *
 * Made for a number of tasks, and of features that an invocation owns; all other sizes are read
 * from `plan`, so that another number of rows needs no other program.
 */
import { GROUP_ROWS, LANES, ROUNDS_AT_ONCE, type Layout } from './webgpuLayout.ts'

type Shape = Pick<Layout, 'taskCount' | 'width' | 'slots' | 'tileFeatures'>

/** Fields of `plan`, in their order; all u32. */
const PLAN_FIELDS = [
  'firstModel',
  'steps',
  'groups',
  'firstGroups',
  'groupsOfBlock',
  'blocks',
  'chunks',
  'tileRounds',
  'blockRounds',
] as const

export type Plan = Record<(typeof PLAN_FIELDS)[number], number>

/** Size of `plan`, in u32: a multiple of 16 bytes. */
const PLAN_LENGTH = 12

export const planNumbers = (plan: Plan): Uint32Array<ArrayBuffer> => {
  const numbers = new Uint32Array(PLAN_LENGTH)
  PLAN_FIELDS.forEach((field, index) => {
    numbers[index] = plan[field]
  })
  return numbers
}

const count = (length: number): number[] => Array.from({ length }, (_, index) => index)
const lines = (parts: readonly string[]): string => parts.join('\n')

/** Names of an invocation's registers: vectors in the order of the weights, then slots. */
const weightName = (vector: number, slot: number): string => `weight${vector}_${slot}`
const gradientName = (task: number, slot: number): string => `gradient${task}_${slot}`

const eachWeight = ({ taskCount, slots }: Shape, text: (vector: number, slot: number) => string) =>
  lines(
    count(2 + 2 * taskCount).flatMap((vector) => count(slots).map((slot) => text(vector, slot))),
  )

const eachGradient = ({ taskCount, slots }: Shape, text: (task: number, slot: number) => string) =>
  lines(count(taskCount).flatMap((task) => count(slots).map((slot) => text(task, slot))))

/** Where a weight lies, in units of `Features`. */
const weightAt = ({ slots }: Shape, vector: number, slot: number): string =>
  `weights[firstWeight + ${(vector * slots + slot) * LANES}]`

/** The owner's β of one slot into the tile that begins with slot `first`. */
const placeBeta = (shape: Shape, slot: number, first: number): string => {
  const { taskCount, width, tileFeatures } = shape
  return lines(
    count(taskCount).flatMap((task) => {
      const start = task * tileFeatures + (slot - first) * LANES * width
      const [plus, minus] = [2 + 2 * task, 3 + 2 * task].map((vector) => weightName(vector, slot))
      return [
        `{
          let own = ${weightName(0, slot)} * ${plus} - ${weightName(1, slot)} * ${minus};`,
        ...count(width).map((part) => {
          const value = width === 1 ? 'own' : `own[${part}]`
          return `betas[${start + part} + lane * ${width}] = ${value};`
        }),
        '}',
      ]
    }),
  )
}

/** Slots of each tile. */
const tilesOf = ({ slots, width, tileFeatures }: Shape): number[][] => {
  const slotsOfTile = tileFeatures / (LANES * width)
  return count(Math.ceil(slots / slotsOfTile)).map((tile) =>
    count(Math.min(slotsOfTile, slots - tile * slotsOfTile)).map(
      (slot) => tile * slotsOfTile + slot,
    ),
  )
}

const placeTile = (shape: Shape, tile: readonly number[]): string =>
  lines([...tile.map((slot) => placeBeta(shape, slot, tile[0] ?? 0)), 'workgroupBarrier();'])

/** Adds one tile's features to the sums of the residuals. */
const sumTile = (tile: number, tiles: number): string => {
  const end = tile === tiles - 1 ? 'plan.blockRounds' : `${tile + 1} * plan.tileRounds`
  return `
      beta = firstBeta;
      for (var round = ${tile} * plan.tileRounds; round < ${end}; round += ${ROUNDS_AT_ONCE}) {
        ${lines(
          count(ROUNDS_AT_ONCE).map(
            (ahead) => `let inputs${ahead} = columns[column + ${ahead} * roundStride];`,
          ),
        )}
        sum += ${count(ROUNDS_AT_ONCE)
          .map((ahead) => `inputs${ahead} * betas[beta + ${ahead} * plan.chunks]`)
          .join(' + ')};
        column += ${ROUNDS_AT_ONCE} * roundStride;
        beta += ${ROUNDS_AT_ONCE} * plan.chunks;
      }`
}

/** The sums of a block's residuals; with several tiles, β changes its place between them. */
const sumTiles = (shape: Shape): string => {
  const tiles = tilesOf(shape)
  if (tiles.length === 1) return sumTile(0, 1)
  return lines(
    tiles.map((tile, index) =>
      lines(['workgroupBarrier();', placeTile(shape, tile), sumTile(index, tiles.length)]),
    ),
  )
}

/** Adds a block's rows of one task to its gradients. */
const addGradients = (shape: Shape, task: number): string => {
  const { taskCount, slots } = shape
  const start = task === 0 ? 'blockStart' : 'max(blockStart, plan.firstGroups)'
  const end = task === taskCount - 1 ? 'blockEnd' : 'min(blockEnd, plan.firstGroups)'
  const row = slots * LANES
  return `
      for (var group = ${start}; group < ${end}; group++) {
        let residual = residuals[group - blockStart];
        let place = firstRow + group * ${GROUP_ROWS * row};
        ${lines(
          count(slots).map((slot) => {
            const terms = count(GROUP_ROWS).map(
              (inGroup) => `residual[${inGroup}] * rows[place + ${inGroup * row + slot * LANES}]`,
            )
            return `${gradientName(task, slot)} += ${terms.join(' + ')};`
          }),
        )}
      }`
}

/** One slot's weights take their step; w last, since all others need it as it was. */
const updateSlot = ({ taskCount }: Shape, slot: number): string => {
  const [wPlus, wMinus] = [weightName(0, slot), weightName(1, slot)]
  const forces = count(taskCount).map((task) => {
    const gradient = gradientName(task, slot)
    const [vPlus, vMinus] = [weightName(2 + 2 * task, slot), weightName(3 + 2 * task, slot)]
    return `
      plusForce += ${gradient} * ${vPlus};
      minusForce += ${gradient} * ${vMinus};
      ${vPlus} -= decay * ${vPlus} + ${gradient} * ${wPlus};
      ${vMinus} -= decay * ${vMinus} - ${gradient} * ${wMinus};`
  })
  return `
    {
      var plusForce = Features();
      var minusForce = Features();
      ${lines(forces)}
      if (trainsFirstLayer) {
        ${wPlus} -= decay * ${wPlus} + plusForce;
        ${wMinus} -= decay * ${wMinus} - minusForce;
      }
    }`
}

const declarations = ({ width, taskCount, tileFeatures }: Shape): string => `
alias Features = ${width === 1 ? 'f32' : `vec${width}f`};

struct Plan { ${PLAN_FIELDS.map((field) => `${field}: u32`).join(', ')} }

@group(0) @binding(0) var<uniform> plan: Plan;
// Of each model: 2η/N, ηλ, and 1 where the first layer is trained.
@group(0) @binding(1) var<storage, read> settings: array<vec4f>;
@group(0) @binding(2) var<storage, read> columns: array<vec4f>;
@group(0) @binding(3) var<storage, read> rows: array<Features>;
@group(0) @binding(4) var<storage, read> targets: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> weights: array<Features>;

var<workgroup> betas: array<f32, ${taskCount * tileFeatures}>;
var<workgroup> partialSums: array<vec4f, ${LANES}>;
// Times 2η/N.
var<workgroup> residuals: array<vec4f, ${LANES}>;
`

/** What an invocation knows before the first step. */
const preparation = (shape: Shape): string => `
  let model = plan.firstModel + workgroupId.x;
  let setting = settings[model];
  let rate = setting.x;
  let decay = setting.y;
  let trainsFirstLayer = setting.z != 0.0;
  let groupInBlock = lane % plan.groupsOfBlock;
  // Invocations beyond the last chunk do as the last one does; what they sum is not used.
  let chunk = min(lane / plan.groupsOfBlock, plan.chunks - 1);
  let roundStride = plan.groupsOfBlock * plan.chunks;
  let firstColumn = model * plan.blocks * plan.blockRounds * roundStride
    + chunk * plan.groupsOfBlock + groupInBlock;
  let firstRow = model * plan.groups * ${GROUP_ROWS * shape.slots * LANES} + lane;
  let firstTarget = model * plan.blocks * plan.groupsOfBlock + groupInBlock;
  let firstWeight = model * ${(2 + 2 * shape.taskCount) * shape.slots * LANES} + lane;`

const residualsOfBlock = (shape: Shape): string => `
      let blockStart = block * plan.groupsOfBlock;
      let blockEnd = min(blockStart + plan.groupsOfBlock, plan.groups);
      let isFirstTask = blockStart + groupInBlock < plan.firstGroups;
      let firstBeta = chunk + select(${shape.taskCount === 1 ? 0 : shape.tileFeatures}u, 0u, isFirstTask);
      var column = firstColumn + block * plan.blockRounds * roundStride;
      var beta: u32;
      var sum = vec4f();
      ${sumTiles(shape)}
      partialSums[lane] = sum;
      workgroupBarrier();
      if (lane < plan.groupsOfBlock) {
        var residual = -targets[firstTarget + blockStart];
        for (var part = lane; part < roundStride; part += plan.groupsOfBlock) {
          residual += partialSums[part];
        }
        residuals[lane] = rate * residual;
      }
      workgroupBarrier();`

/** The kernel's program in WGSL. */
export const shaderFor = (shape: Shape): string => {
  const tiles = tilesOf(shape)
  return `${declarations(shape)}
@compute @workgroup_size(${LANES})
fn main(
  @builtin(workgroup_id) workgroupId: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  ${preparation(shape)}
  ${eachWeight(shape, (vector, slot) => `var ${weightName(vector, slot)} = ${weightAt(shape, vector, slot)};`)}
  for (var step = 0u; step < plan.steps; step++) {
    ${eachGradient(shape, (task, slot) => `var ${gradientName(task, slot)} = Features();`)}
    ${tiles.length === 1 ? placeTile(shape, tiles[0] ?? []) : ''}
    for (var block = 0u; block < plan.blocks; block++) {
      ${residualsOfBlock(shape)}
      ${lines(count(shape.taskCount).map((task) => addGradients(shape, task)))}
    }
    ${lines(count(shape.slots).map((slot) => updateSlot(shape, slot)))}
  }
  ${eachWeight(shape, (vector, slot) => `${weightAt(shape, vector, slot)} = ${weightName(vector, slot)};`)}
}
`
}
