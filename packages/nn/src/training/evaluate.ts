// Running a classifier over labelled batches.
import { noGrad, scope, type Tensor } from "@sonograd/core";
import { crossEntropy } from "../losses/index.js";
import type { TensorModule } from "../modules/index.js";
import { ConfusionMatrix, type Evaluation } from "./metrics.js";

/** Inputs and int32 class numbers. */
export interface LabelledBatch {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** Lets timers, keys and other tasks run. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Accuracy, confusion matrix and scores of `model` in evaluation mode; its mode is restored.
 *
 * @param batches  x [batch, …] and y int32 [batch]
 * @param classes  names in the order of the model's outputs
 */
export async function evaluateClassifier(
  model: TensorModule,
  batches: AsyncIterable<LabelledBatch> | Iterable<LabelledBatch>,
  classes: readonly string[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<Evaluation> {
  const matrix = new ConfusionMatrix(classes);
  const wasTraining = model.training;
  let lossSum = 0;
  let samples = 0;
  model.eval();
  try {
    for await (const { x, y } of batches) {
      signal?.throwIfAborted();
      const { loss, predicted } = scope(() =>
        noGrad(() => {
          const logits = model(x);
          return { loss: crossEntropy(logits, y, { reduction: "sum" }), predicted: logits.argmax(1) };
        }),
      );
      lossSum += await loss.item();
      samples += y.numel;
      matrix.add(await y.data(), await predicted.data());
      await breathe();
    }
  } finally {
    model.train(wasTraining);
  }
  return matrix.evaluate(samples > 0 ? lossSum / samples : Number.NaN);
}
