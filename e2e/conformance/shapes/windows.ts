// matmul, the three passes of a convolution, pooling and its gradient.
import { sizeOf, type ConvAttrs, type PoolAttrs } from "@sonograd/core";
import type { HostView } from "../../../packages/webgpu/test/parity.js";
import type { Draw } from "./draw.js";
import { shapeCase, type Family, type ShapeCase } from "./family.js";

function drawMatmul(draw: Draw): ShapeCase {
  const extent = (): number => (draw.chance(4) ? 0 : draw.chance(15) ? draw.int(16, 70) : draw.int(1, 9));
  const batch = draw.shape(0, 3, { max: 3 });
  const [m, k, n] = [extent(), extent(), extent()];
  const dtype = draw.pick(["float32", "float32", "complex64", "int32"] as const);
  const inputs = [draw.view([...batch, m, k], dtype), draw.view([...batch, k, n], dtype)];
  return shapeCase("matmul", inputs, [draw.target([...batch, m, n], dtype)], {}, 1e-5);
}

// Kernel size, stride and dilation are part of the shader: a few sets of them, under any extents.
const GEOMETRIES: readonly { kernel: number[]; stride: number[]; dilation: number[]; padding: [number, number][] }[] = [
  { kernel: [3], stride: [1], dilation: [1], padding: [[1, 1]] },
  { kernel: [4], stride: [3], dilation: [2], padding: [[0, 5]] },
  { kernel: [1], stride: [2], dilation: [1], padding: [[0, 0]] },
  { kernel: [3, 3], stride: [1, 1], dilation: [1, 1], padding: [[1, 1], [1, 1]] },
  { kernel: [2, 3], stride: [2, 1], dilation: [1, 2], padding: [[0, 1], [2, 0]] },
  { kernel: [1, 1], stride: [1, 1], dilation: [1, 1], padding: [[0, 0], [0, 0]] },
  { kernel: [2, 1, 2], stride: [1, 2, 2], dilation: [1, 1, 1], padding: [[0, 0], [1, 1], [0, 1]] },
]; // prettier-ignore

function drawConv(draw: Draw): ShapeCase {
  const { kernel, ...geometry } = draw.pick(GEOMETRIES);
  const groups = draw.pick([1, 1, 2, 3]);
  const [inner, outer] = [draw.int(1, 3), draw.int(1, 3)];
  const spatial = kernel.map(
    (size, k) => (size - 1) * geometry.dilation[k] + 1 + draw.int(0, kernel.length > 1 ? 6 : 20),
  );
  const x = [draw.chance(5) ? 0 : draw.int(1, 3), inner * groups, ...spatial];
  const w = [outer * groups, inner, ...kernel];
  const y = [x[0], w[0], ...kernel.map((size, k) => {
    const room = spatial[k] + geometry.padding[k][0] + geometry.padding[k][1] - (size - 1) * geometry.dilation[k] - 1;
    return Math.floor(room / geometry.stride[k]) + 1;
  })]; // prettier-ignore
  const attrs: ConvAttrs = { ...geometry, groups };
  const pass = draw.pick(["conv", "convInputGrad", "convWeightGrad"] as const);
  if (pass === "convInputGrad") return shapeCase(pass, [draw.view(y), draw.view(w)], [draw.target(x)], attrs, 1e-5);
  const bias = draw.chance(50);
  if (pass === "conv")
    return shapeCase(pass, [draw.view(x), draw.view(w), ...(bias ? [draw.view([w[0]])] : [])], [draw.target(y)], attrs, 1e-5); // prettier-ignore
  const targets = [draw.target(w), ...(bias ? [draw.target([w[0]])] : [])];
  return shapeCase(pass, [draw.view(y), draw.view(x)], targets, attrs, 2e-5);
}

const WINDOWS: readonly Omit<PoolAttrs, "kind" | "countIncludePad">[] = [
  { kernel: [2], stride: [2], padding: [0], dilation: [1] },
  { kernel: [3], stride: [1], padding: [1], dilation: [2] },
  { kernel: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] },
  { kernel: [3, 2], stride: [2, 1], padding: [1, 1], dilation: [1, 2] },
  { kernel: [2, 1, 2], stride: [1, 1, 2], padding: [1, 0, 0], dilation: [1, 1, 1] },
];

function drawPool(draw: Draw): ShapeCase {
  const window = draw.pick(WINDOWS);
  const kind = draw.pick(["max", "avg"] as const);
  const attrs: PoolAttrs = { ...window, kind, countIncludePad: draw.chance(50) };
  const dilation = kind === "max" ? window.dilation : window.kernel.map(() => 1);
  const spatial = window.kernel.map((size, k) => (size - 1) * dilation[k] + 1 + draw.int(0, 6));
  const x = [draw.chance(5) ? 0 : draw.int(1, 3), draw.int(1, 3), ...spatial];
  const y = [x[0], x[1], ...window.kernel.map((size, k) => {
    const room = spatial[k] + 2 * window.padding[k] - (size - 1) * dilation[k] - 1;
    return Math.floor(room / window.stride[k]) + 1;
  })]; // prettier-ignore
  if (draw.chance(50)) {
    const targets = [draw.target(y), ...(kind === "max" ? [draw.target(y, "int32")] : [])];
    return shapeCase("pool", [draw.view(x, "float32", { special: kind === "max" })], targets, attrs);
  }
  const grad = draw.view(y);
  return shapeCase("poolGrad", kind === "max" ? [grad, winners(draw, y, spatial, attrs)] : [grad], [draw.target(x)], attrs, 1e-5); // prettier-ignore
}

/** A winner for every window of `y`: the first of its cells that is inside, or the last. */
function winners(draw: Draw, y: readonly number[], spatial: readonly number[], attrs: PoolAttrs): HostView {
  const index = draw.view([sizeOf(y)], "int32");
  const data = new Int32Array(sizeOf(y));
  const takeLast = draw.chance(50);
  for (let i = 0; i < data.length; i++) {
    let rest = i;
    let flat = 0;
    let span = 1;
    for (let axis = spatial.length - 1; axis >= 0; axis--) {
      const start = (rest % y[axis + 2]) * attrs.stride[axis] - attrs.padding[axis];
      const cells = Array.from({ length: attrs.kernel[axis] }, (_, k) => start + k * attrs.dilation[axis]);
      const inside = cells.filter((cell) => cell >= 0 && cell < spatial[axis]);
      flat += (takeLast ? inside[inside.length - 1] : inside[0]) * span;
      span *= spatial[axis];
      rest = Math.floor(rest / y[axis + 2]);
    }
    data[i] = flat;
  }
  const strides = y.map((_, axis) => sizeOf(y.slice(axis + 1)));
  return { ...index, shape: y, strides, offset: 0, data };
}

export const WINDOW_FAMILIES: readonly Family[] = [
  { title: "matmul", draw: drawMatmul, teams: true },
  { title: "conv, convInputGrad and convWeightGrad", draw: drawConv, teams: true },
  { title: "pool and poolGrad", draw: drawPool, teams: true },
];
