/**
 * The WebGPU kernel: many steps of one model in one workgroup. The weights stay in the registers of
 * the invocations that own them (webgpuLayout.ts); workgroup memory carries β to the residuals and
 * the residuals to the gradients. A step has three barriers, and two more for each further tile.
 *
 * Made for a number of tasks, and of quads that an invocation owns; all other sizes are read from
 * `plan`, so that another number of rows needs no other program.
 */
import { GROUP_ROWS, LANES, QUAD, type Layout } from './webgpuLayout.ts'
import { planLayout } from './webgpuPlan.ts'

type Shape = Pick<Layout, 'taskCount' | 'slots' | 'tileQuads'>

export const PLAN = planLayout([
  ...(['firstModel', 'steps', 'quads', 'groups', 'firstGroups'] as const),
  ...(['groupsOfBlock', 'blocks', 'chunks', 'tileRounds', 'blockRounds'] as const),
])

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

/** Whether the invocation owns a quad in this slot; all but the last slot are full. */
const ownsName = (slot: number): string => `owns${slot}`

/** Where a weight lies. */
const weightAt = (vector: number, slot: number): string =>
  `weights[firstWeight + ${vector} * plan.quads + ${slot * LANES}]`

/** The owner's β of one slot into the tile that begins with slot `first`; zero beyond the last. */
const placeBeta = ({ taskCount, tileQuads }: Shape, slot: number, first: number): string =>
  lines(
    count(taskCount).map((task) => {
      const start = task * tileQuads + (slot - first) * LANES
      const [plus, minus] = [2 + 2 * task, 3 + 2 * task].map((vector) => weightName(vector, slot))
      const beta = `${weightName(0, slot)} * ${plus} - ${weightName(1, slot)} * ${minus}`
      return `betas[${start} + lane] = ${beta};`
    }),
  )

/** Slots of each tile. */
const tilesOf = ({ slots, tileQuads }: Shape): number[][] => {
  const slotsOfTile = tileQuads / LANES
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
  const terms = count(QUAD).map(
    (part) => `columns[column + ${part} * columnStride] * beta[${part}]`,
  )
  return `
      quad = firstQuad;
      for (var turn = ${tile} * plan.tileRounds; turn < ${end}; turn++) {
        let beta = betas[quad];
        sum += ${terms.join(' + ')};
        column += ${QUAD} * columnStride;
        quad += plan.chunks;
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
const addGradients = ({ taskCount, slots }: Shape, task: number): string => {
  const start = task === 0 ? 'blockStart' : 'max(blockStart, plan.firstGroups)'
  const end = task === taskCount - 1 ? 'blockEnd' : 'min(blockEnd, plan.firstGroups)'
  const sums = count(slots).map((slot) => {
    const terms = count(GROUP_ROWS).map(
      (row) => `residual[${row}] * rows[place + ${row} * plan.quads + ${slot * LANES}]`,
    )
    const sum = `${gradientName(task, slot)} += ${terms.join(' + ')};`
    return slot === slots - 1 ? `if (${ownsName(slot)}) { ${sum} }` : sum
  })
  return `
      for (var group = ${start}; group < ${end}; group++) {
        let residual = residuals[group - blockStart];
        let place = firstRow + group * ${GROUP_ROWS} * plan.quads;
        ${lines(sums)}
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
      var plusForce = vec4f();
      var minusForce = vec4f();
      ${lines(forces)}
      if (trainsFirstLayer) {
        ${wPlus} -= decay * ${wPlus} + plusForce;
        ${wMinus} -= decay * ${wMinus} - minusForce;
      }
    }`
}

const declarations = ({ taskCount, tileQuads }: Shape): string => `
${PLAN.source}

@group(0) @binding(0) var<uniform> plan: Plan;
// Of each model: 2η/N, ηλ, and 1 where the first layer is trained.
@group(0) @binding(1) var<storage, read> settings: array<vec4f>;
@group(0) @binding(2) var<storage, read> columns: array<vec4f>;
@group(0) @binding(3) var<storage, read> rows: array<vec4f>;
@group(0) @binding(4) var<storage, read> targets: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> weights: array<vec4f>;

var<workgroup> betas: array<vec4f, ${taskCount * tileQuads}>;
var<workgroup> partialSums: array<vec4f, ${LANES}>;
// Times 2η/N.
var<workgroup> residuals: array<vec4f, ${LANES}>;
`

/** What an invocation knows before the first step. */
const preparation = (shape: Shape): string => `
  let model = plan.firstModel + workgroupId.x;
  let setting = settings[model];
  let rate = setting.x;
  // A model that stands still keeps its bits; its residuals may have overflowed. All invocations
  // of a workgroup return together, as the barriers require.
  if (rate == 0.0) { return; }
  let decay = setting.y;
  let trainsFirstLayer = setting.z != 0.0;
  let groupInBlock = lane % plan.groupsOfBlock;
  // Invocations beyond the last chunk do as the last one does; what they sum is not used.
  let chunk = min(lane / plan.groupsOfBlock, plan.chunks - 1);
  let columnStride = plan.groupsOfBlock * plan.chunks;
  let blockColumns = plan.blockRounds * ${QUAD} * columnStride;
  let firstColumn = model * plan.blocks * blockColumns + chunk * plan.groupsOfBlock + groupInBlock;
  let firstRow = model * plan.groups * ${GROUP_ROWS} * plan.quads + lane;
  let firstTarget = model * plan.blocks * plan.groupsOfBlock + groupInBlock;
  let firstWeight = model * ${2 + 2 * shape.taskCount} * plan.quads + lane;
  ${lines(count(shape.slots).map((slot) => `let ${ownsName(slot)} = lane + ${slot * LANES} < plan.quads;`))}`

const residualsOfBlock = (shape: Shape): string => `
      let blockStart = block * plan.groupsOfBlock;
      let blockEnd = min(blockStart + plan.groupsOfBlock, plan.groups);
      let isFirstTask = blockStart + groupInBlock < plan.firstGroups;
      let firstQuad = chunk + select(${shape.taskCount === 1 ? 0 : shape.tileQuads}u, 0u, isFirstTask);
      var column = firstColumn + block * blockColumns;
      var quad: u32;
      var sum = vec4f();
      ${sumTiles(shape)}
      partialSums[lane] = sum;
      workgroupBarrier();
      if (lane < plan.groupsOfBlock) {
        var residual = -targets[firstTarget + blockStart];
        for (var part = lane; part < columnStride; part += plan.groupsOfBlock) {
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
  ${eachWeight(shape, (vector, slot) => `var ${weightName(vector, slot)} = select(vec4f(), ${weightAt(vector, slot)}, ${ownsName(slot)});`)}
  for (var step = 0u; step < plan.steps; step++) {
    ${eachGradient(shape, (task, slot) => `var ${gradientName(task, slot)} = vec4f();`)}
    ${tiles.length === 1 ? placeTile(shape, tiles[0] ?? []) : ''}
    for (var block = 0u; block < plan.blocks; block++) {
      ${residualsOfBlock(shape)}
      ${lines(count(shape.taskCount).map((task) => addGradients(shape, task)))}
    }
    ${lines(count(shape.slots).map((slot) => updateSlot(shape, slot)))}
  }
  ${eachWeight(shape, (vector, slot) => `if (${ownsName(slot)}) { ${weightAt(vector, slot)} = ${weightName(vector, slot)}; }`)}
}
`
}
