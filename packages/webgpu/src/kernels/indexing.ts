// gather and scatterAdd along an axis. Positions are trusted; one out of range is moved to the nearest that is inside.
import { sizeOf, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, type Kernel, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { axisLast } from "./views.js";
import { zero } from "./wgsl-types.js";

const POSITION = "fn inside(position: i32, extent: u32) -> u32 { return u32(clamp(position, 0, i32(extent) - 1)); }";

export function gather(call: PrimitiveCall<"gather">, context: LowerContext): void {
  const { dim } = call.attrs;
  const [x, index] = call.inputs.map((view) => axisLast(view, dim));
  const out = axisLast(call.outputs[0], dim);
  const last = out.shape.length - 1;
  const builder = new KernelBuilder("gather").extents("n", out.shape).u32("count", x.shape[last]);
  builder.read("x", x).read("index", index).write("out", out).include(POSITION);
  const own = coordinates("c", out.shape.length);
  const source = [...leading(last), `inside(index_get(${own}), p.count)`].join(", ");
  context.emit(
    builder.build(
      sizeOf(out.shape),
      `${unravel("i", out.shape.length, "c", "n")}\n  out_set(${own}, x_get(${source}));`,
    ),
  );
}

const leading = (count: number): string[] => Array.from({ length: count }, (_, axis) => `c${axis}`);

/** Comparisons of a kernel in which every element looks through the whole index. */
const MOST_COMPARISONS = 1 << 20;
/** Elements that partial sums may take. */
const MOST_PARTIAL = 1 << 22;
const SHORTEST_PART = 256;

/**
 * Every element looks through the index, in its order. Where that takes too long, threads sum parts of the index into lines of
 * their own, which are added up in a second kernel: the order is fixed there, too.
 */
export function scatterAdd(call: PrimitiveCall<"scatterAdd">, context: LowerContext): void {
  const { dim } = call.attrs;
  const [base, index, source] = call.inputs.map((view) => axisLast(view, dim));
  const out = axisLast(call.outputs[0], dim);
  const last = out.shape.length - 1;
  const [extent, entries] = [out.shape[last], index.shape[last]];
  const lines = sizeOf(index.shape.slice(0, last));
  const one: Scatter = { base, index, source, out };
  if (sizeOf(out.shape) * entries <= MOST_COMPARISONS) {
    context.emit(lookKernel(one));
    return;
  }
  const room = Math.max(1, Math.floor(MOST_PARTIAL / (lines * extent)));
  const parts = Math.min(room, Math.ceil(entries / SHORTEST_PART));
  // Threads side by side write side by side.
  const sums = context.temporary(out.dtype, [extent, lines * parts]);
  context.emit(partsKernel(one, sums, parts));
  context.emit(joinKernel(one, sums, parts));
}

interface Scatter {
  readonly base: View;
  readonly index: View;
  readonly source: View;
  readonly out: View;
}

const at = (axes: number, place: string): string => [...leading(axes), place].join(", ");

/** The index may be shorter than the base along the other axes: those lines are copied. */
const covered = (axes: number): string =>
  leading(axes)
    .map((c, axis) => `${c} < p.m${axis}`)
    .concat("true")
    .join(" && ");

function lookKernel({ base, index, source, out }: Scatter): Kernel {
  const last = out.shape.length - 1;
  const builder = new KernelBuilder("scatter_add").extents("n", out.shape).extents("m", index.shape);
  builder.read("base", base).read("index", index).read("source", source).write("out", out).include(POSITION);
  return builder.build(
    sizeOf(out.shape),
    `${unravel("i", last + 1, "c", "n")}
  var sum = base_get(${at(last, `c${last}`)});
  if (${covered(last)}) {
    for (var k = 0u; k < p.m${last}; k++) {
      if (inside(index_get(${at(last, "k")}), p.n${last}) == c${last}) {
        sum = ${sumOf(out)("sum", `source_get(${at(last, "k")})`)};
      }
    }
  }
  out_set(${at(last, `c${last}`)}, sum);`,
  );
}

function partsKernel({ index, source, out }: Scatter, sums: View, parts: number): Kernel {
  const last = out.shape.length - 1;
  const builder = new KernelBuilder("scatter_add:parts").extents("m", index.shape).u32("parts", parts);
  builder.u32("extent", out.shape[last]).u32("part", Math.ceil(index.shape[last] / parts));
  builder.read("index", index).read("source", source).write("sums", sums).include(POSITION);
  return builder.build(
    sums.shape[1],
    `  let part = i % p.parts;
${unravel("i / p.parts", last, "c", "m")}
  for (var k = 0u; k < p.extent; k++) { sums_set(k, i, ${zero(out.dtype)}); }
  for (var k = part * p.part; k < min((part + 1u) * p.part, p.m${last}); k++) {
    let place = inside(index_get(${at(last, "k")}), p.extent);
    sums_set(place, i, ${sumOf(out)("sums_get(place, i)", `source_get(${at(last, "k")})`)});
  }`,
  );
}

function joinKernel({ base, index, out }: Scatter, sums: View, parts: number): Kernel {
  const last = out.shape.length - 1;
  const builder = new KernelBuilder("scatter_add:join").extents("n", out.shape).extents("m", index.shape);
  builder.u32("parts", parts).read("base", base).read("sums", sums).write("out", out);
  const line = leading(last).reduce((sum, c, axis) => (axis === 0 ? c : `(${sum}) * p.m${axis} + ${c}`), "0u");
  return builder.build(
    sizeOf(out.shape),
    `${unravel("i", last + 1, "c", "n")}
  var sum = base_get(${at(last, `c${last}`)});
  if (${covered(last)}) {
    let line = ${line};
    for (var part = 0u; part < p.parts; part++) {
      sum = ${sumOf(out)("sum", `sums_get(c${last}, line * p.parts + part)`)};
    }
  }
  out_set(${at(last, `c${last}`)}, sum);`,
  );
}

function sumOf({ dtype }: View): (a: string, b: string) => string {
  if (dtype === "bool") return (a, b) => `${a} || ${b}`;
  return dtype === "uint8" ? (a, b) => `(${a} + ${b}) & 255u` : (a, b) => `${a} + ${b}`;
}
