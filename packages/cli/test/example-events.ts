// A short training as the trainer tells it.
import type { Evaluation, TrainingEvent } from "@sonograd/nn";

export const exampleEvaluation: Evaluation = {
  accuracy: 0.75,
  loss: 0.5,
  samples: 4,
  classes: ["bark", "rain"],
  confusion: [
    [2, 0],
    [1, 1],
  ],
  perClass: [
    { name: "bark", precision: 2 / 3, recall: 1, f1: 0.8, support: 2 },
    { name: "rain", precision: 1, recall: 0.5, f1: 2 / 3, support: 2 },
  ],
  macroF1: 0.7333,
  weightedF1: 0.7333,
};

/** Two epochs of two batches, the model tested after the second. */
export function exampleEvents(): TrainingEvent[] {
  const clock = { elapsedSeconds: 3, etaSeconds: 5 };
  const batch = (epoch: number, number: number): TrainingEvent => ({
    type: "batch",
    epoch,
    epochs: 2,
    batch: number,
    batches: 2,
    step: 2 * (epoch - 1) + number,
    loss: 2 / (epoch + number),
    accuracy: 0.2 * (epoch + number),
    lr: 0.001,
    samplesPerSecond: 1234,
    ...clock,
  });
  const epoch = (epoch: number): TrainingEvent => ({
    type: "epoch",
    epoch,
    epochs: 2,
    step: 2 * epoch,
    loss: 1 / epoch,
    accuracy: 0.4 * epoch,
    lr: 0.001,
    samplesPerSecond: 1234,
    ...clock,
  });
  return [
    { type: "prepare", what: "reading recordings", done: 1, total: 2 },
    { type: "prepare", what: "reading recordings", done: 2, total: 2 },
    {
      type: "start",
      epochs: 2,
      batchesPerEpoch: 2,
      trainSamples: 8,
      testSamples: 4,
      parameters: 1234,
      device: "cpu",
      classes: ["bark", "rain"],
      model: "",
    },
    batch(1, 1),
    batch(1, 2),
    epoch(1),
    batch(2, 1),
    batch(2, 2),
    epoch(2),
    { type: "evaluation", epoch: 2, step: 4, evaluation: exampleEvaluation, bestAccuracy: 0.75, ...clock },
    { type: "checkpoint", epoch: 2, step: 4, path: "model.safetensors" },
    { type: "end", epochs: 2, step: 4, aborted: false, elapsedSeconds: 3, evaluation: exampleEvaluation },
  ];
}
