// Running results along an axis. A long line is cut into chunks: their totals, the totals' running result, then the chunks.
import { sizeOf, type PrimitiveAttrs, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { combine, START } from "./reduce.js";
import { linesAlong } from "./views.js";
import { castExpr, valueType } from "./wgsl-types.js";

type Kind = PrimitiveAttrs["scan"]["kind"];

const CHUNK = 64;
const ENOUGH_LINES = 2048;

export function scan(call: PrimitiveCall<"scan">, context: LowerContext): void {
  const { kind, dim, reverse } = call.attrs;
  const { views, rank } = linesAlong([call.outputs[0], call.inputs[0]], dim);
  const [out, x] = views;
  const batch = out.shape.slice(0, rank);
  const count = out.shape[rank];
  const lines = sizeOf(batch);
  if (lines >= ENOUGH_LINES || count <= 4 * CHUNK) {
    context.emit(scanKernel(kind, reverse, x, out, undefined, count));
    return;
  }
  // About as many chunks as elements per chunk: neither pass is then much longer than the other.
  const chunk = Math.max(CHUNK, Math.ceil(Math.sqrt(count)));
  const chunks = Math.ceil(count / chunk);
  const totals = context.temporary(out.dtype, [...batch, chunks]);
  const starts = context.temporary(out.dtype, [...batch, chunks]);
  context.emit(totalsKernel(kind, reverse, x, totals, chunk));
  context.emit(scanKernel(kind, false, totals, starts, undefined, chunks));
  context.emit(scanKernel(kind, reverse, x, out, starts, chunk));
}

function begin(
  label: string,
  kind: Kind,
  reverse: boolean,
  x: View,
  dtype: View["dtype"],
  chunk: number,
): { builder: KernelBuilder; value: string } {
  const rank = x.shape.length - 1;
  const count = x.shape[rank];
  const builder = new KernelBuilder(`scan:${kind}${label}`).extents("n", x.shape.slice(0, rank));
  builder
    .u32("count", count)
    .u32("chunk", chunk)
    .u32("chunks", Math.ceil(count / chunk))
    .include(NAN_FUNCTIONS)
    .read("x", x);
  const place = reverse ? "p.count - 1u - k" : "k";
  return { builder, value: castExpr(x.dtype, dtype, `x_get(${coordinates("c", rank)}, ${place})`) };
}

const threadsOf = (x: View, chunk: number): number => sizeOf(x.shape.slice(0, -1)) * Math.ceil(x.shape.at(-1)! / chunk);

function totalsKernel(kind: Kind, reverse: boolean, x: View, totals: View, chunk: number): Kernel {
  const rank = x.shape.length - 1;
  const { builder, value } = begin(":totals", kind, reverse, x, totals.dtype, chunk);
  builder.write("out", totals);
  return builder.build(
    threadsOf(x, chunk),
    `  let part = i % p.chunks;
${unravel("i / p.chunks", rank, "c", "n")}
  var acc: ${valueType(totals.dtype)} = ${START[kind](totals.dtype)};
  for (var k = part * p.chunk; k < min((part + 1u) * p.chunk, p.count); k++) {
    let value = ${value};
    acc = ${combine(kind, totals.dtype, "acc", "value")};
  }
  out_set(${coordinates("c", rank)}, part, acc);`,
  );
}

function scanKernel(kind: Kind, reverse: boolean, x: View, out: View, starts: View | undefined, chunk: number): Kernel {
  const rank = x.shape.length - 1;
  const at = coordinates("c", rank);
  const { builder, value } = begin(starts ? ":chunks" : "", kind, reverse, x, out.dtype, chunk);
  builder.write("out", out);
  if (starts) builder.read("starts", starts);
  return builder.build(
    threadsOf(x, chunk),
    `  let part = i % p.chunks;
${unravel("i / p.chunks", rank, "c", "n")}
  var acc: ${valueType(out.dtype)} = ${START[kind](out.dtype)};
  ${starts ? `if (part > 0u) { acc = starts_get(${at}, part - 1u); }` : ""}
  for (var k = part * p.chunk; k < min((part + 1u) * p.chunk, p.count); k++) {
    let value = ${value};
    acc = ${combine(kind, out.dtype, "acc", "value")};
    out_set(${at}, ${reverse ? "p.count - 1u - k" : "k"}, acc);
  }`,
  );
}
