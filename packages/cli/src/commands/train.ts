import path from "node:path";
import type { AudioDataset, SplitRule } from "@sonograd/nn/node";
import { openDevice, type DeviceName } from "../devices/open-device.js";
import { accuracyLine, confusionLines } from "../output/evaluation-lines.js";
import { pairLines } from "../output/table.js";
import { describeSplit } from "../training/split-text.js";
import { runTraining, type TrainingOutcome } from "../training/run-training.js";
import type { CommandContext } from "../terminal/command-context.js";
import { displayPath } from "../terminal/display-path.js";
import { CommandError, EXIT, type ExitCode } from "../terminal/exit-codes.js";
import { openRecordings } from "./open-recordings.js";
import { watchTraining } from "./watch-training.js";

export interface TrainCommandOptions {
  readonly out: string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly lr?: number;
  readonly seed: number;
  readonly device: DeviceName;
  readonly quick?: boolean;
  readonly testFold?: number;
}

/** Trains on a directory and prints how good the model is and where everything was written. */
export async function runTrain(
  context: CommandContext,
  directory: string,
  options: TrainCommandOptions,
): Promise<ExitCode> {
  const { host, pictureTheme } = context;
  const { epochs, batchSize, lr, seed, quick = false, testFold } = options;
  const dataset = await openRecordings(host, directory);
  const split = foldSplit(dataset, testFold);
  const { device } = await openDevice(options.device, context.warn);
  const out = path.resolve(host.workingDirectory, options.out);
  const { reporter, interrupt } = await watchTraining(context, trainingTitle(dataset));
  try {
    const outcome = await runTraining(
      {
        dataset,
        out,
        device,
        seed,
        trainingSet: quick ? "quick" : "full",
        pictureTheme,
        ...(epochs === undefined ? {} : { epochs }),
        ...(batchSize === undefined ? {} : { batchSize }),
        ...(lr === undefined ? {} : { learningRate: lr }),
        ...(split === undefined ? {} : { split }),
      },
      reporter,
      interrupt.signal,
    );
    printOutcome(context, outcome);
    return outcome.isAborted ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    interrupt.dispose();
  }
}

/** Heading of a training. */
export const trainingTitle = ({ directory, classes, items }: AudioDataset): string =>
  `Training on ${path.basename(directory)}: ${items.length} recordings, ${classes.length} classes`;

/** @throws CommandError  the recordings have no such fold */
export function foldSplit({ items, directory }: AudioDataset, fold: number | undefined): SplitRule | undefined {
  if (fold === undefined) return undefined;
  const folds = [...new Set(items.flatMap((item) => (item.fold === undefined ? [] : [item.fold])))].sort(
    (a, b) => a - b,
  );
  if (folds.includes(fold)) return { kind: "fold", fold };
  throw new CommandError(
    `--test-fold ${fold}: the recordings in ${directory} have ${folds.length === 0 ? "no folds" : `folds ${folds.join(", ")}`}`,
  );
}

/** Accuracy, confusion matrix and the files that were written. */
export function printOutcome(
  { print, style, host }: CommandContext,
  { result, isAborted, files }: TrainingOutcome,
  more: readonly (readonly [string, string])[] = [],
): void {
  print("");
  if (result.evaluation) {
    print(style("strong", `test set: ${describeSplit(result.split.rule)}`));
    print(accuracyLine(result.evaluation));
    print("");
    for (const line of confusionLines(result.evaluation)) print(line);
  } else print(isAborted ? "stopped before the first evaluation" : "no evaluation");
  print("");
  print(style("strong", "written:"));
  const shown = [...files, ...more].map(([name, file]) => [name, displayPath(file, host.workingDirectory)] as const);
  for (const line of pairLines(shown, "  ")) print(line);
}
