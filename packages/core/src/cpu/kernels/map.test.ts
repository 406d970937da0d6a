import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cast, input, node, scalar, UNARY_OPS, type Expr, type MapOp } from "../../backend/index.js";
import { UnsupportedOpError } from "../../errors/index.js";
import { Tensor, type DType, type View } from "../../tensor/index.js";
import { distance, noise, runOnArrays, strided, tensorOf, valuesOf } from "../run-on-arrays.js";
import { CpuBackend } from "../cpu-backend.js";

const evaluate = (expr: Expr, dtype: DType, ...columns: number[][]): number[] => {
  const slots = dtype.startsWith("complex") ? 2 : 1;
  const shape = [columns[0].length / slots];
  const inputs = columns.map((values) => tensorOf(values, shape, dtype));
  return runOnArrays("map", inputs, [{ shape, dtype: expr.dtype }], { expr, scalars: [] })[0];
};
const unary = (op: MapOp, values: number[], dtype: DType = "float64"): number[] =>
  evaluate(node(op, dtype, input(0, dtype)), dtype, values);
const binary = (op: MapOp, a: number[], b: number[], dtype: DType = "float64", out: DType = dtype): number[] =>
  evaluate(node(op, out, input(0, dtype), input(1, dtype)), dtype, a, b);

const X = [-2.5, -1, -0.75, -0.5, -1e-9, 0, 1e-9, 0.5, 0.75, 1, 1.5, 2.5, 40, NaN, Infinity, -Infinity];
/** Tested in special-functions.test.ts. */
const SPECIAL = [
  "erfc",
  "erfcx",
  "erfinv",
  "ndtr",
  "logNdtr",
  "ndtri",
  "i0",
  "i0e",
  "i1",
  "i1e",
  "besselJ0",
  "besselJ1",
];
const FORMULAS: Partial<Record<MapOp, (x: number) => number>> = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: (x) => (x !== x ? 0 : Math.sign(x)),
  reciprocal: (x) => 1 / x,
  square: (x) => x * x,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  relu: (x) => (x > 0 || x !== x ? x : 0),
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  conj: (x) => x,
  real: (x) => x,
  imag: () => 0,
  angle: (x) => (x !== x ? NaN : x < 0 ? Math.PI : 0),
};

describe("map on real numbers", () => {
  for (const [op, formula] of Object.entries(FORMULAS))
    it(`${op} equals its formula, NaN and infinities included`, () => {
      const expected = X.map(formula).map((v) => (v === 0 ? 0 : v));
      expect(unary(op as MapOp, X).map((v) => (v === 0 ? 0 : v))).toEqual(expected);
    });

  it("covers every unary op here or in a test of its own", () => {
    const own = ["erf", "round", ...SPECIAL];
    expect(UNARY_OPS.filter((op) => !(op in FORMULAS) && !own.includes(op))).toEqual([]);
  });

  it("rounds halves to even", () => {
    expect(unary("round", [-2.5, -1.5, -0.4, 0.5, 1.5, 2.5, 2.51, 1e300, NaN])).toEqual([
      -2,
      -2,
      0,
      0,
      2,
      2,
      3,
      1e300,
      NaN,
    ]);
  });

  it("erf is right to 1e-15, odd, and ±1 far out", () => {
    // C's erf, as printed by Python's math.erf
    const known: [number, number][] = [
      [0, 0],
      [1e-10, 1.1283791670955126e-10],
      [0.1, 0.1124629160182849],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [1.7, 0.9837904585907745],
      [2, 0.9953222650189527],
      [3, 0.9999779095030014],
      [5, 0.9999999999984626],
      [7, 1],
      [Infinity, 1],
    ];
    const x = known.map(([at]) => at);
    const expected = known.map(([, value]) => value);
    expect(distance(unary("erf", x), expected)).toBeLessThan(2.5e-16);
    expect(distance(unary("erf", x.map((v) => -v)), expected.map((v) => -v))).toBeLessThan(2.5e-16); // prettier-ignore
    expect(unary("erf", [NaN])).toEqual([NaN]);
  });

  it("maximum and minimum pass NaN on from either side", () => {
    expect(binary("maximum", [1, NaN, 2, -Infinity], [3, 1, NaN, 0])).toEqual([3, NaN, NaN, 0]);
    expect(binary("minimum", [1, NaN, 2, -Infinity], [3, 1, NaN, 0])).toEqual([1, NaN, NaN, -Infinity]);
  });

  it("remainder has the sign of the divisor", () => {
    expect(binary("remainder", [5, -5, 5, -5, 6, 1], [3, 3, -3, -3, 3, 0])).toEqual([2, 1, -1, -2, 0, NaN]);
    expect(binary("remainder", [5, -5, 5, -5], [3, 3, -3, -3], "int32")).toEqual([2, 1, -1, -2]);
  });

  it("pow follows C where JavaScript does not", () => {
    expect(binary("pow", [2, 1, -1, 0, 4], [10, NaN, Infinity, 0, -0.5])).toEqual([1024, 1, 1, 1, 0.5]);
    expect(binary("pow", [3, 2, -2, -1, 2, 5], [20, 33, 31, -3, -1, 0], "int32")).toEqual([
      Number(BigInt.asIntN(32, 3n ** 20n)), 0, -2147483648, -1, 0, 1,
    ]); // prettier-ignore
  });

  it("int32 wraps and multiplies exactly, uint8 wraps at 256", () => {
    expect(binary("add", [2147483647, -2147483648], [1, -1], "int32")).toEqual([-2147483648, 2147483647]);
    expect(binary("mul", [123456789, -65537], [987654321, 65537], "int32")).toEqual([
      Math.imul(123456789, 987654321),
      Math.imul(-65537, 65537),
    ]);
    expect(binary("add", [250, 1], [10, 2], "uint8")).toEqual([4, 3]);
    expect(unary("neg", [1, 0], "uint8")).toEqual([255, 0]);
  });

  it("compares and combines to bool", () => {
    const [a, b] = [[1, 2, NaN, 0], [1, 3, NaN, 5]]; // prettier-ignore
    const outcome = (op: MapOp): number[] => binary(op, a, b, "float64", "bool");
    expect(["eq", "ne", "lt", "le", "gt", "ge"].map((op) => outcome(op as MapOp).join(""))).toEqual([
      "1000", "0111", "0101", "1101", "0000", "1000",
    ]); // prettier-ignore
    const logic = (op: MapOp): string => binary(op, [0, 0, 1, 1], [0, 1, 0, 1], "bool").join("");
    expect(["and", "or", "xor"].map((op) => logic(op as MapOp))).toEqual(["0001", "0111", "0110"]);
    expect(evaluate(node("not", "bool", input(0, "float64")), "float64", [0, 2, NaN])).toEqual([1, 0, 0]);
    expect(evaluate(node("isnan", "bool", input(0, "float64")), "float64", [0, NaN])).toEqual([0, 1]);
    expect(evaluate(node("isinf", "bool", input(0, "float64")), "float64", [1, -Infinity, NaN])).toEqual([0, 1, 0]);
  });

  it("where chooses element by element and never mixes in the other side", () => {
    const [x, y] = [input(0, "float64"), input(1, "float64")];
    const expr = node("where", "float64", node("gt", "bool", x, scalar(0, "float64")), x, y);
    const inputs = [[1, -1, NaN, Infinity], [NaN, 5, 6, -Infinity]].map((column) => tensorOf(column, [4])); // prettier-ignore
    expect(runOnArrays("map", inputs, [{ shape: [4] }], { expr, scalars: [0] })[0]).toEqual([1, 5, 6, Infinity]);
  });

  it("atan2 knows the quadrants", () => {
    expect(binary("atan2", [1, -1], [-1, -1])).toEqual([0.75 * Math.PI, -0.75 * Math.PI]);
  });

  it("casts truncate to integers, test for zero to bool, round to float32", () => {
    const to = (dtype: DType, values: number[]): number[] =>
      evaluate(cast(input(0, "float64"), dtype), "float64", values);
    expect(to("int32", [-1.9, 1.9, NaN])).toEqual([-1, 1, 0]);
    expect(to("bool", [0, 0.5, NaN, -3])).toEqual([0, 1, 1, 1]);
    expect(to("float32", [0.1])).toEqual([Math.fround(0.1)]);
    expect(to("complex128", [3])).toEqual([3, 0]);
    expect(evaluate(cast(input(0, "complex128"), "float64"), "complex128", [3, 4])).toEqual([3]);
    expect(evaluate(cast(input(0, "complex128"), "bool"), "complex128", [0, 4, 0, 0])).toEqual([1, 0]);
  });
});

describe("map as an interpreter", () => {
  it("evaluates shared nodes once more than a block long, with scalars of the node's precision", () => {
    const x = input(0, "float32");
    const y = node("mul", "float32", x, scalar(0, "float32"));
    const expr = node("add", "float32", node("exp", "float32", y), node("neg", "float32", y));
    const values = Array.from(noise([5000]), Math.fround);
    const [out] = runOnArrays("map", [tensorOf(values, [5000], "float32")], [{ shape: [5000], dtype: "float32" }], {
      expr,
      scalars: [0.1],
    });
    const expected = values.map((v) => {
      const product = Math.fround(v * Math.fround(0.1));
      return Math.fround(Math.fround(Math.exp(product)) - product);
    });
    expect(out).toEqual(expected);
  });

  it("gives the same by its direct float32 loops as by blocks, at any offset, NaN and infinities included", () => {
    const [x, y] = [input(0, "float32"), input(1, "float32")];
    const [values, others] = [[...X, ...noise([40])], noise([X.length + 40], 2)];
    const [a, b] = [values, others].map((column) => tensorOf(column, [column.length], "float32"));
    const tail = (view: typeof a): View => ({
      storage: view.storage,
      dtype: "float32",
      shape: [50],
      strides: [1],
      offset: 3,
    });
    const exprs = [
      ...(["add", "sub", "mul", "div"] as const).flatMap((op) => [
        node(op, "float32", x, y),
        node(op, "float32", x, scalar(0, "float32")),
      ]),
      ...(["neg", "square", "sqrt", "relu"] as const).map((op) => node(op, "float32", x)),
    ];
    for (const expr of exprs) {
      const attrs = { expr, scalars: [0.3] };
      const run = (inputs: View[]): number[] =>
        runOnArrays("map", inputs, [{ shape: [50], dtype: "float32" }], attrs)[0];
      // Views that are not contiguous never take the direct loops.
      const gapped = (view: typeof a): View => strided(tensorOf(valuesOf(tail(view)), [2, 25], "float32"));
      const [viaBlocks] = runOnArrays("map", [gapped(a), gapped(b)], [{ shape: [2, 25], dtype: "float32" }], attrs);
      expect(run([tail(a), tail(b)])).toEqual(viaBlocks);
    }
  });

  it("reads overlapping frames one sample apart", () => {
    const frames = { ...tensorOf([1, 2, 3, 4, 5], [5]), shape: [3, 3], strides: [1, 1] };
    const [out] = runOnArrays("map", [frames], [{ shape: [3, 3] }], {
      expr: node("neg", "float64", input(0, "float64")),
      scalars: [],
    });
    expect(out).toEqual([-1, -2, -3, -2, -3, -4, -3, -4, -5]);
  });

  it("keeps a shared result until its last reader has run", () => {
    const y = node("square", "float64", input(0, "float64"));
    const expr = node("add", "float64", node("sin", "float64", node("exp", "float64", y)), y);
    expect(evaluate(expr, "float64", [0.5, 1])).toEqual([0.25, 1].map((v) => Math.sin(Math.exp(v)) + v));
  });

  it("gives bit for bit what its nodes give as calls of their own", () => {
    const x = input(0, "float32");
    const inner = node("div", "float32", x, input(1, "float32"));
    const shape = { shape: [777], dtype: "float32" } as const;
    const [a, b] = [1, 2].map((seed) => tensorOf(noise([777], seed), [777], "float32"));
    const fused = runOnArrays("map", [a, b], [shape], {
      expr: node("floor", "float32", node("mul", "float32", inner, inner)),
      scalars: [],
    });
    const [quotient] = runOnArrays("map", [a, b], [shape], { expr: inner, scalars: [] });
    const q = tensorOf(quotient, [777], "float32");
    const [square] = runOnArrays("map", [q], [shape], { expr: node("mul", "float32", x, x), scalars: [] });
    const [floor] = runOnArrays("map", [tensorOf(square, [777], "float32")], [shape], {
      expr: node("floor", "float32", x),
      scalars: [],
    });
    expect(fused[0]).toEqual(floor);
  });

  it("does not care how inputs lie: any shape, strides, broadcasting", () => {
    const expr = node(
      "sub",
      "float64",
      input(0, "float64"),
      node("mul", "float64", input(1, "float64"), input(2, "float64")),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }), fc.nat(15), (shape, mask) => {
        const full = tensorOf(noise(shape, 1), shape);
        const small = shape.map((extent, axis) => ((mask >> axis) & 1 ? 1 : extent));
        const part = tensorOf(noise(small, 2), small);
        const spread = { ...part, shape, strides: part.strides.map((s, axis) => (small[axis] === 1 ? 0 : s)) };
        const one = { ...tensorOf([3], []), shape, strides: shape.map(() => 0) };
        const [viaViews] = runOnArrays("map", [strided(full), spread, one], [{ shape }], { expr, scalars: [] });
        const copies = [full, spread, one].map((view) =>
          tensorOf(runOnArrays("copy", [view], [{ shape }], {})[0], shape),
        );
        const [viaCopies] = runOnArrays("map", copies, [{ shape }], { expr, scalars: [] });
        const where = (position: number): number => {
          let [rest, at] = [position, 0];
          for (let axis = shape.length - 1; axis >= 0; axis--) {
            at += (rest % shape[axis]) * spread.strides[axis];
            rest = Math.floor(rest / shape[axis]);
          }
          return at;
        };
        const [x, y] = [noise(shape, 1), noise(small, 2)];
        expect(viaViews).toEqual(x.map((v, i) => v - y[where(i)] * 3));
        expect(viaCopies).toEqual(viaViews);
      }),
    );
  });

  it("writes through the strides of its output and may write over its input", () => {
    const backend = new CpuBackend();
    const storage = backend.allocate("float32", 6);
    const transposed = new Tensor(storage, [2, 3], { strides: [1, 2] });
    const expr = node("add", "float32", input(0, "float32"), scalar(0, "float32"));
    backend.run({
      name: "map",
      inputs: [tensorOf([1, 2, 3, 4, 5, 6], [2, 3], "float32")],
      outputs: [transposed],
      attrs: { expr, scalars: [10] },
    });
    expect([...storage.data]).toEqual([11, 14, 12, 15, 13, 16]);
    backend.run({ name: "map", inputs: [transposed], outputs: [transposed], attrs: { expr, scalars: [1] } });
    expect([...storage.data]).toEqual([12, 15, 13, 16, 14, 17]);
  });

  it("does nothing for empty tensors", () => {
    expect(
      runOnArrays("map", [tensorOf([], [0, 3])], [{ shape: [0, 3] }], { expr: input(0, "float64"), scalars: [] }),
    ).toEqual([[]]);
  });
});

describe("map on complex numbers", () => {
  const Z = [0.3, 0.4, -1.2, 0.7, 2, -3, -0.5, -0.25];
  const of = (op: MapOp, values = Z): number[] => unary(op, values, "complex128");
  const close = (a: number[], b: number[]): void => expect(distance(a, b)).toBeLessThan(1e-14);
  const product = (a: number[], b: number[]): number[] => binary("mul", a, b, "complex128");

  it("adds, multiplies and divides", () => {
    expect(product([1, 2], [3, 4])).toEqual([-5, 10]);
    close(product(binary("div", Z, [1, 2, 3, -4, 5, 0.1, -1, 1], "complex128"), [1, 2, 3, -4, 5, 0.1, -1, 1]), Z);
    expect(binary("sub", [1, 2], [3, 5], "complex128")).toEqual([-2, -3]);
    expect(binary("eq", [1, 2, 1, 2], [1, 2, 1, 3], "complex128", "bool")).toEqual([1, 0]);
  });

  it("inverse functions undo each other", () => {
    close(of("exp", of("log")), Z);
    close(product(of("sqrt"), of("sqrt")), Z);
    close(product(of("reciprocal"), Z), [1, 0, 1, 0, 1, 0, 1, 0]);
    close(product(of("rsqrt"), of("sqrt")), [1, 0, 1, 0, 1, 0, 1, 0]);
    for (const [inverse, direct] of [
      ["asin", "sin"],
      ["acos", "cos"],
      ["atan", "tan"],
      ["asinh", "sinh"],
      ["acosh", "cosh"],
      ["atanh", "tanh"],
      ["log1p", "expm1"],
    ] as const)
      // prettier-ignore
      close(of(direct, of(inverse)), Z);
  });

  it("agrees with the real functions on the real axis", () => {
    for (const op of [
      "exp",
      "expm1",
      "log",
      "log1p",
      "log2",
      "log10",
      "sin",
      "cos",
      "tan",
      "asin",
      "acos",
      "atan",
      "sinh",
      "cosh",
      "tanh",
      "asinh",
      "atanh",
      "sigmoid",
      "sqrt",
      "rsqrt",
      "square",
      "reciprocal",
      "sign",
    ] as const)
      // prettier-ignore
      close(of(op, [0.3, 0, 0.8, 0]), unary(op, [0.3, 0.8]).flatMap((v) => [v, 0]));
    close(of("acosh", [1.5, 0]), [Math.acosh(1.5), 0]);
  });

  it("follows principal branches: values from NumPy", () => {
    close(of("sqrt", [-4, 0]), [0, 2]);
    close(of("log", [-1, 0]), [0, Math.PI]);
    close(of("asin", [2, 3]), [0.5706527843210994, 1.9833870299165355]);
    close(of("acos", [2, 3]), [1.0001435424737972, -1.9833870299165355]);
    close(of("atan", [2, 3]), [1.4099210495965755, 0.22907268296853878]);
    close(of("acosh", [2, 3]), [1.9833870299165355, 1.0001435424737972]);
    close(binary("pow", [1, 2], [0.5, -1], "complex128"), powReference());
    close(binary("pow", [1, 2], [3, 0], "complex128"), [-11, -2]);
  });

  /** (1 + 2i)^(0.5 − i) through its polar form. */
  function powReference(): number[] {
    const [size, angle] = [Math.log(Math.sqrt(5)), Math.atan2(2, 1)];
    const [re, im] = [size * 0.5 + angle, angle * 0.5 - size];
    return [Math.exp(re) * Math.cos(im), Math.exp(re) * Math.sin(im)];
  }

  it("takes parts, modulus and angle", () => {
    const part = (op: MapOp): number[] =>
      evaluate(node(op, "float64", input(0, "complex128")), "complex128", [3, -4, 0, 0]);
    expect(part("abs")).toEqual([5, 0]);
    expect(part("real")).toEqual([3, 0]);
    expect(part("imag")).toEqual([-4, 0]);
    expect(part("angle")).toEqual([Math.atan2(-4, 3), 0]);
    expect(of("conj", [3, -4])).toEqual([3, 4]);
    expect(
      evaluate(node("complex", "complex128", input(0, "float64"), input(1, "float64")), "float64", [1, 2], [3, 4]),
    ).toEqual([1, 3, 2, 4]);
    expect(evaluate(node("abs", "float64", input(0, "complex128")), "complex128", [3e200, 4e200])[0]).toBeCloseTo(
      5e200,
      -187,
    );
  });

  it("chooses whole numbers with where", () => {
    const expr = node("where", "complex128", node("ne", "bool", input(0, "complex128"), input(1, "complex128")), input(0, "complex128"), input(1, "complex128")); // prettier-ignore
    expect(evaluate(expr, "complex128", [1, 2, 3, 4], [1, 2, 5, 6])).toEqual([1, 2, 3, 4]);
  });

  it("refuses what has no meaning for complex numbers, and says so", () => {
    expect(() => of("floor")).toThrow(UnsupportedOpError);
    expect(() => of("floor")).toThrow(/op="floor".*complex128/);
  });
});
