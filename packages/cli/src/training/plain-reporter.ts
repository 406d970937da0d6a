// A training as lines, for logs and pipes.
import type { TrainingEvent } from "@sonograd/nn";
import { formatClock, formatCount, formatFixed, formatPercent } from "../output/numbers.js";
import type { TrainingReporter } from "./training-reporter.js";

/** From this many steps on a preparation is told in quarters, else only when it is done. */
const LONG_PREPARATION = 400;

/** The line of an event; undefined where it is not worth one. */
export function trainingLine(event: TrainingEvent): string | undefined {
  switch (event.type) {
    case "prepare": {
      const { what, done, total } = event;
      const quarter = Math.ceil(total / 4);
      const isDue = done === total || (total >= LONG_PREPARATION && done % quarter === 0);
      return isDue ? `${what}: ${formatCount(done)}/${formatCount(total)}` : undefined;
    }
    case "start": {
      const { trainSamples, testSamples, classes, parameters, device, epochs } = event;
      return (
        `training on ${formatCount(trainSamples)} recordings of ${classes.length} classes, testing on ${formatCount(testSamples)}: ` +
        `${formatCount(parameters)} parameters, ${epochs} epochs, device ${device}`
      );
    }
    case "epoch": {
      const { epoch, epochs, loss, accuracy, samplesPerSecond, etaSeconds } = event;
      return (
        `${epochLabel(epoch, epochs)}  loss ${formatFixed(loss, 4)}  accuracy ${formatPercent(accuracy).padStart(7)}  ` +
        `${formatCount(samplesPerSecond)} recordings/s  ETA ${formatClock(etaSeconds)}`
      );
    }
    case "evaluation": {
      const { epoch, evaluation } = event;
      return `epoch ${epoch}: test accuracy ${formatPercent(evaluation.accuracy)}, test loss ${formatFixed(evaluation.loss, 4)}`;
    }
    case "restored":
      return `the GPU was lost (${event.reason}); going on after epoch ${event.epoch} on a new device`;
    case "batch":
    case "checkpoint":
      return undefined;
    case "end":
      return event.aborted ? `stopped after ${formatCount(event.step)} steps` : undefined;
  }
}

const epochLabel = (epoch: number, epochs: number): string =>
  `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`;

export function plainReporter(print: (line: string) => void): TrainingReporter {
  return {
    onEvent: (event) => {
      const line = trainingLine(event);
      if (line !== undefined) print(line);
    },
    onStopping: () => print("stopping after this step and saving; again to stop at once"),
    close: () => Promise.resolve(),
  };
}
