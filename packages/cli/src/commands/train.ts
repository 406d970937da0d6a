import path from "node:path";
import type { NetworkName } from "@sonograd/nn";
import type { AudioDataset, SplitRule } from "@sonograd/nn/node";
import { openDevice, type DeviceName } from "../devices/open-device.js";
import { accuracyLine, confusionLines } from "../output/evaluation-lines.js";
import { pairLines } from "../output/table.js";
import { skippedLine } from "../training/skipped-line.js";
import { describeSplit, foldsOf, recordingsOf } from "../training/split-text.js";
import { runTraining, type TrainingJob, type TrainingOutcome } from "../training/run-training.js";
import type { CommandContext } from "../terminal/command-context.js";
import { displayPath } from "../terminal/display-path.js";
import { CommandError, EXIT, UsageError, type ExitCode } from "../terminal/exit-codes.js";
import { crossValidate, foldRules } from "./cross-validate.js";
import { openRecordings } from "./open-recordings.js";
import { watchTraining } from "./watch-training.js";

export interface TrainCommandOptions {
  readonly out?: string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly lr?: number;
  readonly accumulate?: number;
  readonly seed: number;
  readonly device: DeviceName;
  readonly quick?: boolean;
  readonly testFold?: number;
  readonly model?: NetworkName;
  readonly resume?: boolean;
  readonly skipDamaged?: boolean;
  readonly crossValidate?: boolean;
  readonly folds?: number;
}

/** Trains on a directory and prints how good the model is and where everything was written. */
export async function runTrain(
  context: CommandContext,
  directory: string,
  options: TrainCommandOptions,
): Promise<ExitCode> {
  const { host } = context;
  const { crossValidate: rounds = false, folds, seed } = options;
  if (folds !== undefined && !rounds) throw new UsageError("--folds needs --cross-validate");
  if (options.testFold !== undefined && rounds)
    throw new UsageError("--test-fold and --cross-validate exclude each other");
  const dataset = await openRecordings(host, directory);
  const split = foldSplit(dataset, options.testFold);
  const { device } = await openDevice(options.device, context.warn);
  const given = options.out ?? path.join("runs", path.basename(path.resolve(host.workingDirectory, directory)));
  const job = jobOf(context, dataset, path.resolve(host.workingDirectory, given), device, options);
  if (rounds) return crossValidate(context, job, foldRules(dataset, folds, seed));
  const { reporter, interrupt } = await watchTraining(context, trainingTitle(dataset));
  try {
    const outcome = await runTraining(
      { ...job, ...(split === undefined ? {} : { split }) },
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

function jobOf(
  { pictureTheme }: CommandContext,
  dataset: AudioDataset,
  out: string,
  device: DeviceName,
  { epochs, batchSize, lr, accumulate, seed, quick = false, model, resume, skipDamaged }: TrainCommandOptions,
): TrainingJob {
  return {
    dataset,
    out,
    device,
    seed,
    trainingSet: quick ? "quick" : "full",
    pictureTheme,
    ...(epochs === undefined ? {} : { epochs }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(lr === undefined ? {} : { learningRate: lr }),
    ...(accumulate === undefined ? {} : { accumulate }),
    ...(model === undefined ? {} : { network: model }),
    ...(resume === undefined ? {} : { resume }),
    ...(skipDamaged ? { onProblem: "skip" } : {}),
  };
}

/** Heading of a training. */
export const trainingTitle = ({ directory, classes, items }: AudioDataset): string =>
  `Training on ${path.basename(directory)}: ${items.length} recordings, ${classes.length} classes`;

/** @throws CommandError  the recordings have no such fold */
export function foldSplit({ items, directory }: AudioDataset, fold: number | undefined): SplitRule | undefined {
  if (fold === undefined) return undefined;
  const folds = foldsOf(items);
  if (folds.includes(fold)) return { kind: "fold", fold };
  throw new CommandError(
    `--test-fold ${fold}: the recordings in ${directory} have ${folds.length === 0 ? "no folds" : `folds ${folds.join(", ")}`}`,
  );
}

/** Accuracy, confusion matrix and the files that were written. */
export function printOutcome(
  { print, style, host, warn }: CommandContext,
  { result, isAborted, files }: TrainingOutcome,
  more: readonly (readonly [string, string])[] = [],
): void {
  const skipped = skippedLine(result.skipped, recordingsOf(result.split), host.workingDirectory);
  if (skipped !== undefined) warn(skipped);
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
