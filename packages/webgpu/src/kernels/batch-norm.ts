// Batch normalisation of x [N, C, L]: a team per channel, which goes over the channel twice. The second time it knows what
// the first gave, so that nothing has to pass from dispatch to dispatch, and a variance is a sum of squared distances.
import type { PrimitiveCall, View } from "@sonograd/core";
import { type Kernel, KernelBuilder, type LowerContext } from "./kernel.js";
import { teamCombine, teamLanes, teamMemory } from "./team.js";
import { range } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

const sum = (a: string, b: string): string => `${a} + ${b}`;

function channelKernel(label: string, x: View): KernelBuilder {
  const [images, channels, length] = x.shape;
  return new KernelBuilder(label)
    .u32("images", images)
    .u32("channels", channels)
    .u32("length", length)
    .u32("count", images * length);
}

/** How the lanes of a team share a channel: `isLong` lines are walked one after the other, short ones as one long line. */
interface Walk {
  readonly lanes: number;
  readonly isLong: boolean;
  /** Elements of a line that a lane takes at a time. */
  readonly stride: number;
}

/** Terms of a sum that are added up before they go to the whole. */
const FEW = 256;

function walkOf(x: View, { barriers }: LowerContext): Walk {
  const lanes = teamLanes(barriers);
  const length = x.shape[2];
  const isLong = length >= 2 * lanes && length <= FEW * lanes;
  return { lanes, isLong, stride: isLong && length % (4 * lanes) === 0 ? 4 : 1 };
}

/** Runs `body`, which knows `n` and `l`, for every element of the channel `i` that is this lane's; `line` once behind each long line. */
const overChannel = ({ lanes, isLong, stride }: Walk, body: string, line = ""): string =>
  isLong
    ? `
  for (var n = 0u; n < p.images; n++) {
    for (var first = lane; first < p.length; first += ${lanes * stride}u) {
${range(stride)
  .map((k) => `    {\n    let l = first + ${k * lanes}u;\n${body}\n    }`)
  .join("\n")}
    }
${line}
  }`
    : `
  for (var k = lane; k < p.count; k += ${lanes}u) {
    let n = k / p.length;
    let l = k % p.length;
${body}
  }`;

/** As `overChannel`, adding up: a few terms at a time go to the sums, so that a long sum stays as exact as a short one. */
const sumOverChannel = (walk: Walk, sums: Readonly<Record<string, string>>, before: string): string => {
  const names = Object.keys(sums);
  const add = `${before}\n${names.map((name) => `    ${name}_few += ${sums[name]};`).join("\n")}`;
  const flush = names.map((name) => `      ${name} += ${name}_few;\n      ${name}_few = 0.0;`).join("\n");
  // Long lines are few terms each; short ones are counted.
  const counted = `${add}\n    few++;\n    if (few == 32u) {\n${flush}\n      few = 0u;\n    }`;
  return `
${names.map((name) => `  var ${name} = 0.0;`).join("\n")}
  {
${names.map((name) => `  var ${name}_few = 0.0;`).join("\n")}
${walk.isLong ? overChannel(walk, add, flush) : `  var few = 0u;${overChannel(walk, counted)}\n${flush}`}
  }`;
};

export function batchNormStats(call: PrimitiveCall<"batchNormStats">, context: LowerContext): void {
  const x = call.inputs[0];
  const [mean, variance] = call.outputs;
  requireFloat32("batchNormStats", [x]);
  const walk = walkOf(x, context);
  const { lanes } = walk;
  const builder = channelKernel("batch_norm:statistics", x);
  builder.read("x", x).write("mean", mean).write("variance", variance);
  context.emit(
    builder.team(
      x.shape[1],
      lanes,
      `${teamMemory("sums", "f32", lanes)}\n${teamMemory("squares", "f32", lanes)}`,
      `${sumOverChannel(walk, { total: "x_get(n, i, l)" }, "")}
  sums[lane] = total;
${teamCombine(["sums"], lanes, sum)}
  let centre = sums[0] / f32(p.count);
${sumOverChannel(walk, { square: "distance * distance" }, "    let distance = x_get(n, i, l) - centre;")}
  squares[lane] = square;
${teamCombine(["squares"], lanes, sum)}
  if (lane == 0u) {
    mean_set(i, centre);
    variance_set(i, squares[0] / f32(p.count));
  }`,
    ),
  );
}

export function batchNormGrad(call: PrimitiveCall<"batchNormGrad">, context: LowerContext): void {
  requireFloat32("batchNormGrad", call.inputs.slice(0, 2));
  context.emit(gradKernel(call, walkOf(call.inputs[1], context)));
}

// In training mean and variance move with x, which takes the gradient's own mean and its part along x̂ away.
function gradKernel({ inputs, outputs, attrs }: PrimitiveCall<"batchNormGrad">, walk: Walk): Kernel {
  const { lanes } = walk;
  const [gradY, x, mean, variance, weight] = inputs;
  const [gradX, gradWeight, gradBias] = outputs;
  const builder = channelKernel("batch_norm_grad", x).f32("eps", attrs.eps);
  builder.read("g", gradY).read("x", x).read("mean", mean).read("variance", variance).read("weight", weight);
  builder.write("out", gradX).write("grad_weight", gradWeight).write("grad_bias", gradBias);
  const centred = attrs.training ? "g_get(n, i, l) - (shift + slope * (x_get(n, i, l) - centre))" : "g_get(n, i, l)";
  return builder.team(
    x.shape[1],
    lanes,
    `${teamMemory("products", "f32", lanes)}\n${teamMemory("sums", "f32", lanes)}`,
    `  let centre = mean_get(i);
  let scale = 1.0 / sqrt(variance_get(i) + p.eps);
${sumOverChannel(walk, { product: "g * (x_get(n, i, l) - centre)", total: "g" }, "    let g = g_get(n, i, l);")}
  products[lane] = product;
  sums[lane] = total;
${teamCombine(["products", "sums"], lanes, sum)}
  let grad_scale = products[0] * scale;
  if (lane == 0u) {
    grad_weight_set(i, grad_scale);
    grad_bias_set(i, sums[0]);
  }
  let shift = sums[0] / f32(p.count);
  let slope = grad_scale * scale / f32(p.count);
  let factor = weight_get(i) * scale;
${overChannel(walk, `    out_set(n, i, l, factor * (${centred}));`)}`,
  );
}
