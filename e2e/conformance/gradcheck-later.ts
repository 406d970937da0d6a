// gradcheck for a function that answers with a promise, which only its own cases need.
import { cos, fromTypedArray, grad, type Tensor } from "@sonograd/core";

const EPS = 1e-6;

/** The largest |slope − central difference| over all entries of the inputs, along a fixed direction of the result. */
export async function worstSlopeError(
  run: (...inputs: Tensor[]) => Tensor | Promise<Tensor>,
  inputs: readonly Tensor[],
): Promise<number> {
  const project = async (xs: readonly Tensor[]): Promise<Tensor> => {
    const y = await run(...xs);
    const direction = cos(fromTypedArray(Float64Array.from({ length: y.numel }, (_, i) => i + 1))).reshape(y.shape);
    return y.mul(direction).sum();
  };
  const wanted = inputs.filter((x) => x.requiresGrad);
  const slopes = grad(await project(inputs), wanted);
  let worst = 0;
  for (const [k, x] of wanted.entries()) {
    const values = x.dataSync();
    const slope = slopes[k].dataSync();
    for (let i = 0; i < values.length; i++) {
      const at = async (by: number): Promise<number> => {
        const moved = values.map((v, j) => (j === i ? v + by : v));
        const other = fromTypedArray(moved, x.shape, { dtype: x.dtype });
        return (await project(inputs.map((t) => (t === x ? other : t)))).itemSync();
      };
      worst = Math.max(worst, Math.abs(slope[i] - ((await at(EPS)) - (await at(-EPS))) / (2 * EPS)));
    }
  }
  return worst;
}
