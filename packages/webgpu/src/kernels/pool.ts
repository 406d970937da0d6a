// Max and average pooling and their gradients over one to three axes. Gradients gather, so they need no atomics.
import { sizeOf, type PoolAttrs, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, type Kernel, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { range } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

/** One spatial axis: window, and whether all windows lie inside, so that nobody has to look. */
interface Axis {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly isInside: boolean;
}

function axesOf(x: View, y: View, { kind, kernel, stride, padding, dilation }: PoolAttrs): Axis[] {
  return kernel.map((size, k) => {
    const axis = { kernel: size, stride: stride[k], padding: padding[k], dilation: kind === "max" ? dilation[k] : 1 };
    const last = (y.shape[k + 2] - 1) * axis.stride + (size - 1) * axis.dilation;
    return { ...axis, isInside: axis.padding === 0 && last < x.shape[k + 2] };
  });
}

/** Extents of x and y per spatial axis as `p.x0`, `p.y0`, …; of the array that threads walk over as `p.n0`, …. */
function geometry(builder: KernelBuilder, x: View, y: View, walked: View): void {
  x.shape.slice(2).forEach((extent, k) => builder.i32(`x${k}`, extent).i32(`y${k}`, y.shape[k + 2]));
  builder.extents("n", walked.shape);
}

/** Cells of a window that are written out one by one. */
const UNROLLED = 4;

function unrolled(axes: readonly Axis[], body: string, k: number): string {
  if (k === axes.length) return `  {\n    ${body}\n  }`;
  const { kernel, stride, dilation } = axes[k];
  return range(kernel)
    .map((c) => `  {\n    let at${k} = o${k} * ${stride} + ${c * dilation};\n${unrolled(axes, body, k + 1)}\n  }`)
    .join("\n");
}

/** `body` for every cell `at0, at1, …` of the window of output `o0, o1, …` that lies in x. */
function overWindow(axes: readonly Axis[], body: string): string {
  const cells = axes.reduce((product, { kernel }) => product * kernel, 1);
  if (cells <= UNROLLED && axes.every(({ isInside }) => isInside)) return unrolled(axes, body, 0);
  return axes.reduceRight((inner, { kernel, stride, padding, dilation, isInside }, k) => {
    const start = `o${k} * ${stride}${padding === 0 ? "" : ` - ${padding}`}`;
    const check = isInside ? "" : `if (at${k} < 0 || at${k} >= p.x${k}) { continue; }`;
    return `  for (var k${k} = 0; k${k} < ${kernel}; k${k}++) {
    let at${k} = ${start} + k${k}${dilation === 1 ? "" : ` * ${dilation}`};
    ${check}
${inner}
  }`;
  }, body);
}

/** `body` for every output `o0, o1, …` whose window covers the cell `at0, at1, …`. */
function overOutputs(axes: readonly Axis[], body: string): string {
  return axes.reduceRight((inner, axis, k) => `  ${outputLoop(axis, k)}\n${inner}\n  }`, body);
}

function outputLoop({ kernel, stride, padding, dilation }: Axis, k: number): string {
  const place = padding === 0 ? `at${k}` : `(at${k} + ${padding})`;
  // Windows side by side: one of them covers the cell, or none behind the last.
  if (dilation === 1 && kernel === stride) return `let o${k} = ${place} / ${stride};\n  if (o${k} < p.y${k}) {`;
  if (dilation === 1)
    return `let first${k} = max(0, (${place} - ${kernel - 1} + ${stride - 1}) / ${stride});
  for (var o${k} = first${k}; o${k} <= min(${place} / ${stride}, p.y${k} - 1); o${k}++) {`;
  return `for (var k${k} = 0; k${k} < ${kernel}; k${k}++) {
    let scaled${k} = ${place} - k${k} * ${dilation};
    if (scaled${k} < 0 || scaled${k} % ${stride} != 0 || scaled${k} / ${stride} >= p.y${k}) { continue; }
    let o${k} = scaled${k} / ${stride};`;
}

const whole = (prefix: string, axes: readonly Axis[]): string =>
  ["c0", "c1", ...axes.map((_, k) => `u32(${prefix}${k})`)].join(", ");

/** The position among the spatial axes of x as one number. */
const flatPosition = (axes: readonly Axis[]): string =>
  axes.slice(1).reduce((sum, _, k) => `(${sum} * p.x${k + 1} + at${k + 1})`, "at0");

// ceilMode lets a last window overhang the padding; the overhang never counts.
function divisor(axes: readonly Axis[], countIncludePad: boolean): string {
  const cells = axes.map(({ kernel, stride, padding, isInside }, k) => {
    if (isInside) return `${kernel}`;
    const start = `(o${k} * ${stride} - ${padding})`;
    return countIncludePad
      ? `(min(${start} + ${kernel}, p.x${k} + ${padding}) - ${start})`
      : `(min(${start} + ${kernel}, p.x${k}) - max(${start}, 0))`;
  });
  return `f32(${cells.join(" * ")})`;
}

const signed = (prefix: string, axes: readonly Axis[]): string =>
  axes.map((_, k) => `  let ${prefix}${k} = i32(c${k + 2});`).join("\n");

export function pool(call: PrimitiveCall<"pool">, context: LowerContext): void {
  requireFloat32("pool", call.inputs);
  context.emit(forwardKernel(call));
}

function forwardKernel({ inputs: [x], outputs: [y, index], attrs }: PrimitiveCall<"pool">): Kernel {
  const isMax = attrs.kind === "max";
  const axes = axesOf(x, y, attrs);
  const builder = new KernelBuilder(`pool:${attrs.kind}`);
  geometry(builder, x, y, y);
  builder.read("x", x).write("y", y);
  if (isMax) builder.include(NAN_FUNCTIONS).write("index", index);
  const rank = y.shape.length;
  const at = coordinates("c", rank);
  // The first of equals stays; a NaN wins and stays.
  const visit = isMax
    ? `let value = x_get(${whole("at", axes)});
    let wins = winner < 0 || (!is_nan(best) && (value > best || is_nan(value)));
    best = select(best, value, wins);
    winner = select(winner, ${flatPosition(axes)}, wins);`
    : `best = best + x_get(${whole("at", axes)});`;
  const finish = isMax
    ? `  y_set(${at}, best);\n  index_set(${at}, winner);`
    : `  y_set(${at}, best / ${divisor(axes, attrs.countIncludePad)});`;
  return builder.build(
    sizeOf(y.shape),
    `${unravel("i", rank, "c", "n")}
${signed("o", axes)}
  var best = 0.0;
  ${isMax ? "var winner = -1;" : ""}
${overWindow(axes, visit)}
${finish}`,
  );
}

export function poolGrad(call: PrimitiveCall<"poolGrad">, context: LowerContext): void {
  requireFloat32("poolGrad", call.inputs.slice(0, 1));
  const axes = axesOf(call.outputs[0], call.inputs[0], call.attrs);
  const isTiling = axes.every((axis) => axis.kernel === axis.stride && axis.dilation === 1 && axis.padding === 0);
  const cells = axes.reduce((product, { kernel }) => product * kernel, 1);
  context.emit(isTiling && cells <= 16 ? tileGradKernel(call, axes) : gradKernel(call, axes));
}

/** Windows side by side: a thread per window, those behind the last one included, writes the window's cells. */
function tileGradKernel(call: PrimitiveCall<"poolGrad">, axes: readonly Axis[]): Kernel {
  const { inputs, outputs, attrs } = call;
  const [gradY, index] = inputs;
  const [gradX] = outputs;
  const isMax = attrs.kind === "max";
  const tiles = axes.map(({ stride }, k) => Math.ceil(gradX.shape[k + 2] / stride));
  const shape = [...gradX.shape.slice(0, 2), ...tiles];
  // No window sticks out and none is left over: nobody has to look.
  const isWhole = axes.every(({ stride }, k) => tiles[k] === gradY.shape[k + 2] && tiles[k] * stride === gradX.shape[k + 2]); // prettier-ignore
  const builder = new KernelBuilder(`pool_grad:${attrs.kind}:tiles`);
  gradX.shape.slice(2).forEach((extent, k) => builder.i32(`x${k}`, extent).i32(`y${k}`, gradY.shape[k + 2]));
  builder.extents("n", shape).read("g", gradY).write("out", gradX);
  if (isMax) builder.read("index", index);
  const at = whole("o", axes);
  const load = isMax ? `grad = g_get(${at});\n    winner = index_get(${at});` : `grad = g_get(${at}) / ${divisor(axes, attrs.countIncludePad)};`; // prettier-ignore
  const store = `out_set(${whole("at", axes)}, ${isMax ? `select(0.0, grad, winner == ${flatPosition(axes)})` : "grad"});`;
  // Every cell has its place in the code: nothing is computed in loops.
  const cellsOf = (k: number): string =>
    k === axes.length
      ? `  ${store}`
      : range(axes[k].kernel)
          .map(
            (c) =>
              `  { let at${k} = o${k} * ${axes[k].stride} + ${c}; ${isWhole ? "" : `if (at${k} < p.x${k}) `}{\n${cellsOf(k + 1)}\n  } }`,
          ) // prettier-ignore
          .join("\n");
  return builder.build(
    sizeOf(shape),
    `${unravel("i", shape.length, "c", "n")}
${signed("o", axes)}
  var grad = 0.0;
  ${isMax ? "var winner = -1;" : ""}
  ${isWhole ? "" : `if (${axes.map((_, k) => `o${k} < p.y${k}`).join(" && ")}) `}{
    ${load}
  }
${cellsOf(0)}`,
  );
}

function gradKernel(call: PrimitiveCall<"poolGrad">, axes: readonly Axis[]): Kernel {
  const { inputs, outputs, attrs } = call;
  const [gradY, index] = inputs;
  const [gradX] = outputs;
  const isMax = attrs.kind === "max";
  const builder = new KernelBuilder(`pool_grad:${attrs.kind}`);
  geometry(builder, gradX, gradY, gradX);
  builder.read("g", gradY).write("out", gradX);
  if (isMax) builder.read("index", index);
  const at = whole("o", axes);
  const visit = isMax
    ? `if (index_get(${at}) == own) { sum = sum + g_get(${at}); }`
    : `sum = sum + g_get(${at}) / ${divisor(axes, attrs.countIncludePad)};`;
  const rank = gradX.shape.length;
  return builder.build(
    sizeOf(gradX.shape),
    `${unravel("i", rank, "c", "n")}
${signed("at", axes)}
  ${isMax ? `let own = ${flatPosition(axes)};` : ""}
  var sum = 0.0;
${overOutputs(axes, visit)}
  out_set(${coordinates("c", rank)}, sum);`,
  );
}
