// Whether numbers are finite, near each other, or the same.
import { isIntegral, needTensor, sameShape, type Tensor } from "../tensor/index.js";
import { logicalOr } from "./compare.js";
import { attachMethods, type MethodsOf } from "./method.js";

/** True where the element is neither infinite nor NaN. */
export function isfinite(x: Tensor): Tensor {
  needTensor("isfinite", x);
  return x.isnan().logicalOr(x.isinf()).logicalNot();
}

export interface CloseOptions {
  /** Allowed difference relative to |b| (default 1e-5). */
  readonly rtol?: number;
  /** Allowed absolute difference (default 1e-8). */
  readonly atol?: number;
  /** NaN is close to NaN (default false). */
  readonly equalNan?: boolean;
}

/** True where |a − b| ≤ atol + rtol · |b|; infinities are close to themselves only. As `torch.isclose`. */
export function isclose(a: Tensor, b: Tensor, options: CloseOptions = {}): Tensor {
  needTensor("isclose", a, "a");
  needTensor("isclose", b, "b");
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
  const [p, q] = isIntegral(a.dtype) && isIntegral(b.dtype) ? [a.to("float32"), b.to("float32")] : [a, b];
  const gap = p.detach().sub(q.detach()).abs();
  const near = isfinite(gap).logicalAnd(gap.le(q.detach().abs().mul(rtol).add(atol)));
  const close = logicalOr(a.eq(b), near);
  return equalNan ? close.logicalOr(a.isnan().logicalAnd(b.isnan())) : close;
}

/** Whether all elements of `a` and `b` are close, see {@link isclose}; waits for the device. */
export async function allclose(a: Tensor, b: Tensor, options: CloseOptions = {}): Promise<boolean> {
  needTensor("allclose", a, "a");
  needTensor("allclose", b, "b");
  return (await isclose(a, b, options).all().item()) !== 0;
}

/** Whether `a` and `b` have one shape and the same elements (NaN differs from itself); waits for the device. */
export async function equal(a: Tensor, b: Tensor): Promise<boolean> {
  needTensor("equal", a, "a");
  needTensor("equal", b, "b");
  return sameShape(a.shape, b.shape) && (await a.eq(b).all().item()) !== 0;
}

const methods = { isfinite, isclose, allclose, equal } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
