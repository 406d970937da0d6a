import { ParameterError } from "../errors/index.js";
import { cat, flip, full } from "../ops/index.js";
import { isDouble, type Tensor } from "../tensor/index.js";
import { checkInteger, checkSignal } from "./checks.js";

/**
 * Linear prediction coefficients by Burg's method: y[n] ≈ -Σ a[k] · y[n - k], k = 1…order.
 *
 * @param y        real, [..., samples]
 * @param options.order  number of coefficients besides the leading 1, integer ≥ 1 and less than the samples
 * @returns [..., order + 1], unitless, a[0] = 1; silence gives 1, 0, 0, …
 * @throws ParameterError  order out of range
 * @source librosa.lpc
 * @example lpc(y, { order: 16 })
 */
export function lpc(y: Tensor, { order }: { readonly order: number } = {} as never): Tensor {
  checkSignal("lpc", y);
  checkInteger("lpc", "order", order, 1);
  const n = y.shape.at(-1)!;
  if (order >= n)
    throw new ParameterError(`lpc: order=${order} must be less than the ${n} samples. Use a longer frame.`);
  const tiny = isDouble(y.dtype) ? 2 ** -1022 : 2 ** -126;
  const sum = (x: Tensor): Tensor => x.sum(-1, { keepdim: true });
  const last = (x: Tensor): Tensor => x.narrow(-1, x.shape.at(-1)! - 1, 1);
  const first = (x: Tensor): Tensor => x.narrow(-1, 0, 1);
  const column = (value: number): Tensor =>
    full([...y.shape.slice(0, -1), 1], value, { dtype: y.dtype, device: y.device });

  let coefficients = column(1);
  let forward = y.narrow(-1, 1, n - 1);
  let backward = y.narrow(-1, 0, n - 1);
  let energy = sum(forward.square().add(backward.square()));
  for (let i = 0; i < order; i++) {
    const reflection = sum(forward.mul(backward)).mul(-2).div(energy.add(tiny));
    // a[k] += reflection · a[i + 1 - k]
    const extended = cat([coefficients, column(0)], -1);
    coefficients = extended.add(flip(extended, -1).mul(reflection));
    const nextForward = forward.add(reflection.mul(backward));
    backward = backward.add(reflection.mul(forward));
    forward = nextForward;
    energy = energy.mul(reflection.square().neg().add(1)).sub(last(backward).square()).sub(first(forward).square());
    if (i === order - 1) break;
    const m = forward.shape.at(-1)!;
    forward = forward.narrow(-1, 1, m - 1);
    backward = backward.narrow(-1, 0, m - 1);
  }
  return coefficients;
}
