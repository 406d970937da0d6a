// The judge of gradient rules: what `backward` says against what small steps show.
import { grad } from "../autograd/index.js";
import { dispatchInto } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import { isComplex, isDouble, slotsOf, type Tensor, type TypedArray } from "../tensor/index.js";
import { fromTypedArray, zeros } from "./create.js";
import { randn, Generator } from "./random.js";

export interface GradcheckOptions {
  /** Step of the central difference (default 1e-6). */
  readonly eps?: number;
  /** Absolute tolerance (default 1e-5). */
  readonly atol?: number;
  /** Relative tolerance (default 1e-3). */
  readonly rtol?: number;
  /** Return false instead of throwing (default true). */
  readonly raiseException?: boolean;
}

function perturbed(x: Tensor, values: TypedArray, at: number, by: number): Tensor {
  const moved = values.slice();
  moved[at] += by;
  return fromTypedArray(moved, x.shape, { dtype: x.dtype });
}

/** Re⟨y, direction⟩ as a number. */
function project(y: Tensor, direction: Tensor): number {
  const [a, b] = [y.dataSync(), direction.dataSync()];
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

/**
 * Compares the gradients of `fn` with central differences along a fixed random direction of the output, as
 * `torch.autograd.gradcheck` in its fast mode; complex inputs are moved along both parts.
 *
 * @param fn      of the inputs to one tensor
 * @param inputs  on the CPU; those with requiresGrad are checked and must be float64 or complex128
 * @returns true when every entry agrees within atol + rtol · |numerical|
 * @throws ParameterError that names the input, the entry and both numbers
 */
export function gradcheck(
  fn: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  options: GradcheckOptions = {},
): boolean {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3, raiseException = true } = options;
  const wanted = inputs.filter((x) => x.requiresGrad);
  if (wanted.length === 0) throw new ParameterError("gradcheck: no input has requiresGrad. Set it on those to check.");
  for (const x of wanted)
    if (!isDouble(x.dtype))
      throw new ParameterError(
        `gradcheck: input dtype="${x.dtype}" is too coarse for differences. Use float64 or complex128.`,
      );
  const y = fn(...inputs);
  const noise = randn([y.numel * slotsOf(y.dtype)], { dtype: "float64", generator: new Generator(7), device: "cpu" });
  const direction = zeros(y.shape, { dtype: y.dtype, device: "cpu" });
  dispatchInto(
    "copy",
    [noise.reshape(isComplex(y.dtype) ? [...y.shape, 2] : y.shape)],
    [isComplex(y.dtype) ? direction.viewAsReal() : direction],
    {},
  );
  const analytic = grad(y, wanted, { gradOutputs: [direction] });
  // Recorded like the first run: `fn` may itself ask for gradients.
  const run = (k: number, moved: Tensor): number =>
    project(fn(...inputs.map((x) => (x === wanted[k] ? moved.requiresGrad_() : x))), direction);
  for (const [k, x] of wanted.entries()) {
    const values = x.dataSync();
    const slopes = analytic[k]?.dataSync() ?? values.slice().fill(0);
    for (let i = 0; i < values.length; i++) {
      const numeric = (run(k, perturbed(x, values, i, eps)) - run(k, perturbed(x, values, i, -eps))) / (2 * eps);
      if (Math.abs(slopes[i] - numeric) <= atol + rtol * Math.abs(numeric)) continue;
      if (!raiseException) return false;
      throw new ParameterError(
        `gradcheck: input ${inputs.indexOf(x)}, entry ${i}: backward gives ${slopes[i]}, differences ${numeric}. The gradient rule is wrong.`,
      );
    }
  }
  return true;
}
