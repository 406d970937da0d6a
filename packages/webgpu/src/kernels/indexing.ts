// gather and scatterAdd along an axis. Positions are trusted; one out of range is moved to the nearest that is inside.
import { sizeOf, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { axisLast } from "./views.js";

const POSITION = "fn inside(position: i32, extent: u32) -> u32 { return u32(clamp(position, 0, i32(extent) - 1)); }";

export function gather(call: PrimitiveCall<"gather">, context: LowerContext): void {
  const { dim } = call.attrs;
  const [x, index] = call.inputs.map((view) => axisLast(view, dim));
  const out = axisLast(call.outputs[0], dim);
  const last = out.shape.length - 1;
  const builder = new KernelBuilder("gather").extents("n", out.shape).u32("count", x.shape[last]);
  builder.read("x", x).read("index", index).write("out", out).include(POSITION);
  const at = coordinates("c", out.shape.length);
  const source = [...leading(last), `inside(index_get(${at}), p.count)`].join(", ");
  context.emit(
    builder.build(
      sizeOf(out.shape),
      `${unravel("i", out.shape.length, "c", "n")}\n  out_set(${at}, x_get(${source}));`,
    ),
  );
}

const leading = (count: number): string[] => Array.from({ length: count }, (_, axis) => `c${axis}`);

/**
 * A thread per line copies the base and adds the sources one after the other: the order is fixed. Where there are few lines,
 * a thread per element looks through the whole index instead.
 */
export function scatterAdd(call: PrimitiveCall<"scatterAdd">, context: LowerContext): void {
  const { dim } = call.attrs;
  const [base, index, source] = call.inputs.map((view) => axisLast(view, dim));
  const out = axisLast(call.outputs[0], dim);
  const last = out.shape.length - 1;
  const lines = sizeOf(out.shape.slice(0, last));
  const builder = new KernelBuilder("scatter_add").extents("n", out.shape).extents("m", index.shape);
  builder.read("base", base).read("index", index).read("source", source).write("out", out).include(POSITION);
  // The index may be shorter than the base along the other axes: those lines are copied.
  const covered = leading(last)
    .map((c, axis) => `${c} < p.m${axis}`)
    .concat("true")
    .join(" && ");
  const add = sumOf(out);
  const at = (place: string): string => [...leading(last), place].join(", ");
  if (lines >= 64 || index.shape[last] > 4096)
    context.emit(
      builder.build(
        lines,
        `${unravelLine(last)}
  for (var k = 0u; k < p.n${last}; k++) { out_set(${at("k")}, base_get(${at("k")})); }
  if (${covered}) {
    for (var k = 0u; k < p.m${last}; k++) {
      let place = inside(index_get(${at("k")}), p.n${last});
      out_set(${at("place")}, ${add(`out_get(${at("place")})`, `source_get(${at("k")})`)});
    }
  }`,
      ),
    );
  else
    context.emit(
      builder.build(
        sizeOf(out.shape),
        `${unravel("i", last + 1, "c", "n")}
  var sum = base_get(${at(`c${last}`)});
  if (${covered}) {
    for (var k = 0u; k < p.m${last}; k++) {
      if (inside(index_get(${at("k")}), p.n${last}) == c${last}) { sum = ${add("sum", `source_get(${at("k")})`)}; }
    }
  }
  out_set(${at(`c${last}`)}, sum);`,
      ),
    );
}

const unravelLine = (axes: number): string => unravel("i", axes, "c", "n");

function sumOf({ dtype }: View): (a: string, b: string) => string {
  if (dtype === "bool") return (a, b) => `${a} || ${b}`;
  return dtype === "uint8" ? (a, b) => `(${a} + ${b}) & 255u` : (a, b) => `${a} + ${b}`;
}
