// Writes a run's numbers as scalars. The writer is passed in, so this file knows no format.
import type { TrainingEvent } from "./events.js";

/** What is needed of an event-file writer. */
export interface ScalarWriter {
  addScalar(tag: string, value: number, step: number): void | Promise<void>;
}

/**
 * A listener that writes loss, accuracy and learning rate of a run under TensorBoard's usual tags: `loss/train`,
 * `accuracy/train`, `lr` after each batch's step; `loss/test`, `accuracy/test`, `f1/test` at each evaluation.
 *
 * @example const log = tensorboardListener(writer); for await (const event of trainer.run()) await log(event);
 */
export function tensorboardListener(writer: ScalarWriter): (event: TrainingEvent) => Promise<void> {
  return async (event) => {
    if (event.type === "batch") {
      await writer.addScalar("loss/train", event.loss, event.step);
      await writer.addScalar("accuracy/train", event.accuracy, event.step);
      await writer.addScalar("lr", event.lr, event.step);
    } else if (event.type === "evaluation") {
      await writer.addScalar("loss/test", event.evaluation.loss, event.step);
      await writer.addScalar("accuracy/test", event.evaluation.accuracy, event.step);
      await writer.addScalar("f1/test", event.evaluation.weightedF1, event.step);
    }
  };
}
