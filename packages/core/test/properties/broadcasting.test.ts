import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../../src/index.js";
import { broadcasting, seeds, values } from "./arbitraries.js";

type Binary = (a: S.Tensor, b: S.Tensor) => S.Tensor;
const REAL: Readonly<Record<string, Binary>> = {
  add: S.add, sub: S.sub, mul: S.mul, div: S.div, trueDivide: S.trueDivide, floorDivide: S.floorDivide, remainder: S.remainder, fmod: S.fmod, pow: S.pow,
  floatPower: S.floatPower, ldexp: S.ldexp, maximum: S.maximum, minimum: S.minimum, fmax: S.fmax, fmin: S.fmin, atan2: S.atan2, copysign: S.copysign,
  hypot: S.hypot, heaviside: S.heaviside, logaddexp: S.logaddexp, logaddexp2: S.logaddexp2, xlogy: S.xlogy, xlog1py: S.xlog1py, eq: S.eq, ne: S.ne,
  lt: S.lt, le: S.le, gt: S.gt, ge: S.ge, isclose: S.isclose,
}; // prettier-ignore
const WHOLE: Readonly<Record<string, Binary>> = {
  bitwiseAnd: S.bitwiseAnd, bitwiseOr: S.bitwiseOr, bitwiseXor: S.bitwiseXor, bitwiseLeftShift: S.bitwiseLeftShift, bitwiseRightShift: S.bitwiseRightShift,
  gcd: S.gcd, lcm: S.lcm, add: S.add, mul: S.mul, floorDivide: (a, b) => S.floorDivide(a, b.add(20)), logicalAnd: S.logicalAnd, logicalOr: S.logicalOr,
  logicalXor: S.logicalXor,
}; // prettier-ignore
const COMPLEX: Readonly<Record<string, Binary>> = {
  add: S.add,
  sub: S.sub,
  mul: S.mul,
  div: S.div,
  pow: S.pow,
  eq: S.eq,
  ne: S.ne,
};

/** `x` written out in full: every element copied to where broadcasting would read it. */
function tiled(x: S.Tensor, shape: readonly number[]): S.Tensor {
  const own = x.reshape([...Array.from({ length: shape.length - x.ndim }, () => 1), ...x.shape]);
  return own.repeat(...shape.map((n, i) => (own.shape[i] === n ? 1 : n)));
}
const common = (...list: readonly S.Tensor[]): number[] => S.broadcastShapes("test", ...list.map((t) => t.shape));
const bits = (t: S.Tensor): unknown => [t.dtype, t.shape, [...t.dataSync()]];

describe.each([
  ["float32", REAL],
  ["float64", REAL],
  ["int32", WHOLE],
  ["uint8", WHOLE],
  ["complex64", COMPLEX],
] as const)("%s", (dtype, ops) => {
  it.each(Object.entries(ops))("%s of broadcast sides is that of sides written out", (_, op) => {
    const property = fc.property(broadcasting(2), seeds, fc.boolean(), ([p, q], seed, turned) => {
      const [a, b] = [values(seed, p, dtype), values(seed + 1, q, dtype)];
      const x = turned && a.ndim > 1 ? a.transpose(0, 1).contiguous().transpose(0, 1) : a;
      const shape = common(a, b);
      expect(bits(op(x, b))).toEqual(bits(op(tiled(a, shape), tiled(b, shape))));
    });
    fc.assert(property, { numRuns: 12 });
  });
});

it("the gradient of a broadcast side is the sum over where it was read", () => {
  const property = fc.property(
    broadcasting(2),
    seeds,
    fc.constantFrom("mul", "sub", "div", "hypot", "atan2"),
    ([p, q], seed, name) => {
      // prettier-ignore
      const [a, b] = [values(seed, p).requiresGrad_(), values(seed + 1, q).add(3)];
      const shape = common(a, b);
      const weights = values(seed + 2, shape);
      const [direct] = S.grad(REAL[name](a, b).mul(weights).sum(), [a]);
      const [written] = S.grad(REAL[name](tiled(a, shape), tiled(b, shape)).mul(weights).sum(), [a]);
      expect(direct.shape).toEqual(a.shape);
      expect(S.isclose(direct, written, { rtol: 1e-12, atol: 1e-12 }).all().itemSync()).toBe(1);
    },
  );
  fc.assert(property, { numRuns: 100 });
});

it("where and lerp broadcast three sides", () => {
  const property = fc.property(broadcasting(3), seeds, ([p, q, r], seed) => {
    const [mask, a, b] = [values(seed, p, "bool"), values(seed + 1, q), values(seed + 2, r)];
    const shape = common(mask, a, b);
    const [m, x, y] = [mask, a, b].map((t) => tiled(t, shape));
    expect(bits(S.where(mask, a, b))).toEqual(bits(S.where(m, x, y)));
    const c = values(seed + 3, p);
    expect(bits(S.lerp(a, b, c))).toEqual(bits(S.lerp(x, y, tiled(c, shape))));
    expect(bits(S.addcmul(a, b, c))).toEqual(bits(S.addcmul(x, y, tiled(c, shape))));
  });
  fc.assert(property, { numRuns: 100 });
});

it("shapes that do not broadcast are refused, and only those", () => {
  const extents = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
  const property = fc.property(extents, extents, (p, q) => {
    const fits = [1, 2, 3].every((k) => {
      const [m, n] = [p.at(-k) ?? 1, q.at(-k) ?? 1];
      return m === n || m === 1 || n === 1;
    });
    const run = (): S.Tensor => S.add(S.zeros(p), S.zeros(q));
    if (fits) expect(run().ndim).toBe(Math.max(p.length, q.length));
    else expect(run).toThrow(S.ShapeError);
  });
  fc.assert(property, { numRuns: 300 });
});
