// Softmax cross entropy with class weights and label smoothing, loss and gradient in one pass; a thread per row.
import type { PrimitiveCall } from "@sonograd/core";
import { KernelBuilder, type LowerContext } from "./kernel.js";
import { EXP_LOG_FUNCTIONS } from "./real-functions.js";
import { requireFloat32 } from "./wgsl-types.js";

/** A target outside 0…C − 1 that is not ignored gives a NaN loss: the device cannot throw. */
export function softmaxCrossEntropy(call: PrimitiveCall<"softmaxCrossEntropy">, context: LowerContext): void {
  const [logits, target, weight] = call.inputs;
  const [loss, gradient] = call.outputs;
  const { ignoreIndex, labelSmoothing } = call.attrs;
  requireFloat32("softmaxCrossEntropy", [logits, weight]);
  const [items, classes] = logits.shape;
  const builder = new KernelBuilder("softmax_cross_entropy");
  builder
    .u32("classes", classes)
    .i32("ignore_index", ignoreIndex)
    .f32("smoothing", labelSmoothing)
    .f32("share", labelSmoothing / classes);
  builder.read("x", logits).read("target_class", target).read("weight", weight);
  builder.write("loss", loss).write("gradient", gradient).include(EXP_LOG_FUNCTIONS);
  context.emit(
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
  let is_class = t >= 0 && t < i32(p.classes);
  let at_target = select(nan_value(), (1.0 - p.smoothing) * weight_get(u32(max(t, 0))), is_class);
  var total = at_target * (log_sum - x_get(i, u32(clamp(t, 0, i32(p.classes) - 1))));
  var weight_sum = 0.0;
  if (p.share != 0.0) {
    for (var c = 0u; c < p.classes; c++) {
      weight_sum = weight_sum + weight_get(c);
      total = total + p.share * weight_get(c) * (log_sum - x_get(i, c));
    }
  }
  loss_set(i, total);
  let scale = at_target + p.share * weight_sum;
  for (var c = 0u; c < p.classes; c++) {
    let pull = select(0.0, at_target, i32(c) == t) + p.share * weight_get(c);
    gradient_set(i, c, scale * exp_f(x_get(i, c) - log_sum) - pull);
  }`,
    ),
  );
}
