// Strings of a manifest that stand for the NumPy function of that name.
import type { Tensor } from "@sonograd/core";

/** numpy.median: the mean of the two middle values where their number is even. */
function median(x: Tensor): Tensor {
  const { values } = x.flatten().sort();
  const n = values.numel;
  return values.narrow(0, Math.floor((n - 1) / 2), 2 - (n % 2)).mean();
}

const CALLABLES: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  max: (x) => x.amax(),
  min: (x) => x.amin(),
  mean: (x) => x.mean(),
  sum: (x) => x.sum(),
  std: (x) => x.std({ correction: 0 }),
  median,
};

/** The function over all elements that `name` stands for; undefined where it is no such name. */
export const callable = (name: unknown): ((x: Tensor) => Tensor) | undefined =>
  typeof name === "string" && Object.hasOwn(CALLABLES, name) ? CALLABLES[name] : undefined;
