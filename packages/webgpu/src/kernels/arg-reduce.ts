// Position of the extreme value along an axis: the first of equals, NaN counts as extreme. A thread goes along a short line, a
// workgroup along a long one; a very long one is cut into parts whose winners are compared in a second kernel.
import { sizeOf, type PrimitiveAttrs, type PrimitiveCall, type View } from "@sonograd/core";
import { orderable, orderType } from "./ordering.js";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { linesAlong } from "./views.js";

const LANES = 64;
const LONG_LINE = 4 * LANES;
const ENOUGH_LINES = 4096;
/** Elements of a part of a very long line. */
const PART = 1 << 14;
const FEW_LINES = 64;

export function argReduce(call: PrimitiveCall<"argReduce">, context: LowerContext): void {
  const { kind, dim } = call.attrs;
  const { views, rank } = linesAlong([call.outputs[0], call.inputs[0]], dim);
  const [out, x] = views;
  const count = x.shape[rank];
  const lines = sizeOf(x.shape.slice(0, rank));
  if (count < LONG_LINE || lines >= ENOUGH_LINES) {
    context.emit(threadKernel(kind, x, out));
    return;
  }
  const parts = lines <= FEW_LINES ? Math.ceil(count / PART) : 1;
  if (parts === 1) {
    context.emit(teamKernel(kind, x, out, count));
    return;
  }
  const winners = context.temporary("int32", [...x.shape.slice(0, rank), parts]);
  context.emit(teamKernel(kind, x, winners, Math.ceil(count / parts)));
  context.emit(threadKernel(kind, x, out, winners));
}

function begin(label: string, kind: PrimitiveAttrs["argReduce"]["kind"], x: View) {
  const rank = x.shape.length - 1;
  const isFloat = x.dtype === "float32";
  const line = coordinates("c", rank);
  const builder = new KernelBuilder(`arg_reduce:${kind}${label}`).extents("n", x.shape.slice(0, rank));
  builder.u32("count", x.shape[rank]).read("x", x).include(NAN_FUNCTIONS);
  // Whether a value beats the best one from positions before it.
  const type = orderType(x.dtype);
  const beats = `value ${kind === "max" ? ">" : "<"} best`;
  builder.include(
    `fn beats(value: ${type}, best: ${type}) -> bool { ${isFloat ? `if (is_nan(best)) { return false; } return is_nan(value) || ${beats};` : `return ${beats};`} }`,
  );
  return { builder, rank, line, type, value: (k: string): string => orderable(x.dtype, `x_get(${line}, ${k})`) };
}

/** All of a line, or of the positions in `candidates`. */
function threadKernel(kind: "max" | "min", x: View, out: View, candidates?: View): Kernel {
  const { builder, rank, line, type, value } = begin(candidates ? ":winners" : "", kind, x);
  if (candidates) builder.read("candidates", candidates).u32("steps", candidates.shape[rank]);
  else builder.u32("steps", x.shape[rank]);
  const at = (k: string): string => (candidates ? `u32(candidates_get(${line}, ${k}))` : k);
  builder.write("out", out);
  return builder.build(
    sizeOf(x.shape.slice(0, rank)),
    `${unravel("i", rank, "c", "n")}
  var place = ${at("0u")};
  var best: ${type} = ${value("place")};
  for (var k = 1u; k < p.steps; k++) {
    let candidate = ${at("k")};
    let value = ${value("candidate")};
    if (beats(value, best)) { best = value; place = candidate; }
  }
  out_set(${line}, 0u, i32(place));`,
  );
}

// Lanes take every 64th element of a part. Their winners are not in order of position: of equals the first one counts.
function teamKernel(kind: "max" | "min", x: View, out: View, part: number): Kernel {
  const { builder, rank, line, type, value } = begin(":team", kind, x);
  const parts = Math.ceil(x.shape[rank] / part);
  builder.u32("part", part).u32("parts", parts).write("out", out);
  return builder.team(
    sizeOf(x.shape.slice(0, rank)) * parts,
    LANES,
    `var<workgroup> winners: array<${type}, ${LANES}>;
var<workgroup> places: array<u32, ${LANES}>;`,
    `  let part = i % p.parts;
${unravel("i / p.parts", rank, "c", "n")}
  let first = part * p.part;
  let end = min(first + p.part, p.count);
  var place = min(first + lane, end - 1u);
  var best: ${type} = ${value("place")};
  for (var k = place + ${LANES}u; k < end; k += ${LANES}u) {
    let value = ${value("k")};
    if (beats(value, best)) { best = value; place = k; }
  }
  winners[lane] = best;
  places[lane] = place;
  workgroupBarrier();
  if (lane != 0u) { return; }
  for (var l = 1u; l < ${LANES}u; l++) {
    let value = winners[l];
    let is_better = beats(value, best);
    if (is_better || (!beats(best, value) && places[l] < place)) { best = value; place = places[l]; }
  }
  out_set(${line}, part, i32(place));`,
  );
}
