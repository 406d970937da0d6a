// Initial values that need no fan. All write in place, unrecorded, and return their tensor.
import { formatShape, ndtr, noGrad, ParameterError, rand, ShapeError, tensor, zeros, type Generator, type Tensor } from "@sonograd/core"; // prettier-ignore

export interface InitOptions {
  /** Of the random numbers (default: the default generator). */
  generator?: Generator;
}

/** Uniform in [a, b) (default 0…1), as `torch.nn.init.uniform_`. @throws ParameterError  a > b */
export const uniform_ = <T extends Tensor>(x: T, a = 0, b = 1, options: InitOptions = {}): T =>
  noGrad(() => x.uniform_(a, b, options)) as T;

/** Normal with the given mean and standard deviation (default 0, 1), as `torch.nn.init.normal_`. */
export const normal_ = <T extends Tensor>(x: T, mean = 0, std = 1, options: InitOptions = {}): T =>
  noGrad(() => x.normal_(mean, std, options)) as T;

/** P(Z ≤ z) of a standard normal Z. */
const below = (z: number): number => ndtr(tensor(z, { dtype: "float64", device: "cpu" })).itemSync();

/**
 * Normal, drawn again until it lies in [a, b] (default −2…2, absolute bounds, not multiples of std), as
 * `torch.nn.init.trunc_normal_`. Computed by the inverse of the distribution.
 *
 * @throws ParameterError  a > b, or std ≤ 0
 */
export function truncNormal_<T extends Tensor>(
  x: T,
  mean = 0,
  std = 1,
  a = -2,
  b = 2,
  { generator }: InitOptions = {},
): T {
  if (!(std > 0)) throw new ParameterError(`truncNormal_: std=${std} must be > 0.`);
  if (!(a <= b)) throw new ParameterError(`truncNormal_: a=${a} must be ≤ b=${b}.`);
  const [low, high] = [a, b].map((bound) => 2 * below((bound - mean) / std) - 1);
  return noGrad(() => {
    const { shape, device, dtype } = x;
    const u = rand(shape, { device, dtype, ...(generator && { generator }) }).mul(high - low).add(low); // prettier-ignore
    return x.copy_(u.erfinv().mul(std * Math.SQRT2).add(mean).clamp({ min: a, max: b })); // prettier-ignore
  }) as T;
}

/** Every element `value`, as `torch.nn.init.constant_`. */
export const constant_ = <T extends Tensor>(x: T, value: number): T => noGrad(() => x.fill_(value)) as T;

/** Every element 1, as `torch.nn.init.ones_`. */
export const ones_ = <T extends Tensor>(x: T): T => constant_(x, 1);

/** Every element 0, as `torch.nn.init.zeros_`. */
export const zeros_ = <T extends Tensor>(x: T): T => constant_(x, 0);

function needMatrix(op: string, x: Tensor): void {
  if (x.ndim !== 2) throw new ShapeError(`${op}: x ${formatShape(x.shape)} must have two dimensions.`);
}

/** Writes values made on the CPU, with 1 at the given flat places and 0 elsewhere. */
function writeOnes<T extends Tensor>(x: T, places: readonly number[]): T {
  const values = zeros([x.numel], { device: "cpu" });
  const data = values.dataSync() as Float32Array;
  for (const place of places) data[place] = 1;
  return noGrad(() => x.copy_(tensor(data, { device: "cpu" }).reshape(x.shape).to(x.device))) as T;
}

/** The identity matrix, so that a linear layer hands on as much as it can, as `torch.nn.init.eye_`. @throws ShapeError */
export function eye_<T extends Tensor>(x: T): T {
  needMatrix("eye_", x);
  const [rows, columns] = x.shape;
  return writeOnes(
    x,
    Array.from({ length: Math.min(rows, columns) }, (_, i) => i * columns + i),
  );
}

/**
 * A convolution's weight [outputs, inputs, ...kernel] that hands its channels on: 1 in the middle of the kernel, as
 * `torch.nn.init.dirac_`.
 *
 * @param options.groups  of the outputs, each of which hands on the inputs anew (default 1)
 * @throws ShapeError  not 3 to 5 dimensions; ParameterError  groups do not divide the outputs
 */
export function dirac_<T extends Tensor>(x: T, { groups = 1 }: { groups?: number } = {}): T {
  const { shape } = x;
  if (shape.length < 3 || shape.length > 5)
    throw new ShapeError(`dirac_: x ${formatShape(shape)} must have 3 to 5 dimensions: [outputs, inputs, …kernel].`);
  const [outputs, inputs, ...kernel] = shape;
  if (!Number.isInteger(groups) || groups < 1 || outputs % groups !== 0)
    throw new ParameterError(`dirac_: groups=${groups} must divide the ${outputs} outputs.`);
  const middle = kernel.reduce((place, n) => place * n + Math.floor(n / 2), 0);
  const size = kernel.reduce((product, n) => product * n, 1);
  const each = outputs / groups;
  const places = Array.from({ length: groups }, (_, g) =>
    Array.from({ length: Math.min(each, inputs) }, (_, d) => ((g * each + d) * inputs + d) * size + middle),
  );
  return writeOnes(x, places.flat());
}

/**
 * Normal with mean 0, but a share of each column 0, as `torch.nn.init.sparse_`.
 *
 * @param sparsity  that share, 0…1; rounded up to whole rows
 * @param std       standard deviation of the rest (default 0.01)
 * @throws ShapeError  not a matrix; ParameterError
 * @source Martens, "Deep learning via Hessian-free optimization" (2010)
 */
export function sparse_<T extends Tensor>(x: T, sparsity: number, std = 0.01, options: InitOptions = {}): T {
  needMatrix("sparse_", x);
  if (!(sparsity >= 0 && sparsity <= 1)) throw new ParameterError(`sparse_: sparsity=${sparsity} must lie in 0…1.`);
  const zeroRows = Math.ceil(sparsity * x.shape[0]);
  normal_(x, 0, std, options);
  return noGrad(() => {
    // Sorting random keys puts each column's rows into a random order, of which the first are cleared.
    const order = rand(x.shape, { device: x.device, ...options }).argsort({ dim: 0 });
    return x.copy_(x.detach().where(order.ge(zeroRows), 0));
  }) as T;
}
