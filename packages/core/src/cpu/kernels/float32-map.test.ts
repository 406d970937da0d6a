import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cast, input, node, scalar, type Expr, type MapOp } from "../../backend/index.js";
import { makeArray, sizeOf, Tensor, type DType, type Shape, type View } from "../../tensor/index.js";
import { CpuBackend } from "../cpu-backend.js";
import { noise, runOnArrays, strided, tensorOf, valuesOf } from "../run-on-arrays.js";
import { float32ProgramOf } from "./expr/float32-program.js";
import { evaluateInBlocks } from "./map.js";

const SPECIAL = [NaN, 0, -0, Infinity, -Infinity, 1, -1, 0.5, -2.5, 3.5, 1e-45, 3e38, -3e38, 100, -100];
const INPUTS: readonly DType[] = ["float32", "float32", "float32", "bool", "int32", "uint8"];
const SCALARS = [0.3, -1, 0, Infinity];

const UNARY: readonly MapOp[] = [
  "neg", "abs", "square", "sqrt", "rsqrt", "reciprocal", "sign", "exp", "sigmoid", "log", "tanh", "relu", "floor", "ceil",
  "round", "erf", "real",
]; // prettier-ignore
const BINARY: readonly MapOp[] = ["add", "sub", "mul", "div", "maximum", "minimum", "remainder", "pow"];
const COMPARE: readonly MapOp[] = ["eq", "ne", "lt", "le", "gt", "ge"];

const { real } = fc.letrec<{ real: Expr; truth: Expr }>((tie) => {
  const [real, truth] = [tie("real"), tie("truth")];
  const leaf = fc.constantFrom(
    ...[0, 1, 2].map((k) => input(k, "float32")),
    ...[3, 4, 5].map((k) => cast(input(k, INPUTS[k]), "float32")),
    ...SCALARS.map((_, k) => scalar(k, "float32")),
  );
  const op = <T>(names: readonly MapOp[], args: fc.Arbitrary<T>, make: (name: MapOp, args: T) => Expr) =>
    fc.tuple(fc.constantFrom(...names), args).map(([name, list]) => make(name, list));
  return {
    real: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      op(UNARY, fc.tuple(real), (name, args) => node(name, "float32", ...args)),
      op(BINARY, fc.tuple(real, real), (name, args) => node(name, "float32", ...args)),
      fc.tuple(truth, real, real).map((args) => node("where", "float32", ...args)),
      truth.map((x) => cast(x, "float32")),
      fc.tuple(real, real, real, real, fc.nat(3)).map(([a, b, c, d, turned]) => {
        const pair = (op: MapOp, x: Expr, y: Expr, swap: number): Expr => node(op, "float32", ...(swap ? [y, x] : [x, y])); // prettier-ignore
        return pair("add", pair("mul", node("sub", "float32", a, b), c, turned & 1), d, turned & 2);
      }),
    ),
    truth: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constant(input(3, "bool")),
      op(COMPARE, fc.tuple(real, real), (name, args) => node(name, "bool", ...args)),
      op(["and", "or", "xor"], fc.tuple(truth, truth), (name, args) => node(name, "bool", ...args)),
      op(["not", "isnan", "isinf", "signbit"], fc.tuple(real), (name, args) => node(name, "bool", ...args)),
      real.map((x) => cast(x, "bool")),
    ),
  };
});

/** An input of the shape, broadcast along the axes of `mask`, row by row or not. */
function inputOf(shape: Shape, mask: number, dtype: DType, seed: number, isStrided: boolean): View {
  const own = shape.map((extent, axis) => ((mask >> axis) & 1 ? 1 : extent));
  const values = noise(own, seed).map((v, i) => (i % 7 === seed % 7 ? SPECIAL[(i + seed) % SPECIAL.length] : 3 * v));
  const t = tensorOf(dtype === "bool" ? values.map((v) => +(v > 0)) : values, own, dtype);
  const view = isStrided ? strided(t) : t;
  return { ...view, offset: view.offset, storage: view.storage, dtype, shape, strides: view.strides.map((s, axis) => (own[axis] === shape[axis] ? s : 0)) }; // prettier-ignore
}

function outputsFor(exprs: readonly Expr[], shape: Shape, isStrided: boolean): Tensor[] {
  const backend = new CpuBackend();
  return exprs.map(({ dtype }) => {
    const t = new Tensor(backend.adopt(dtype, makeArray(dtype, sizeOf(shape))), shape);
    return isStrided ? strided(t) : t;
  });
}

const SHAPES: readonly Shape[] = [
  [],
  [5],
  [3, 4],
  [2, 3, 4],
  [70, 70],
  [3, 40, 50],
  [40, 3, 50],
  [2, 5, 1, 600],
  [4100],
];

describe("map on float32 and bool", () => {
  it("gives bit for bit what the blocks of every dtype give, for any expressions, layouts and broadcasts", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(real, real.map((x) => node("gt", "bool", x, scalar(0, "float32")))), { minLength: 1, maxLength: 3 }), // prettier-ignore
        fc.constantFrom(...SHAPES),
        fc.array(fc.nat(15), { minLength: 6, maxLength: 6 }),
        fc.nat(127),
        (exprs, shape, masks, turned) => {
          expect(float32ProgramOf(exprs)).not.toBeNull();
          const inputs = INPUTS.map((dtype, k) => inputOf(shape, masks[k], dtype, k + 1, ((turned >> k) & 1) === 1));
          const [fast, slow] = [0, 1].map(() => outputsFor(exprs, shape, turned > 63));
          new CpuBackend().run({ name: "fusedMap", inputs, outputs: fast, attrs: { exprs, scalars: SCALARS } });
          evaluateInBlocks(exprs, inputs, slow, SCALARS);
          expect(fast.map(valuesOf)).toEqual(slow.map(valuesOf));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("overwrites an input that other results still need", () => {
    const backend = new CpuBackend();
    const size = 5000;
    const x = tensorOf(noise([size]), [size], "float32");
    const before = valuesOf(x);
    const y = new Tensor(backend.allocate("float32", size), [size]);
    const e = input(0, "float32");
    const exprs = [node("neg", "float32", e), node("add", "float32", e, e)];
    backend.run({ name: "fusedMap", inputs: [x], outputs: [x, y], attrs: { exprs, scalars: [] } });
    expect(valuesOf(x)).toEqual(before.map((v) => -v));
    expect(valuesOf(y)).toEqual(before.map((v) => 2 * v));
  });

  it("stores one result in several places, and an input as it is", () => {
    const x = tensorOf([1, 2, 3], [3], "float32");
    const square = node("square", "float32", input(0, "float32"));
    const shape = { shape: [3], dtype: "float32" } as const;
    const exprs = [square, input(0, "float32"), node("square", "float32", input(0, "float32"))];
    expect(runOnArrays("fusedMap", [x], [shape, shape, shape], { exprs, scalars: [] })).toEqual([
      [1, 4, 9],
      [1, 2, 3],
      [1, 4, 9],
    ]);
  });

  it("has the exponential function and its kin of every kind of float32, rounded from float64", () => {
    const bits = Int32Array.from({ length: 70_000 }, (_, i) => Math.imul(i, 61_357));
    const x = [...new Float32Array(bits.buffer), ...noise([300_000]).map((v) => Math.fround(100 * v))];
    const shape = { shape: [x.length], dtype: "float32" } as const;
    const differing = (op: MapOp, formula: (v: number) => number): number[] => {
      const expr = node(op, "float32", input(0, "float32"));
      const [y] = runOnArrays("map", [tensorOf(x, shape.shape, "float32")], [shape], { expr, scalars: [] });
      return x.filter((v, i) => !Object.is(y[i], Math.fround(formula(v))));
    };
    expect(differing("exp", Math.exp)).toEqual([]);
    expect(differing("sigmoid", (v) => 1 / (1 + Math.exp(-v)))).toEqual([]);
    expect(differing("tanh", Math.tanh)).toEqual([]);
  });

  it("leaves other dtypes to the blocks", () => {
    const sum = (dtype: DType): Expr => node("add", dtype, input(0, dtype), input(1, dtype));
    for (const dtype of ["float64", "int32", "uint8", "complex64"] as const) expect(float32ProgramOf(sum(dtype))).toBeNull(); // prettier-ignore
    expect(float32ProgramOf(node("abs", "float32", input(0, "complex64")))).toBeNull();
    expect(float32ProgramOf(node("eq", "bool", input(0, "int32"), input(1, "int32")))).toBeNull();
  });
});
