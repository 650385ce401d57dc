/**
 * The WebGPU kernel of ReLU networks: many steps of one model in one workgroup, on data laid out as
 * in webgpuReluLayout.ts. Weights stay in storage, where everyone reads them; workgroup memory
 * carries the residuals from those who sum them to the units. A step has two barriers for each block
 * of rows, and one more.
 *
 * Whether a unit is on is found twice, for the outputs and for the derivatives: that costs less than
 * to keep it. ∂v_h = w_h·G_h needs no more. A unit is on unless w·x ≤ 0; where it is off a choice
 * between two values, and not a product with 0, keeps numbers that have overflowed away.
 *
 * Made for D and the number of tasks, so that a unit's numbers lie in registers; all other sizes are
 * read from `plan`.
 */
import { LANES, QUAD } from '../webgpuLayout.ts'
import { planLayout } from '../webgpuPlan.ts'
import { MOST_GROUPS, type ReluLayout } from './webgpuReluLayout.ts'

type Shape = Pick<ReluLayout, 'inputDim' | 'taskCount' | 'quads'>

export const RELU_PLAN = planLayout([
  ...(['firstModel', 'steps', 'hiddenWidth', 'groups', 'firstGroups'] as const),
  ...(['groupsOfBlock', 'blocks', 'chunks'] as const),
])

const count = (length: number): number[] => Array.from({ length }, (_, index) => index)
const lines = (parts: readonly string[]): string => parts.join('\n')

const eachInput = ({ inputDim }: Shape, text: (d: number) => string): string =>
  lines(count(inputDim).map(text))
const eachQuad = ({ quads }: Shape, text: (quad: number) => string): string =>
  lines(count(quads).map(text))
const eachTask = ({ taskCount }: Shape, text: (task: number) => string): string =>
  lines(count(taskCount).map(text))

/** A number of a unit's record, which lies in registers. */
const numberAt = (place: number): string => `own${Math.floor(place / QUAD)}[${place % QUAD}]`
const readoutOf = ({ inputDim }: Shape, task: number): string => numberAt(inputDim + task)

/** w·x for the four rows of a group whose inputs are at hand. */
const activation = ({ inputDim }: Shape): string =>
  count(inputDim)
    .map((d) => `${numberAt(d)} * x${d}`)
    .join(' + ')

const loadUnit = (shape: Shape, keyword: 'let' | 'var'): string => `
        let record = firstWeight + unit * ${shape.quads};
        ${eachQuad(shape, (quad) => `${keyword} own${quad} = weights[record + ${quad}];`)}`

const loadGroup = (shape: Shape): string => `
        let place = firstInput + group * ${shape.inputDim};
        ${eachInput(shape, (d) => `let x${d} = inputs[place + ${d}];`)}`

const declarations = `
${RELU_PLAN.source}

@group(0) @binding(0) var<uniform> plan: Plan;
// Of each model: 2η/N, ηλ, and 1 where the first layer is trained.
@group(0) @binding(1) var<storage, read> settings: array<vec4f>;
@group(0) @binding(2) var<storage, read> inputs: array<vec4f>;
@group(0) @binding(3) var<storage, read> targets: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> weights: array<vec4f>;

var<workgroup> partialSums: array<vec4f, ${LANES}>;
// Times 2η/N.
var<workgroup> residuals: array<vec4f, ${MOST_GROUPS}>;
`

/** What an invocation knows before the first step. */
const preparation = ({ inputDim, quads }: Shape): string => `
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
  let firstInput = model * plan.groups * ${inputDim};
  let firstTarget = model * plan.groups;
  let firstWeight = model * plan.hiddenWidth * ${quads};`

const residualsOfBlock = (shape: Shape): string => `
      {
        let blockStart = block * plan.groupsOfBlock;
        // The last block may have fewer groups.
        let group = min(blockStart + groupInBlock, plan.groups - 1);
        ${loadGroup(shape)}
        var sum = vec4f();
        for (var unit = chunk; unit < plan.hiddenWidth; unit += plan.chunks) {
          ${loadUnit(shape, 'let')}
          let activation = ${activation(shape)};
          let readout = ${shape.taskCount === 1 ? readoutOf(shape, 0) : `select(${readoutOf(shape, 1)}, ${readoutOf(shape, 0)}, group < plan.firstGroups)`};
          sum += readout * select(activation, vec4f(), activation <= vec4f());
        }
        partialSums[lane] = sum;
        workgroupBarrier();
        if (lane < plan.groupsOfBlock && blockStart + lane < plan.groups) {
          var residual = -targets[firstTarget + group];
          for (var part = 0u; part < plan.chunks; part++) {
            residual += partialSums[lane + part * plan.groupsOfBlock];
          }
          residuals[group] = rate * residual;
        }
        workgroupBarrier();
      }`

/** G of a unit in one task, times η, and what it does to the readout and to w. */
const forcesOfTask = (shape: Shape, task: number): string => {
  const start = task === 0 ? '0u' : 'plan.firstGroups'
  const end = task === shape.taskCount - 1 ? 'plan.groups' : 'plan.firstGroups'
  const products = count(shape.inputDim).map((d) => `${numberAt(d)} * force${d}`)
  return `
        {
          ${eachInput(shape, (d) => `var force${d} = 0.0;`)}
          for (var group = ${start}; group < ${end}; group++) {
            ${loadGroup(shape)}
            let activation = ${activation(shape)};
            let residual = select(residuals[group], vec4f(), activation <= vec4f());
            ${eachInput(shape, (d) => `force${d} += dot(residual, x${d});`)}
          }
          ${eachInput(shape, (d) => `pull${d} += ${readoutOf(shape, task)} * force${d};`)}
          change${task} = ${products.join(' + ')};
        }`
}

/** A unit takes its step; its new numbers from the old ones, all at once. */
const updateUnit = (shape: Shape): string => `
      for (var unit = lane; unit < plan.hiddenWidth; unit += ${LANES}) {
        ${loadUnit(shape, 'var')}
        ${eachInput(shape, (d) => `var pull${d} = 0.0;`)}
        ${eachTask(shape, (task) => `var change${task} = 0.0;`)}
        ${eachTask(shape, (task) => forcesOfTask(shape, task))}
        if (trainsFirstLayer) {
          ${eachInput(shape, (d) => `${numberAt(d)} -= decay * ${numberAt(d)} + pull${d};`)}
        }
        ${eachTask(shape, (task) => `${readoutOf(shape, task)} -= decay * ${readoutOf(shape, task)} + change${task};`)}
        ${eachQuad(shape, (quad) => `weights[record + ${quad}] = own${quad};`)}
      }`

/** The kernel's program in WGSL. */
export const reluShaderFor = (shape: Shape): string => `${declarations}
@compute @workgroup_size(${LANES})
fn main(
  @builtin(workgroup_id) workgroupId: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  ${preparation(shape)}
  for (var step = 0u; step < plan.steps; step++) {
    for (var block = 0u; block < plan.blocks; block++) {
      ${residualsOfBlock(shape)}
    }
    ${updateUnit(shape)}
    // The next step reads what all have written.
    storageBarrier();
  }
}
`
