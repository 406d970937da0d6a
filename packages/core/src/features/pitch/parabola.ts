// The vertex of the parabola through three neighbours along one dimension.
import { cat, where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";

/**
 * Where the vertex lies, as an offset from each element: -1…1 along `dim`, 0 at both ends and where it lies further away.
 */
export function vertexOffsets(x: Tensor, dim: number): Tensor {
  const n = x.shape.at(dim)!;
  if (n < 3) return x.mul(0);
  const before = x.narrow(dim, 0, n - 2);
  const here = x.narrow(dim, 1, n - 2);
  const after = x.narrow(dim, 2, n - 2);
  const curvature = after.add(before).sub(here.mul(2));
  const slope = after.sub(before).div(2);
  const near = slope.abs().lt(curvature.abs());
  // The divisor is 1 where the quotient is not used, so that no gradient is 0 · ∞.
  const inner = where(near, slope.neg().div(where(near, curvature, 1)), 0);
  const end = x.narrow(dim, 0, 1).detach().isnan().to(x.dtype).mul(0);
  return cat([end, inner, end], dim);
}

/** True where an element is larger than the one before and at least as large as the one after; never for the first. */
export function localMaxima(x: Tensor, dim: number): Tensor {
  const n = x.shape.at(dim)!;
  const never = x
    .narrow(dim, 0, 1)
    .isnan()
    .logicalAnd(x.narrow(dim, 0, 1).eq(0));
  if (n < 2) return never;
  const rises = x.narrow(dim, 1, n - 1).gt(x.narrow(dim, 0, n - 1));
  if (n === 2) return cat([never, rises], dim);
  const holds = x.narrow(dim, 1, n - 2).ge(x.narrow(dim, 2, n - 2));
  return cat([never, rises.narrow(dim, 0, n - 2).logicalAnd(holds), rises.narrow(dim, n - 2, 1)], dim);
}
