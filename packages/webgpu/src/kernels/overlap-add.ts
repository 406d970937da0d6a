// Frames summed at their places. Every sample gathers from the frames that cover it, in their order.
import { sizeOf, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { coalesceBatch } from "./views.js";
import { valueType, zero } from "./wgsl-types.js";

export function overlapAdd(call: PrimitiveCall<"overlapAdd">, context: LowerContext): void {
  const [x, window, factors]: (View | undefined)[] = [...call.inputs];
  const { views, rank } = coalesceBatch([call.outputs[0], x], [1, 2]);
  const [out, frames] = views;
  const builder = new KernelBuilder("overlap_add").extents("n", out.shape).u32("hop", call.attrs.hopLength);
  builder
    .u32("size", frames.shape[rank])
    .u32("frames", frames.shape[rank + 1])
    .read("x", frames)
    .write("out", out);
  if (window && factors) builder.read("window", window).read("factors", factors);
  const weight = window ? " * window_get(t - f * p.hop)" : "";
  const line = coordinates("c", rank);
  context.emit(
    builder.build(
      sizeOf(out.shape),
      `${unravel("i", rank + 1, "c", "n")}
  let t = c${rank};
  let first = select(0u, (t - p.size) / p.hop + 1u, t >= p.size);
  var sum: ${valueType(out.dtype)} = ${zero(out.dtype)};
  for (var f = first; f < min(t / p.hop + 1u, p.frames); f++) { sum = sum + x_get(${line}, t - f * p.hop, f)${weight}; }
  out_set(${line}, t, sum${factors ? " * factors_get(t)" : ""});`,
    ),
  );
}
