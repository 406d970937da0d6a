// Direct convolution. A thread computes a few channels of a few neighbouring positions, so that every loaded number is used
// several times; there are no barriers and no atomics, so results are the same on every run.
import { type ConvAttrs, type PrimitiveCall, type View } from "@sonograd/core";
import { KernelBuilder, type Kernel, type LowerContext } from "./kernel.js";
import { partCount, reduceView } from "./reduce.js";
import { spatialExtents, spatialView, triple } from "./spatial.js";
import { range, reshaped } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

/** Channels or positions that one thread computes together. */
const blockOf = (extent: number): number => (extent >= 4 ? 4 : 1);

const AXES = ["d", "h", "w"] as const;

// Kernel size, stride and dilation are constants of the code; the rest are numbers, so that another batch size or
// length does not compile another kernel.
function geometry(builder: KernelBuilder, x: View, w: View, y: View, attrs: ConvAttrs): { constants: string } {
  const [stride, dilation] = [triple(attrs.stride, 1), triple(attrs.dilation, 1)];
  const padding = triple(
    attrs.padding.map(([before]) => before),
    0,
  );
  for (const [name, extent] of [...spatialExtents("x", x), ...spatialExtents("y", y)]) builder.u32(name, extent);
  AXES.forEach((axis, k) => builder.i32(`pad_${axis}`, padding[k]));
  builder
    .u32("groups", attrs.groups)
    .u32("in_channels", w.shape[1])
    .u32("out_channels", w.shape[0] / attrs.groups);
  const constants = AXES.map(
    (axis, k) =>
      `const KERNEL_${axis.toUpperCase()} = ${w.shape[k + 2]}u;\nconst STRIDE_${axis.toUpperCase()} = ${stride[k]};\nconst DILATION_${axis.toUpperCase()} = ${dilation[k]};`,
  ).join("\n");
  return { constants };
}

/** WGSL that loads x0, x1, … from `start` on, `step` apart, in the line of x that begins at index `line`; zeros in the padding. */
function loadLine(count: number, step: string): string {
  const at = (t: number): string => (t === 0 ? "start" : `start + ${t} * ${step}`);
  const all = range(count);
  return all
    .map(
      (t) => `          let at${t} = ${at(t)};
          let x${t} = select(0.0, x[line + u32(clamp(at${t}, 0, i32(p.x_w) - 1)) * p.x_s4], at${t} >= 0 && at${t} < i32(p.x_w));`,
    )
    .join("\n");
}

export function conv(call: PrimitiveCall<"conv">, context: LowerContext): void {
  const [x, w] = call.inputs.slice(0, 2).map(spatialView);
  const bias: View | undefined = call.inputs[2];
  const y = spatialView(call.outputs[0]);
  requireFloat32("conv", [x, w]);
  context.emit(convKernel(x, w, bias, y, call.attrs));
}

function convKernel(x: View, w: View, bias: View | undefined, y: View, attrs: ConvAttrs): Kernel {
  const outChannels = w.shape[0] / attrs.groups;
  const channels = blockOf(outChannels);
  const positions = blockOf(y.shape[4]);
  const channelTiles = Math.ceil(outChannels / channels);
  const tiles = Math.ceil(y.shape[4] / positions);
  const builder = new KernelBuilder("conv");
  const { constants } = geometry(builder, x, w, y, attrs);
  builder.u32("tiles", tiles).u32("channel_tiles", channelTiles).read("x", x).read("w", w);
  if (bias) builder.read("bias", bias);
  builder.write("y", y).include(constants);
  const cells = range(channels).flatMap((c) => range(positions).map((t) => [c, t] as const));
  const body = `
  let ow = (i % p.tiles) * ${positions}u;
  var rest = i / p.tiles;
  let oh = rest % p.y_h;
  rest = rest / p.y_h;
  let od = rest % p.y_d;
  rest = rest / p.y_d;
  let first = (rest % p.channel_tiles) * ${channels}u;
  rest = rest / p.channel_tiles;
  let g = rest % p.groups;
  let n = rest / p.groups;
${range(channels)
  .map((c) => `  let o${c} = g * p.out_channels + min(first + ${c}u, p.out_channels - 1u);`)
  .join("\n")}
${cells.map(([c, t]) => `  var acc_${c}_${t} = ${bias ? `bias_get(o${c})` : "0.0"};`).join("\n")}
  for (var ic = 0u; ic < p.in_channels; ic++) {
    let channel = g * p.in_channels + ic;
    for (var kd = 0u; kd < KERNEL_D; kd++) {
      let d = i32(od) * STRIDE_D + i32(kd) * DILATION_D - p.pad_d;
      if (d < 0 || d >= i32(p.x_d)) { continue; }
      for (var kh = 0u; kh < KERNEL_H; kh++) {
        let h = i32(oh) * STRIDE_H + i32(kh) * DILATION_H - p.pad_h;
        if (h < 0 || h >= i32(p.x_h)) { continue; }
        let line = x_at(n, channel, u32(d), u32(h), 0u);
${range(channels)
  .map((c) => `        let row${c} = w_at(o${c}, ic, kd, kh, 0u);`)
  .join("\n")}
        for (var kw = 0u; kw < KERNEL_W; kw++) {
          let start = i32(ow) * STRIDE_W + i32(kw) * DILATION_W - p.pad_w;
${loadLine(positions, "STRIDE_W")}
${range(channels)
  .map((c) => `          let w${c} = w[row${c} + kw * p.w_s4];`)
  .join("\n")}
${cells.map(([c, t]) => `          acc_${c}_${t} = acc_${c}_${t} + w${c} * x${t};`).join("\n")}
        }
      }
    }
  }
${cells
  .map(
    ([c, t]) =>
      `  if (first + ${c}u < p.out_channels && ow + ${t}u < p.y_w) { y_set(n, o${c}, od, oh, ow + ${t}u, acc_${c}_${t}); }`,
  )
  .join("\n")}`;
  const threads = y.shape[0] * attrs.groups * channelTiles * y.shape[2] * y.shape[3] * tiles;
  return builder.build(threads, body);
}

export function convInputGrad(call: PrimitiveCall<"convInputGrad">, context: LowerContext): void {
  const [gradY, w] = call.inputs.map(spatialView);
  const gradX = spatialView(call.outputs[0]);
  requireFloat32("convInputGrad", [gradY, w]);
  context.emit(inputGradKernel(gradY, w, gradX, call.attrs));
}

// Every input position gathers from the outputs whose windows cover it: those at a whole number of strides.
function inputGradKernel(gradY: View, w: View, gradX: View, attrs: ConvAttrs): Kernel {
  const inChannels = w.shape[1];
  const channels = blockOf(inChannels);
  const positions = blockOf(gradX.shape[4]);
  const channelTiles = Math.ceil(inChannels / channels);
  const tiles = Math.ceil(gradX.shape[4] / positions);
  const builder = new KernelBuilder("conv:input_grad");
  const { constants } = geometry(builder, gradX, w, gradY, attrs);
  builder.u32("tiles", tiles).u32("channel_tiles", channelTiles);
  builder.read("g", gradY).read("w", w).write("out", gradX).include(constants);
  const cells = range(channels).flatMap((c) => range(positions).map((t) => [c, t] as const));
  const body = `
  let iw = (i % p.tiles) * ${positions}u;
  var rest = i / p.tiles;
  let ih = rest % p.x_h;
  rest = rest / p.x_h;
  let id = rest % p.x_d;
  rest = rest / p.x_d;
  let first = (rest % p.channel_tiles) * ${channels}u;
  rest = rest / p.channel_tiles;
  let group = rest % p.groups;
  let n = rest / p.groups;
${range(channels)
  .map((c) => `  let c${c} = min(first + ${c}u, p.in_channels - 1u);`)
  .join("\n")}
${cells.map(([c, t]) => `  var acc_${c}_${t} = 0.0;`).join("\n")}
  for (var oc = 0u; oc < p.out_channels; oc++) {
    let o = group * p.out_channels + oc;
    for (var kd = 0u; kd < KERNEL_D; kd++) {
      let d = i32(id) + p.pad_d - i32(kd) * DILATION_D;
      if (d < 0 || d % STRIDE_D != 0 || d / STRIDE_D >= i32(p.y_d)) { continue; }
      for (var kh = 0u; kh < KERNEL_H; kh++) {
        let h = i32(ih) + p.pad_h - i32(kh) * DILATION_H;
        if (h < 0 || h % STRIDE_H != 0 || h / STRIDE_H >= i32(p.y_h)) { continue; }
        let line = g_at(n, o, u32(d / STRIDE_D), u32(h / STRIDE_H), 0u);
${range(channels)
  .map((c) => `        let row${c} = w_at(o, c${c}, kd, kh, 0u);`)
  .join("\n")}
        for (var kw = 0u; kw < KERNEL_W; kw++) {
          let start = i32(iw) + p.pad_w - i32(kw) * DILATION_W;
${range(positions)
  .map(
    (t) => `          let at${t} = start + ${t};
          var g${t} = 0.0;
          if (at${t} >= 0 && at${t} % STRIDE_W == 0 && at${t} / STRIDE_W < i32(p.y_w)) { g${t} = g[line + u32(at${t} / STRIDE_W) * p.g_s4]; }`,
  )
  .join("\n")}
${range(channels)
  .map((c) => `          let w${c} = w[row${c} + kw * p.w_s4];`)
  .join("\n")}
${cells.map(([c, t]) => `          acc_${c}_${t} = acc_${c}_${t} + w${c} * g${t};`).join("\n")}
        }
      }
    }
  }
${cells
  .map(
    ([c, t]) =>
      `  if (first + ${c}u < p.in_channels && iw + ${t}u < p.x_w) { out_set(n, group * p.in_channels + c${c}, id, ih, iw + ${t}u, acc_${c}_${t}); }`,
  )
  .join("\n")}`;
  const threads = gradX.shape[0] * attrs.groups * channelTiles * gradX.shape[2] * gradX.shape[3] * tiles;
  return builder.build(threads, body);
}

/** Output positions that one turn of a weight's sum covers. */
const SEGMENT = 32;

export function convWeightGrad(call: PrimitiveCall<"convWeightGrad">, context: LowerContext): void {
  const bias = call.outputs[1];
  if (bias) {
    const [gradY] = call.inputs;
    const others = range(gradY.shape.length).filter((axis) => axis !== 1);
    const lengths = gradY.shape.map((n, axis) => (axis === 1 ? n : 1));
    const strides = gradY.shape.map((_, axis) => (axis === 1 ? bias.strides[0] : 0));
    reduceView("sum", gradY, others, reshaped(bias, lengths, strides), context);
  }
  const [gradY, x] = call.inputs.map(spatialView);
  const gradW = spatialView(call.outputs[0]);
  requireFloat32("convWeightGrad", [gradY, x]);
  const outChannels = gradW.shape[0] / call.attrs.groups;
  const blocks = {
    channels: blockOf(outChannels),
    columns: Math.min(gradW.shape[4], 4),
  };
  const threads =
    call.attrs.groups *
    Math.ceil(outChannels / blocks.channels) *
    gradW.shape[1] *
    gradW.shape[2] *
    gradW.shape[3] *
    Math.ceil(gradW.shape[4] / blocks.columns);
  const segments = gradY.shape[0] * gradY.shape[2] * gradY.shape[3] * Math.ceil(gradY.shape[4] / SEGMENT);
  const parts = Math.min(partCount(threads, segments * SEGMENT), segments);
  if (parts === 1) {
    context.emit(weightGradKernel(gradY, x, withParts(gradW), call.attrs, blocks, threads, segments));
    return;
  }
  const partial = context.temporary("float32", [parts, ...gradW.shape]);
  context.emit(weightGradKernel(gradY, x, partial, call.attrs, blocks, threads, segments));
  reduceView("sum", partial, [0], withParts(gradW), context);
}

const withParts = (view: View): View => reshaped(view, [1, ...view.shape], [0, ...view.strides]);

// The sum over all images and positions is long and the outputs few: it is cut into parts, added up afterwards.
function weightGradKernel(
  gradY: View,
  x: View,
  out: View,
  attrs: ConvAttrs,
  { channels, columns }: { channels: number; columns: number },
  threads: number,
  segments: number,
): Kernel {
  const gradW = reshaped(out, out.shape.slice(1), out.strides.slice(1));
  const outChannels = gradW.shape[0] / attrs.groups;
  const columnTiles = Math.ceil(gradW.shape[4] / columns);
  const builder = new KernelBuilder("conv:weight_grad");
  const { constants } = geometry(builder, x, gradW, gradY, attrs);
  builder
    .u32("column_tiles", columnTiles)
    .u32("channel_tiles", Math.ceil(outChannels / channels))
    .u32("parts", out.shape[0])
    .u32("segments", segments)
    .u32("row_segments", Math.ceil(gradY.shape[4] / SEGMENT));
  builder.read("g", gradY).read("x", x).write("out", out).include(constants);
  const cells = range(channels).flatMap((c) => range(columns).map((t) => [c, t] as const));
  const body = `
  let part = i % p.parts;
  var rest = i / p.parts;
  let kw = (rest % p.column_tiles) * ${columns}u;
  rest = rest / p.column_tiles;
  let kh = rest % KERNEL_H;
  rest = rest / KERNEL_H;
  let kd = rest % KERNEL_D;
  rest = rest / KERNEL_D;
  let ic = rest % p.in_channels;
  rest = rest / p.in_channels;
  let first = (rest % p.channel_tiles) * ${channels}u;
  let group = rest / p.channel_tiles;
  let channel = group * p.in_channels + ic;
${range(channels)
  .map((c) => `  let o${c} = group * p.out_channels + min(first + ${c}u, p.out_channels - 1u);`)
  .join("\n")}
${cells.map(([c, t]) => `  var acc_${c}_${t} = 0.0;`).join("\n")}
  for (var segment = part; segment < p.segments; segment += p.parts) {
    let from_w = (segment % p.row_segments) * ${SEGMENT}u;
    var row = segment / p.row_segments;
    let oh = row % p.y_h;
    row = row / p.y_h;
    let od = row % p.y_d;
    let n = row / p.y_d;
    let d = i32(od) * STRIDE_D + i32(kd) * DILATION_D - p.pad_d;
    let h = i32(oh) * STRIDE_H + i32(kh) * DILATION_H - p.pad_h;
    if (d < 0 || d >= i32(p.x_d) || h < 0 || h >= i32(p.x_h)) { continue; }
    let line = x_at(n, channel, u32(d), u32(h), 0u);
${range(channels)
  .map((c) => `    let row${c} = g_at(n, o${c}, od, oh, 0u);`)
  .join("\n")}
    for (var ow = from_w; ow < min(from_w + ${SEGMENT}u, p.y_w); ow++) {
      let start = i32(ow) * STRIDE_W + i32(kw) * DILATION_W - p.pad_w;
${loadLine(columns, "DILATION_W")}
${range(channels)
  .map((c) => `      let g${c} = g[row${c} + ow * p.g_s4];`)
  .join("\n")}
${cells.map(([c, t]) => `      acc_${c}_${t} = acc_${c}_${t} + g${c} * x${t};`).join("\n")}
    }
  }
${cells
  .map(
    ([c, t]) =>
      `  if (first + ${c}u < p.out_channels && kw + ${t}u < KERNEL_W) { out_set(part, o${c}, ic, kd, kh, kw + ${t}u, acc_${c}_${t}); }`,
  )
  .join("\n")}`;
  return builder.build(threads * out.shape[0], body);
}
