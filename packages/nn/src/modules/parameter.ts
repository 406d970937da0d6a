// A tensor that a module trains.
import { noGrad, Tensor, type Device, type DType } from "@sonograd/core";

/**
 * A tensor that counts as a parameter of the module that holds it in a field, as `torch.nn.Parameter`.
 * It is a leaf that requires a gradient; its identity survives `module.to(device)` and `loadStateDict`, so optimizers keep it.
 *
 * @example weight = new Parameter(randn([4, 3]));
 */
export class Parameter extends Tensor {
  constructor(data: Tensor, { requiresGrad = true }: { requiresGrad?: boolean } = {}) {
    super(data.storage, data.shape, { dtype: data.dtype, strides: data.strides, offset: data.offset });
    this.requiresGrad = requiresGrad;
  }
}

/** Lets the handle `target` point at the data of `source`; whoever holds `target` sees the change. */
export function replaceData(target: Tensor, source: Tensor): void {
  const { storage, dtype, shape, strides, offset } = source;
  Object.assign(target, { storage, dtype, shape, strides, offset });
}

/** Moves a tensor and its gradient to a device or dtype, keeping the handle. */
export function moveTo(target: Tensor, place: { device?: Device; dtype?: DType }): void {
  noGrad(() => {
    replaceData(target, target.to(place));
    if (target.grad) target.grad = target.grad.to(place);
  });
}
