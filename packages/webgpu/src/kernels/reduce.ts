// Reductions over any axes. Every output is one thread's loop, or, where that would leave the device idle, a team's; a
// very long one is cut into parts with a second pass over them. The order of additions never depends on timing.
import { sizeOf, type DType, type PrimitiveAttrs, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, type Kernel, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { teamCombine, teamLanes, teamMemory } from "./team.js";
import { coalesce, pickAxes, range } from "./views.js";
import { castExpr, valueType } from "./wgsl-types.js";

type Kind = PrimitiveAttrs["reduce"]["kind"];

const WANTED_THREADS = 4096;
/** Terms that one thread adds up alone. */
const SHORT = 128;
/** Terms per output that one team adds up, where there are no other teams at work. */
const LONG = 2 ** 17;
const ITEMS_PER_PART = 32;
// Fewer than a second cut would ask for, so that two passes are always enough.
const MOST_PARTS = 4 * ITEMS_PER_PART - 1;

export function reduce(call: PrimitiveCall<"reduce">, context: LowerContext): void {
  const { kind, dims } = call.attrs;
  reduceView(kind, call.inputs[0], dims, call.outputs[0], context);
}

/** `x` reduced over `dims` into `out`, whose reduced axes have extent 1. */
export function reduceView(kind: Kind, x: View, dims: readonly number[], out: View, context: LowerContext): void {
  const kept = range(x.shape.length).filter((axis) => !dims.includes(axis));
  const [source, target] = coalesce([pickAxes(x, kept), pickAxes(out, kept)]);
  const [inner] = coalesce([pickAxes(x, dims)]);
  const [outputs, length] = [sizeOf(target.shape), sizeOf(inner.shape)];
  if (outputs >= WANTED_THREADS || length < SHORT) {
    context.emit(reduceKernel(kind, source, inner, target));
    return;
  }
  if (outputs * LONG >= length) {
    context.emit(teamKernel(kind, source, inner, target, teamLanes(context.barriers)));
    return;
  }
  const parts = partCount(outputs, length);
  const partial = context.temporary(target.dtype, [...target.shape, parts]);
  context.emit(partialKernel(kind, source, inner, partial, parts));
  const axes = range(target.shape.length);
  const last = axes.length;
  context.emit(reduceKernel(kind, pickAxes(partial, axes), pickAxes(partial, [last]), target));
}

/** Into how many pieces a sum of `length` terms is cut when there are `outputs` of them. */
export function partCount(outputs: number, length: number): number {
  if (outputs >= WANTED_THREADS || length < 4 * ITEMS_PER_PART) return 1;
  return Math.min(Math.ceil(length / ITEMS_PER_PART), Math.ceil(WANTED_THREADS / outputs), MOST_PARTS);
}

export const START: Record<Kind, (dtype: DType) => string> = {
  sum: (dtype) => `${valueType(dtype)}()`,
  prod: (dtype) => (dtype === "complex64" ? "vec2<f32>(1.0, 0.0)" : `${valueType(dtype)}(1)`),
  max: (dtype) =>
    dtype === "float32" ? "from_bits(0xff800000u)" : dtype === "int32" ? "i32(-2147483648)" : `${valueType(dtype)}()`,
  min: (dtype) => {
    if (dtype === "float32") return "from_bits(0x7f800000u)";
    if (dtype === "int32") return "2147483647";
    return dtype === "bool" ? "true" : "255u";
  },
  any: () => "false",
  all: () => "true",
};

export function combine(kind: Kind, dtype: DType, a: string, b: string): string {
  if (kind === "any") return `${a} || ${b}`;
  if (kind === "all") return `${a} && ${b}`;
  if (dtype === "bool") return kind === "max" || kind === "sum" ? `${a} || ${b}` : `${a} && ${b}`;
  if (kind === "sum") return dtype === "uint8" ? `(${a} + ${b}) & 255u` : `${a} + ${b}`;
  if (kind === "prod") {
    if (dtype === "complex64") return `vec2<f32>(${a}.x * ${b}.x - ${a}.y * ${b}.y, ${a}.x * ${b}.y + ${a}.y * ${b}.x)`;
    return dtype === "uint8" ? `(${a} * ${b}) & 255u` : `${a} * ${b}`;
  }
  return dtype === "float32" ? `${kind}_f(${a}, ${b})` : `${kind}(${a}, ${b})`;
}

// `source` and `inner` are the same data: kept axes with the offset, reduced axes.
function loop(
  builder: KernelBuilder,
  kind: Kind,
  source: View,
  inner: View,
  dtype: DType,
  first: string,
  step: string,
): string {
  const rank = source.shape.length + inner.shape.length;
  const joined: View = {
    ...source,
    shape: [...source.shape, ...inner.shape],
    strides: [...source.strides, ...inner.strides],
  };
  builder.extents("m", inner.shape);
  builder.u32("length", sizeOf(inner.shape)).read("x", joined).include(NAN_FUNCTIONS);
  const at = [coordinates("c", source.shape.length), coordinates("k", rank - source.shape.length)].join(", ");
  return `
  var acc: ${valueType(dtype)} = ${START[kind](dtype)};
  for (var k = ${first}; k < p.length; k += ${step}) {
  ${unravel("k", inner.shape.length, "k", "m")}
    let value = ${castExpr(source.dtype, dtype, `x_get(${at})`)};
    acc = ${combine(kind, dtype, "acc", "value")};
  }`;
}

function reduceKernel(kind: Kind, source: View, inner: View, target: View): Kernel {
  const builder = new KernelBuilder(`reduce:${kind}`);
  const rank = target.shape.length;
  builder.extents("n", target.shape);
  const body = loop(builder, kind, source, inner, target.dtype, "0u", "1u");
  builder.write("y", target);
  return builder.build(
    sizeOf(target.shape),
    [unravel("i", rank, "c", "n"), body, `  y_set(${coordinates("c", rank)}, acc);`].join("\n"),
  );
}

function teamKernel(kind: Kind, source: View, inner: View, target: View, lanes: number): Kernel {
  const builder = new KernelBuilder(`reduce:${kind}:team`);
  const rank = target.shape.length;
  builder.extents("n", target.shape);
  const body = loop(builder, kind, source, inner, target.dtype, "lane", `${lanes}u`);
  builder.write("y", target);
  return builder.team(
    sizeOf(target.shape),
    lanes,
    teamMemory("shares", valueType(target.dtype), lanes),
    [
      unravel("i", rank, "c", "n"),
      body,
      "  shares[lane] = acc;",
      teamCombine(["shares"], lanes, (a, b) => combine(kind, target.dtype, a, b)),
      `  if (lane == 0u) { y_set(${coordinates("c", rank)}, shares[0]); }`,
    ].join("\n"),
  );
}

function partialKernel(kind: Kind, source: View, inner: View, partial: View, parts: number): Kernel {
  const builder = new KernelBuilder(`reduce:${kind}:partial`).u32("parts", parts);
  const rank = source.shape.length;
  builder.extents("n", source.shape);
  const body = loop(builder, kind, source, inner, partial.dtype, "part", "p.parts");
  builder.write("y", partial);
  return builder.build(
    sizeOf(partial.shape),
    [
      "  let part = i % p.parts;",
      unravel("i / p.parts", rank, "c", "n"),
      body,
      `  y_set(${coordinates("c", rank)}, part, acc);`,
    ].join("\n"),
  );
}
