// An exported model run by onnxruntime, which knows nothing of us.
import { type Tensor, Tensor as Value } from "@sonograd/core";
import { exportOnnx, type ExportOnnxOptions, type Module } from "@sonograd/nn";
import * as ort from "onnxruntime-node";
import { expect } from "vitest";

const flat = (value: unknown): Tensor[] => {
  if (value instanceof Value) return [value];
  return Array.isArray(value) ? value.flatMap(flat) : [];
};

/** The results of a model, lists within lists flattened. */
export const resultsOf = (model: Module, inputs: readonly Tensor[]): Tensor[] =>
  flat((model as unknown as (...inputs: readonly Tensor[]) => unknown)(...inputs));

/** Largest difference; where ours is no number, neither may theirs be. */
function worstDifference(ours: ArrayLike<number>, theirs: ArrayLike<number | bigint>): number {
  let worst = 0;
  for (let i = 0; i < ours.length; i++) {
    const [a, b] = [ours[i], Number(theirs[i])];
    if (Number.isNaN(a) !== Number.isNaN(b)) return Infinity;
    if (a !== b && !Number.isNaN(a)) worst = Math.max(worst, Math.abs(a - b));
  }
  return worst;
}

/** Exports with a batch of two and expects the same results within 1e-4 for batches of these sizes. */
export async function expectSameInOnnx(
  model: Module,
  inputs: (n: number) => Tensor[],
  options: ExportOnnxOptions | undefined,
  batches: readonly number[],
): Promise<void> {
  resultsOf(model, inputs(4)); // moves the statistics of batch norms
  const bytes = await exportOnnx(model, inputs(2), options);
  expect(model.training).toBe(true);
  model.eval();
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  for (const batch of batches) {
    const given = inputs(batch);
    const feeds = session.inputNames.map((key, i) => [key, new ort.Tensor(given[i].dtype as "float32", given[i].dataSync() as Float32Array, [...given[i].shape])]); // prettier-ignore
    const got = await session.run(Object.fromEntries(feeds) as Record<string, ort.Tensor>);
    resultsOf(model, given).forEach((want, i) => {
      const { dims, data } = got[session.outputNames[i]];
      expect([...dims], `shape of output ${i}`).toEqual(want.shape);
      const worst = worstDifference(want.contiguous().dataSync(), data as Float32Array);
      expect(worst, `output ${i} of a batch of ${batch}`).toBeLessThan(1e-4);
    });
  }
}
