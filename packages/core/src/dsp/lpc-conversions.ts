// Other forms of linear prediction coefficients: what a lattice reflects, and pairs of frequencies that quantise well.
import { ParameterError, ShapeError } from "../errors/index.js";
import { cat, flip, onesLike } from "../ops/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { checkSignal } from "./checks.js";
import { readLines, writeLines } from "./host-lines.js";
import { polynomialRoots } from "./polynomial-roots.js";

function checkCoefficients(op: string, a: Tensor): number {
  checkSignal(op, a, "a");
  const order = a.shape.at(-1)! - 1;
  if (order < 1)
    throw new ShapeError(`${op}: a ${formatShape(a.shape)} must be [..., order + 1] with order ≥ 1, as lpc gives it.`);
  return order;
}

/**
 * Reflection coefficients (PARCOR) of a prediction filter, by the step-down recursion.
 *
 * @param a        real, [..., order + 1], a[0] = 1, as `lpc` gives it
 * @returns [..., order], unitless; the filter is stable where all lie within -1…1, and not defined where one before the first is ±1.
 *          [1, 0, 0, …] gives 0. Differentiable
 * @throws ShapeError  no coefficient
 * @source Markel & Gray, Linear Prediction of Speech (1976)
 * @example lpcToReflection(tensor([1, 0.5])).arraySync() // [0.5]
 */
export function lpcToReflection(a: Tensor): Tensor {
  const order = checkCoefficients("lpcToReflection", a);
  const found: Tensor[] = [];
  let inner = a.narrow(-1, 1, order).div(a.narrow(-1, 0, 1));
  for (let m = order; m >= 1; m--) {
    const k = inner.narrow(-1, m - 1, 1);
    found.unshift(k);
    if (m === 1) break;
    const shorter = inner.narrow(-1, 0, m - 1);
    inner = shorter.sub(flip(shorter, -1).mul(k)).div(k.square().neg().add(1));
  }
  return cat(found, -1);
}

/**
 * The prediction filter of reflection coefficients, by the step-up recursion.
 *
 * @param k        real, [..., order]
 * @returns [..., order + 1], unitless, a[0] = 1. Differentiable
 * @throws ShapeError  no coefficient
 * @source Markel & Gray, Linear Prediction of Speech (1976)
 * @example reflectionToLpc(tensor([0.5])).arraySync() // [1, 0.5]
 */
export function reflectionToLpc(k: Tensor): Tensor {
  checkSignal("reflectionToLpc", k, "k");
  const first = k.narrow(-1, 0, 1);
  let inner = first;
  for (let m = 1; m < k.shape.at(-1)!; m++) {
    const next = k.narrow(-1, m, 1);
    inner = cat([inner.add(flip(inner, -1).mul(next)), next], -1);
  }
  return cat([onesLike(first), inner], -1);
}

/**
 * Line spectral frequencies of a prediction filter: the angles of the roots of A(z) ± z^-(order + 1) · A(1 / z) on the unit circle.
 *
 * @param a        real, [..., order + 1], a[0] = 1, minimum phase, as `lpc` gives it
 * @returns [..., order], radians in 0…π, rising; [1, 0, 0, …] gives equal steps. NaN gives NaN. No gradient
 * @throws ParameterError  a has a root on or outside the unit circle; ShapeError: no coefficient
 * @source Itakura, Line spectrum representation of linear predictive coefficients, J. Acoust. Soc. Am. 57 (1975)
 * @example lpcToLsf(tensor([1, -0.9, 0.5]))
 */
export async function lpcToLsf(a: Tensor): Promise<Tensor> {
  const order = checkCoefficients("lpcToLsf", a);
  const lines = (await readLines(a)).map((line) => {
    if (line.some(Number.isNaN)) return new Float64Array(order).fill(Number.NaN);
    const combined = (sign: number): Float64Array =>
      Float64Array.from({ length: order + 2 }, (_, i) => (line[i] ?? 0) + sign * (line[order + 1 - i] ?? 0));
    // Roots at ±1 belong to every such pair; each other one comes with its conjugate.
    const angles = [combined(1), combined(-1)].flatMap((p) => polynomialRoots(withoutTrivial(p)).filter(({ im }) => im > 0).map(({ re, im }) => Math.atan2(im, re))); // prettier-ignore
    const roots = polynomialRoots(line);
    if (angles.length !== order || roots.some(({ re, im }) => Math.hypot(re, im) >= 1))
      throw new ParameterError(
        `lpcToLsf: a=[${Array.from(line.slice(0, 4), (v) => v.toPrecision(4)).join(", ")}, …] has a root on or outside the unit circle. Use lpc, which gives a stable filter.`,
      );
    return Float64Array.from(angles).sort();
  });
  return writeLines(lines, a.shape.slice(0, -1), order, a);
}

/** A (anti)symmetric polynomial divided by z + 1 and z - 1 where these are factors by its symmetry. */
function withoutTrivial(p: Float64Array): Float64Array {
  const isSymmetric = p[0] === p.at(-1);
  const isEven = p.length % 2 === 1; // of even degree
  const divide = (c: Float64Array, root: number): Float64Array => {
    const quotient = new Float64Array(c.length - 1);
    for (let i = 0, carry = 0; i < quotient.length; i++) quotient[i] = carry = c[i] + root * carry;
    return quotient;
  };
  if (isSymmetric) return isEven ? p : divide(p, -1);
  const without = divide(p, 1);
  return isEven ? divide(without, -1) : without;
}
