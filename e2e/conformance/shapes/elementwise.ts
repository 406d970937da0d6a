// map, fusedMap, copy, gather, scatterAdd, random, optimizerStep.
import { cast, input, node, scalar, type DType, type Expr, type PrimitiveAttrs } from "@sonograd/core";
import type { HostView } from "../../../packages/webgpu/test/parity.js";
import { ALL_DTYPES, type Draw } from "./draw.js";
import { shapeCase, type Family, type ShapeCase } from "./family.js";

// A few expressions, not many: every one is a shader of its own. What each op computes is the map kernel's own test.
const [x, y] = [(dtype: DType) => input(0, dtype), (dtype: DType) => input(1, dtype)];
const ARITHMETIC: readonly ((dtype: DType) => Expr)[] = [
  (dtype) => node("add", dtype, node("mul", dtype, x(dtype), y(dtype)), scalar(0, dtype)),
  (dtype) => node("where", dtype, node("ne", "bool", x(dtype), y(dtype)), x(dtype), scalar(0, dtype)),
  (dtype) => node("sub", dtype, scalar(0, dtype), x(dtype)),
];
const FLOAT_ONLY: readonly Expr[] = [
  node("maximum", "float32", x("float32"), node("tanh", "float32", y("float32"))),
  node("cast", "bool", node("exp", "float32", x("float32"))),
];

function drawExpr(draw: Draw): { dtype: DType; expr: Expr } {
  const dtype = draw.pick<DType>(["float32", "int32", "complex64"]);
  if (dtype === "float32" && draw.chance(40)) return { dtype, expr: draw.pick(FLOAT_ONLY) };
  return { dtype, expr: draw.pick(ARITHMETIC)(dtype) };
}

function drawMap(draw: Draw): ShapeCase {
  const { dtype, expr } = drawExpr(draw);
  const shape = draw.shape(0, 5);
  const inputs = [draw.view(shape, dtype), draw.view(shape, dtype)];
  const scalars = [draw.int(-3, 3)];
  if (draw.chance(60)) return shapeCase("map", inputs, [draw.target(shape, expr.dtype)], { expr, scalars }, 1e-5);
  const exprs = [expr, ARITHMETIC[0](dtype)];
  return shapeCase("fusedMap", inputs, exprs.map((e) => draw.target(shape, e.dtype)), { exprs, scalars }, 1e-5); // prettier-ignore
}

function drawCopy(draw: Draw): ShapeCase {
  const [from, to] = [draw.pick(ALL_DTYPES), draw.pick(ALL_DTYPES)];
  const shape = draw.shape(0, 5);
  const low = to === "uint8" ? 0 : -100;
  const special = from === to || (from === "float32" && (to === "complex64" || to === "bool"));
  const view = draw.view(shape, from, { low, high: 100, special });
  return draw.chance(50)
    ? shapeCase("copy", [view], [draw.target(shape, to)], {})
    : shapeCase("map", [view], [draw.target(shape, to)], { expr: cast(input(0, from), to), scalars: [] });
}

/** A shape that covers at most the given one along all axes but `dim`. */
const covered = (draw: Draw, shape: readonly number[], dim: number, longest: number): number[] =>
  shape.map((extent, axis) => (axis === dim ? draw.int(0, longest) : draw.int(Math.min(extent, 1), extent)));

function drawIndexing(draw: Draw): ShapeCase {
  const shape = draw.shape(0, 4, { max: 5, empty: false });
  const dim = draw.int(0, Math.max(0, shape.length - 1));
  const index = covered(draw, shape, dim, 9);
  const positions = draw.view(index, "int32", { low: 0, high: shape[dim] ?? 1 });
  if (draw.chance(50)) {
    const dtype = draw.pick(ALL_DTYPES);
    const source = draw.view(shape, dtype, { special: true });
    return shapeCase("gather", [source, positions], [draw.target(index, dtype)], { dim });
  }
  const dtype = draw.pick<DType>(["float32", "int32", "complex64"]);
  const inputs = [draw.view(shape, dtype), positions, draw.view(index, dtype)];
  return shapeCase("scatterAdd", inputs, [draw.target(shape, dtype)], { dim });
}

function drawRandom(draw: Draw): ShapeCase {
  const kind = draw.pick(["uniform", "normal", "bits"] as const);
  const seed = draw.pick([draw.int(0, 9), draw.int(0, 2 ** 31 - 1) * 2 ** 21 + 5]);
  const offset = draw.pick([draw.int(0, 9), 2 ** 32 - draw.int(0, 9), 2 ** 33 + draw.int(0, 9)]);
  const target = draw.target(draw.shape(0, 4, { max: 9 }), kind === "bits" ? "int32" : "float32");
  return shapeCase("random", [], [target], { kind, seed, offset }, kind === "uniform" ? 0 : 2e-6);
}

function drawOptimizer(draw: Draw): ShapeCase {
  const kind = draw.pick(["sgd", "adam", "adamw"] as const);
  const momentum = draw.pick([0, 0.9]);
  const states = kind === "sgd" ? Number(momentum > 0) : 2;
  const count = draw.int(1, 3);
  const shapes = Array.from({ length: count }, () => draw.shape(0, 3, { max: 5 }));
  const make = (low: number): HostView[] => shapes.map((shape) => draw.state(shape, "float32", { low, high: 1 }));
  const attrs: PrimitiveAttrs["optimizerStep"] = {
    kind, count, momentum, step: draw.int(1, 20), lr: 0.1, weightDecay: draw.pick([0, 0.01]), dampening: draw.pick([0, 0.1]),
    nesterov: draw.chance(30), betas: [0.9, 0.999], eps: 1e-8, maximize: draw.chance(30),
  }; // prettier-ignore
  const params = make(-1);
  const state = Array.from({ length: states }, () => make(0.01)).flat();
  const grads = shapes.map((shape) => draw.view(shape));
  return shapeCase("optimizerStep", [...params, ...grads, ...state], [...params, ...state], attrs, 1e-5);
}

export const ELEMENTWISE: readonly Family[] = [
  { title: "map and fusedMap", draw: drawMap },
  { title: "copy", draw: drawCopy },
  { title: "gather and scatterAdd", draw: drawIndexing, teams: true },
  { title: "random", draw: drawRandom },
  { title: "optimizerStep", draw: drawOptimizer },
];
