// Philox 4×32-10, the same bits as on the CPU: element i is lane i mod 4 of block offset + floor(i / 4).
import { sizeOf, type PrimitiveAttrs, type PrimitiveCall } from "@sonograd/core";
import { coordinates, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { WAVE_FUNCTIONS } from "./real-functions.js";
import { castExpr } from "./wgsl-types.js";

const TWO_32 = 2 ** 32;

const PHILOX = /* wgsl */ `
fn philox_high(a: u32, b: u32) -> u32 {
  let al = a & 0xffffu; let ah = a >> 16u; let bl = b & 0xffffu; let bh = b >> 16u;
  let middle = ah * bl + ((al * bl) >> 16u);
  let other = al * bh + (middle & 0xffffu);
  return ah * bh + (middle >> 16u) + (other >> 16u);
}
fn philox(counter: vec4<u32>, key: vec2<u32>) -> vec4<u32> {
  var c = counter;
  var k = key;
  for (var round = 0; round < 10; round++) {
    c = vec4<u32>(philox_high(0xcd9e8d57u, c.z) ^ c.y ^ k.x, 0xcd9e8d57u * c.z, philox_high(0xd2511f53u, c.x) ^ c.w ^ k.y, 0xd2511f53u * c.x);
    k = k + vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}`;

// The angle 2π·u2 is reduced to a quarter turn before it is rounded.
const NORMAL = /* wgsl */ `
fn normal(even: u32, odd: u32) -> vec2<f32> {
  let radius = sqrt(-2.0 * log_f(f32((even >> 8u) + 1u) * 5.9604644775390625e-8));
  let quarters = f32(odd >> 8u) * 2.384185791015625e-7;
  let k = floor(quarters + 0.5);
  let turn = Reduced((quarters - k) * 1.57079633, i32(k));
  return radius * vec2<f32>(turned(turn, turn.quadrant + 1), turned(turn, turn.quadrant));
}`;

/** The values of a block's four elements, as \`values[lane]\`. */
const VALUES: Record<PrimitiveAttrs["random"]["kind"], string> = {
  bits: "let values = bitcast<vec4<i32>>(lanes);",
  uniform: "let values = vec4<f32>(lanes >> vec4<u32>(8u)) * 5.9604644775390625e-8;",
  normal: "let values = vec4<f32>(normal(lanes.x, lanes.y), normal(lanes.z, lanes.w));",
};

/** A thread per block of four elements. */
export function random(call: PrimitiveCall<"random">, context: LowerContext): void {
  const { kind } = call.attrs;
  const out = call.outputs[0];
  const rank = out.shape.length;
  const builder = new KernelBuilder(`random:${kind}`).extents("n", out.shape);
  // Read from the call at each replay: a captured step draws on, and gets new attributes for it.
  builder.u32("key0", () => call.attrs.seed).u32("key1", () => Math.floor(call.attrs.seed / TWO_32) & 0x1fffff);
  builder.u32("block_low", () => call.attrs.offset % TWO_32);
  builder.u32("block_high", () => Math.floor(call.attrs.offset / TWO_32));
  builder.u32("size", sizeOf(out.shape)).write("out", out).include(PHILOX);
  if (kind === "normal") builder.include(WAVE_FUNCTIONS).include(NORMAL);
  const target = [
    ...(rank > 0 ? [coordinates("c", rank)] : []),
    castExpr(kind === "bits" ? "int32" : "float32", out.dtype, "values[lane]"),
  ];
  context.emit(
    builder.build(
      Math.ceil(sizeOf(out.shape) / 4),
      `  let low = p.block_low + i;
  let carry = select(0u, 1u, low < p.block_low);
  let lanes = philox(vec4<u32>(low, p.block_high + carry, 0u, 0u), vec2<u32>(p.key0, p.key1));
  ${VALUES[kind]}
  for (var lane = 0u; lane < min(4u, p.size - 4u * i); lane++) {
  ${unravel("(4u * i + lane)", rank, "c", "n")}
    out_set(${target.join(", ")});
  }`,
    ),
  );
}
