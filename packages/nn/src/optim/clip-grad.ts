// Gradients kept small, in place and on their device: nothing is read, so that a step does not wait and can be captured.
import { noGrad, ParameterError, stack, type Tensor } from "@sonograd/core";

const gradsOf = (parameters: Tensor | Iterable<Tensor>): Tensor[] =>
  [...("storage" in parameters ? [parameters as Tensor] : (parameters as Iterable<Tensor>))].flatMap(
    (p) => p.grad ?? [],
  );

/**
 * Scales the gradients of all parameters together so that their norm, as if they were one vector, is at most `maxNorm`.
 *
 * @param parameters  tensors, or one; those without a gradient are left out
 * @param maxNorm     ≥ 0
 * @param options.normType  p of the norm, > 0 or Infinity (default 2)
 * @returns the norm before, a tensor of one number on the gradients' device; NaN and infinite norms scale as they are
 * @throws ParameterError  maxNorm or normType out of range, or no parameter has a gradient
 * @source torch.nn.utils.clip_grad_norm_, without error_if_nonfinite, which would have to wait for the device
 * @example
 * const w = tensor([3, 4]).requiresGrad_();
 * w.square().sum().div(2).backward(); // the gradient is w itself
 * clipGradNorm([w], 1).itemSync(); // 5
 * w.grad!.arraySync(); // [0.6, 0.8]
 */
export function clipGradNorm(
  parameters: Tensor | Iterable<Tensor>,
  maxNorm: number,
  { normType = 2 }: { normType?: number } = {},
): Tensor {
  if (!(maxNorm >= 0)) throw new ParameterError(`clipGradNorm: maxNorm=${maxNorm} must be ≥ 0.`);
  if (!(normType > 0)) throw new ParameterError(`clipGradNorm: normType=${normType} must be > 0 or Infinity.`);
  const grads = gradsOf(parameters);
  if (grads.length === 0)
    throw new ParameterError("clipGradNorm: parameters has no tensor with a gradient. Call backward() first.");
  return noGrad(() => {
    const each = stack(grads.map((g) => g.norm(normType)));
    const total = grads.length === 1 ? each.reshape([]) : each.norm(normType);
    const factor = total.add(1e-6).reciprocal().mul(maxNorm).clamp({ max: 1 });
    for (const g of grads) g.mul_(factor);
    return total;
  });
}

/**
 * Cuts every element of the gradients to −clipValue…clipValue, in place.
 *
 * @param parameters  tensors, or one; those without a gradient are left out
 * @param clipValue   ≥ 0
 * @throws ParameterError  clipValue negative
 * @source torch.nn.utils.clip_grad_value_
 */
export function clipGradValue(parameters: Tensor | Iterable<Tensor>, clipValue: number): void {
  if (!(clipValue >= 0)) throw new ParameterError(`clipGradValue: clipValue=${clipValue} must be ≥ 0.`);
  noGrad(() => {
    for (const g of gradsOf(parameters)) g.copy_(g.clamp({ min: -clipValue, max: clipValue }));
  });
}
