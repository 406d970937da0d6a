// Position of the extreme value along an axis: a thread per line, the first of equals, NaN counts as extreme.
import { sizeOf, type PrimitiveCall } from "@sonograd/core";
import { orderable, orderType } from "./ordering.js";
import { coordinates, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { linesAlong } from "./views.js";

export function argReduce(call: PrimitiveCall<"argReduce">, context: LowerContext): void {
  const { kind, dim } = call.attrs;
  const { views, rank } = linesAlong([call.outputs[0], call.inputs[0]], dim);
  const [out, x] = views;
  const batch = out.shape.slice(0, rank);
  const builder = new KernelBuilder(`arg_reduce:${kind}`).extents("n", batch).u32("count", x.shape[rank]);
  builder.read("x", x).write("out", out).include(NAN_FUNCTIONS);
  const at = coordinates("c", rank);
  const isNan = x.dtype === "float32" ? (v: string) => `is_nan(${v})` : () => "false";
  context.emit(
    builder.build(
      sizeOf(batch),
      `${unravel("i", rank, "c", "n")}
  var best: ${orderType(x.dtype)} = ${orderable(x.dtype, `x_get(${at}, 0u)`)};
  var place = 0u;
  for (var k = 1u; k < p.count; k++) {
    if (${isNan("best")}) { break; }
    let value = ${orderable(x.dtype, `x_get(${at}, k)`)};
    if (${isNan("value")} || value ${kind === "max" ? ">" : "<"} best) { best = value; place = k; }
  }
  out_set(${at}, 0u, i32(place));`,
    ),
  );
}
