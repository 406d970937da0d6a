// Loss and accuracy over epochs.
import { curvesFigure, type Figure } from "@sonograd/io";
import type { TrainingState } from "./state.js";

/** Curves of training and test; the x axis is as long as the run will be. */
export function trainingChart({ train, test, start }: TrainingState, quantity: "loss" | "accuracy"): Figure {
  const isLoss = quantity === "loss";
  const scale = isLoss ? 1 : 100;
  const values = (series: readonly number[]): Float64Array => Float64Array.from(series, (value) => scale * value);
  const line = (
    series: typeof train,
    label: string,
    color: "blue" | "orange",
  ): Parameters<typeof curvesFigure>[0]["curves"][number] => ({
    x: Float64Array.from(series.epoch),
    y: values(series[quantity]),
    label,
    color,
  });
  const highest = Math.max(0, ...train.loss.filter(Number.isFinite), ...test.loss.filter(Number.isFinite));
  return curvesFigure({
    curves: [line(train, "training", "blue"), ...(test.epoch.length > 0 ? [line(test, "test", "orange")] : [])],
    x: { label: "Epoch", range: [0, start?.epochs ?? 1] },
    y: isLoss
      ? { label: "Loss", range: [0, highest > 0 ? highest * 1.05 : 1] }
      : { label: "Accuracy", unit: "%", range: [0, 100] },
  });
}
