// Recursive filters in direct form II transposed: a thread per line, sample after sample.
import { sizeOf, type PrimitiveCall } from "@sonograd/core";
import { coordinates, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { coalesceBatch } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

export function iirFilter(call: PrimitiveCall<"iirFilter">, context: LowerContext): void {
  const [b, a] = call.inputs.slice(1, 3);
  requireFloat32("iirFilter", call.inputs);
  const { views, rank } = coalesceBatch(
    [call.inputs[0], call.outputs[0], call.inputs[3], call.outputs[1]],
    [1, 1, 1, 1],
  );
  const [x, y, state, newState] = views;
  const order = a.shape[0] - 1;
  const batch = x.shape.slice(0, rank);
  const builder = new KernelBuilder("iir_filter").extents("n", batch).u32("count", x.shape[rank]);
  builder.read("x", x).read("b", b).read("a", a).read("state", state).write("y", y).write("new_state", newState);
  const line = coordinates("c", rank);
  // `delays` has one zero more than the filter has states, which ends the shift.
  context.emit(
    builder.build(
      sizeOf(batch),
      `${unravel("i", rank, "c", "n")}
  var feedforward: array<f32, ${order + 1}>;
  var feedback: array<f32, ${order + 1}>;
  var delays: array<f32, ${order + 1}>;
  for (var k = 0u; k <= ${order}u; k++) {
    feedforward[k] = b_get(k) / a_get(0u);
    feedback[k] = a_get(k) / a_get(0u);
  }
  for (var k = 0u; k < ${order}u; k++) { delays[k] = state_get(${line}, k); }
  for (var t = 0u; t < p.count; t++) {
    let value = x_get(${line}, t);
    let result = feedforward[0] * value + delays[0];
    for (var k = 0u; k < ${order}u; k++) {
      delays[k] = feedforward[k + 1u] * value - feedback[k + 1u] * result + delays[k + 1u];
    }
    y_set(${line}, t, result);
  }
  for (var k = 0u; k < ${order}u; k++) { new_state_set(${line}, k, delays[k]); }`,
    ),
  );
}
