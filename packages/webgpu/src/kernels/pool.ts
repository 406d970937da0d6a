// Max and average pooling and their gradients. Gradients gather, so they need no atomics.
import { sizeOf, type PoolAttrs, type PrimitiveCall, type View } from "@sonograd/core";
import { KernelBuilder, type LowerContext } from "./kernel.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { spatialExtents, spatialView, triple } from "./spatial.js";
import { requireFloat32 } from "./wgsl-types.js";

const AXES = ["d", "h", "w"] as const;

function geometry(builder: KernelBuilder, x: View, y: View, attrs: PoolAttrs): void {
  const kernel = triple(attrs.kernel, 1);
  const stride = triple(attrs.stride, 1);
  const padding = triple(attrs.padding, 0);
  const dilation = attrs.kind === "max" ? triple(attrs.dilation, 1) : ([1, 1, 1] as const);
  for (const [name, extent] of [...spatialExtents("x", x), ...spatialExtents("y", y)]) builder.i32(name, extent);
  builder.u32("channels", x.shape[1]);
  AXES.forEach((axis, k) => {
    builder.i32(`pad_${axis}`, padding[k]);
    const name = axis.toUpperCase();
    builder.include(
      `const KERNEL_${name} = ${kernel[k]};\nconst STRIDE_${name} = ${stride[k]};\nconst DILATION_${name} = ${dilation[k]};`,
    );
  });
}

/** Splits `i` into n, c and the position of an array whose extents are p.${of}_d, …. */
const position = (of: "x" | "y"): string => `
  let w = i32(i) % p.${of}_w;
  var rest = i32(i) / p.${of}_w;
  let h = rest % p.${of}_h;
  rest = rest / p.${of}_h;
  let d = rest % p.${of}_d;
  rest = rest / p.${of}_d;
  let c = u32(rest) % p.channels;
  let n = u32(rest) / p.channels;`;

// ceilMode lets a last window overhang the padding; the overhang never counts.
const windowCells = (countIncludePad: boolean): string =>
  countIncludePad
    ? "fn cells(start: i32, kernel: i32, extent: i32, pad: i32) -> i32 { return min(start + kernel, extent + pad) - start; }"
    : "fn cells(start: i32, kernel: i32, extent: i32, pad: i32) -> i32 { return min(start + kernel, extent) - max(start, 0); }";

const divisor = (d: string, h: string, w: string): string =>
  `f32(cells(${d}, KERNEL_D, p.x_d, p.pad_d) * cells(${h}, KERNEL_H, p.x_h, p.pad_h) * cells(${w}, KERNEL_W, p.x_w, p.pad_w))`;

export function pool(call: PrimitiveCall<"pool">, context: LowerContext): void {
  const { attrs } = call;
  const x = spatialView(call.inputs[0]);
  const [y, index] = call.outputs.map(spatialView);
  requireFloat32("pool", [x]);
  const isMax = attrs.kind === "max";
  const builder = new KernelBuilder(`pool:${attrs.kind}`);
  geometry(builder, x, y, attrs);
  builder.include(NAN_FUNCTIONS).read("x", x).write("y", y);
  if (isMax) builder.write("index", index);
  else builder.include(windowCells(attrs.countIncludePad));
  // The first of equals stays; a NaN wins and stays.
  const visit = isMax
    ? "if (winner < 0 || (!is_nan(best) && (value > best || is_nan(value)))) { best = value; winner = (at_d * p.x_h + at_h) * p.x_w + at_w; }"
    : "best = best + value;";
  const finish = isMax
    ? "y_set(n, c, u32(d), u32(h), u32(w), best);\n  index_set(n, c, u32(d), u32(h), u32(w), winner);"
    : `y_set(n, c, u32(d), u32(h), u32(w), best / ${divisor("d * STRIDE_D - p.pad_d", "h * STRIDE_H - p.pad_h", "w * STRIDE_W - p.pad_w")});`;
  context.emit(
    builder.build(
      sizeOf(y.shape),
      `${position("y")}
  var best = 0.0;
  ${isMax ? "var winner = -1;" : ""}
  for (var kd = 0; kd < KERNEL_D; kd++) {
    let at_d = d * STRIDE_D - p.pad_d + kd * DILATION_D;
    if (at_d < 0 || at_d >= p.x_d) { continue; }
    for (var kh = 0; kh < KERNEL_H; kh++) {
      let at_h = h * STRIDE_H - p.pad_h + kh * DILATION_H;
      if (at_h < 0 || at_h >= p.x_h) { continue; }
      for (var kw = 0; kw < KERNEL_W; kw++) {
        let at_w = w * STRIDE_W - p.pad_w + kw * DILATION_W;
        if (at_w < 0 || at_w >= p.x_w) { continue; }
        let value = x_get(n, c, u32(at_d), u32(at_h), u32(at_w));
        ${visit}
      }
    }
  }
  ${finish}`,
    ),
  );
}

export function poolGrad(call: PrimitiveCall<"poolGrad">, context: LowerContext): void {
  const { attrs } = call;
  const [gradY, index] = call.inputs.map(spatialView);
  const gradX = spatialView(call.outputs[0]);
  requireFloat32("poolGrad", [gradY]);
  const isMax = attrs.kind === "max";
  const builder = new KernelBuilder(`pool_grad:${attrs.kind}`);
  geometry(builder, gradX, gradY, attrs);
  builder.read("g", gradY).write("out", gradX);
  if (isMax) builder.read("index", index);
  else builder.include(windowCells(attrs.countIncludePad));
  const at = "n, c, u32(od / STRIDE_D), u32(oh / STRIDE_H), u32(ow / STRIDE_W)";
  const visit = isMax
    ? `if (index_get(${at}) == own) { sum = sum + g_get(${at}); }`
    : `sum = sum + g_get(${at}) / ${divisor("od - p.pad_d", "oh - p.pad_h", "ow - p.pad_w")};`;
  // od, oh, ow are output positions times the stride.
  context.emit(
    builder.build(
      sizeOf(gradX.shape),
      `${position("x")}
  ${isMax ? "let own = (d * p.x_h + h) * p.x_w + w;" : ""}
  var sum = 0.0;
  for (var kd = 0; kd < KERNEL_D; kd++) {
    let od = d + p.pad_d - kd * DILATION_D;
    if (od < 0 || od % STRIDE_D != 0 || od / STRIDE_D >= p.y_d) { continue; }
    for (var kh = 0; kh < KERNEL_H; kh++) {
      let oh = h + p.pad_h - kh * DILATION_H;
      if (oh < 0 || oh % STRIDE_H != 0 || oh / STRIDE_H >= p.y_h) { continue; }
      for (var kw = 0; kw < KERNEL_W; kw++) {
        let ow = w + p.pad_w - kw * DILATION_W;
        if (ow < 0 || ow % STRIDE_W != 0 || ow / STRIDE_W >= p.y_w) { continue; }
        ${visit}
      }
    }
  }
  out_set(n, c, u32(d), u32(h), u32(w), sum);`,
    ),
  );
}
