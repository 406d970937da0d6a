// Bessel functions of order 0 and 1: names and values of torch.special. PyTorch has no gradient for the J's.
import type { Tensor } from "../tensor/index.js";
import { where } from "./compare.js";
import { attachMethods } from "./method.js";
import { unary } from "./unary.js";

/** y / x with `limit` where x is 0. */
function quotient(y: Tensor, x: Tensor, limit: number): Tensor {
  const isZero = x.eq(0);
  return where(isZero, limit, y.div(where(isZero, 1, x)));
}

/** Modified Bessel function of the first kind, order 0; even, 1 at 0, ∞ at ±∞ (PyTorch: NaN). */
export const i0 = unary("i0", (g, x) => g.mul(i1(x)));
/** i0(x) · e^(−|x|), which does not overflow. */
export const i0e = unary("i0e", (g, x, y) => g.mul(i1e(x).sub(x.sign().mul(y))));
/** Modified Bessel function of the first kind, order 1; odd, ±∞ at ±∞ (PyTorch: NaN). NaN has a slope of NaN (PyTorch: ½). */
export const i1: (x: Tensor) => Tensor = unary("i1", (g, x, y) => g.mul(i0(x).sub(quotient(y, x, 0.5))));
/** i1(x) · e^(−|x|), which does not overflow. NaN has a slope of NaN (PyTorch: ½). */
export const i1e: (x: Tensor) => Tensor = unary("i1e", (g, x, y) =>
  g.mul(
    i0e(x)
      .sub(quotient(y, x, 0.5))
      .sub(x.sign().mul(y)),
  ),
);
/** Bessel function of the first kind, order 0; as `torch.special.bessel_j0`, but 0 at ±∞ (PyTorch: NaN) and with a gradient. */
export const besselJ0 = unary("besselJ0", (g, x) => g.mul(besselJ1(x).neg()));
/** Bessel function of the first kind, order 1; as `torch.special.bessel_j1`, but 0 at ±∞ (PyTorch: NaN) and with a gradient. */
export const besselJ1: (x: Tensor) => Tensor = unary("besselJ1", (g, x, y) =>
  g.mul(besselJ0(x).sub(quotient(y, x, 0.5))),
);

const methods = { i0 } as const;
declare module "../tensor/tensor.js" {
  interface Tensor {
    i0(): Tensor;
  }
}
attachMethods(methods);
