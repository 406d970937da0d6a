// Softmax cross entropy with class weights and label smoothing, loss and gradient in one pass; a thread per row, or a
// workgroup where rows are long and few.
import type { PrimitiveCall } from "@sonograd/core";
import { KernelBuilder, type Kernel, type LowerContext } from "./kernel.js";
import { EXP_LOG_FUNCTIONS } from "./real-functions.js";
import { requireFloat32 } from "./wgsl-types.js";

const LANES = 64;
const LONG_ROW = 2 * LANES;
const ENOUGH_ROWS = 2048;

/** A target outside 0…C − 1 that is not ignored gives a NaN loss: the device cannot throw. */
export function softmaxCrossEntropy(call: PrimitiveCall<"softmaxCrossEntropy">, context: LowerContext): void {
  const [logits, target, weight] = call.inputs;
  const [loss, gradient] = call.outputs;
  const { ignoreIndex, labelSmoothing } = call.attrs;
  requireFloat32("softmaxCrossEntropy", [logits, weight]);
  const [items, classes] = logits.shape;
  const isTeam = classes >= LONG_ROW && items < ENOUGH_ROWS;
  const builder = new KernelBuilder(isTeam ? "softmax_cross_entropy:team" : "softmax_cross_entropy");
  builder
    .u32("classes", classes)
    .i32("ignore_index", ignoreIndex)
    .f32("smoothing", labelSmoothing)
    .f32("share", labelSmoothing / classes);
  builder.read("x", logits).read("target_class", target).read("weight", weight);
  builder.write("loss", loss).write("gradient", gradient).include(EXP_LOG_FUNCTIONS).include(ROW_FUNCTIONS);
  context.emit(isTeam ? teamKernel(builder, items) : threadKernel(builder, items));
}

const ROW_FUNCTIONS = /* wgsl */ `
fn weight_of_target(t: i32) -> f32 {
  return select(nan_value(), (1.0 - p.smoothing) * weight_get(u32(max(t, 0))), t >= 0 && t < i32(p.classes));
}
fn loss_of_target(row: u32, t: i32, log_sum: f32) -> f32 {
  return weight_of_target(t) * (log_sum - x_get(row, u32(clamp(t, 0, i32(p.classes) - 1))));
}
fn slope(row: u32, c: u32, t: i32, scale: f32, log_sum: f32) -> f32 {
  let pull = select(0.0, weight_of_target(t), i32(c) == t) + p.share * weight_get(c);
  return scale * exp_f(x_get(row, c) - log_sum) - pull;
}`;

const threadKernel = (builder: KernelBuilder, items: number): Kernel =>
  builder.build(
    items,
    `  let t = target_class_get(i);
  if (t == p.ignore_index) {
    loss_set(i, 0.0);
    for (var c = 0u; c < p.classes; c++) { gradient_set(i, c, 0.0); }
    return;
  }
  var largest = x_get(i, 0u);
  for (var c = 1u; c < p.classes; c++) { largest = max_f(largest, x_get(i, c)); }
  var sum = 0.0;
  for (var c = 0u; c < p.classes; c++) { sum = sum + exp_f(x_get(i, c) - largest); }
  let log_sum = largest + log_f(sum);
  var total = loss_of_target(i, t, log_sum);
  var weight_sum = 0.0;
  if (p.share != 0.0) {
    for (var c = 0u; c < p.classes; c++) {
      weight_sum = weight_sum + weight_get(c);
      total = total + p.share * weight_get(c) * (log_sum - x_get(i, c));
    }
  }
  loss_set(i, total);
  let scale = weight_of_target(t) + p.share * weight_sum;
  for (var c = 0u; c < p.classes; c++) { gradient_set(i, c, slope(i, c, t, scale, log_sum)); }`,
  );

// Every lane adds up what all lanes found, in the same order: one barrier for each of the two sums.
const teamKernel = (builder: KernelBuilder, items: number): Kernel =>
  builder.team(
    items,
    LANES,
    `var<workgroup> extremes: array<f32, ${LANES}>;
var<workgroup> sums: array<vec3<f32>, ${LANES}>;`,
    `  let t = target_class_get(i);
  let is_ignored = t == p.ignore_index;
  var largest = x_get(i, lane);
  for (var c = lane + ${LANES}u; c < p.classes; c += ${LANES}u) { largest = max_f(largest, x_get(i, c)); }
  extremes[lane] = largest;
  workgroupBarrier();
  for (var l = 0u; l < ${LANES}u; l++) { largest = max_f(largest, extremes[l]); }
  // Of the exponentials, of the weights, of the weighted distances to the largest.
  var sum = vec3<f32>();
  for (var c = lane; c < p.classes; c += ${LANES}u) {
    let distance = x_get(i, c) - largest;
    sum.x = sum.x + exp_f(distance);
    if (p.share != 0.0) {
      sum.y = sum.y + weight_get(c);
      sum.z = sum.z + weight_get(c) * distance;
    }
  }
  sums[lane] = sum;
  workgroupBarrier();
  sum = vec3<f32>();
  for (var l = 0u; l < ${LANES}u; l++) { sum = sum + sums[l]; }
  let log_rest = log_f(sum.x);
  let log_sum = largest + log_rest;
  if (lane == 0u) {
    var total = loss_of_target(i, t, log_sum);
    if (p.share != 0.0) { total = total + p.share * (sum.y * log_rest - sum.z); }
    loss_set(i, select(total, 0.0, is_ignored));
  }
  let scale = weight_of_target(t) + p.share * sum.y;
  for (var c = lane; c < p.classes; c += ${LANES}u) {
    gradient_set(i, c, select(slope(i, c, t, scale, log_sum), 0.0, is_ignored));
  }`,
  );
