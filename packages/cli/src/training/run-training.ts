// A training with everything around it: recordings, reporter, event file, checkpoint, confusion matrix, summary.
import path from "node:path";
import { confusionMatrixFigure, EventFileWriter, renderPng } from "@sonograd/io";
import { tensorboardListener, type Evaluation, type NetworkName } from "@sonograd/nn";
import {
  trainAudioClassifier,
  type AudioDataset,
  type SplitRule,
  type TrainAudioClassifierResult,
} from "@sonograd/nn/node";
import type { DeviceName } from "../devices/open-device.js";
import { evaluationToJson } from "../output/evaluation-json.js";
import { makeDirectory } from "../terminal/make-directory.js";
import type { ThemeName } from "../terminal/style.js";
import { writeOutput } from "../terminal/write-output.js";
import { describeSplit } from "./split-text.js";
import type { TrainingReporter } from "./training-reporter.js";

export interface TrainingJob {
  readonly dataset: AudioDataset;
  /** Absolute; made where it is missing. */
  readonly out: string;
  readonly device: DeviceName;
  readonly seed: number;
  readonly trainingSet: "quick" | "full";
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** Batches per step. */
  readonly accumulate?: number;
  readonly split?: SplitRule;
  readonly network?: NetworkName;
  readonly onProblem?: "fail" | "skip";
  /** Go on with the run in `out`. */
  readonly resume?: boolean;
  readonly pictureTheme: ThemeName;
}

export interface TrainingOutcome {
  readonly result: TrainAudioClassifierResult;
  readonly isAborted: boolean;
  /** What was written: a name for people and the absolute path. */
  readonly files: readonly (readonly [name: string, path: string])[];
}

/** Trains and writes everything to `job.out`. An aborted run keeps what it has. */
export async function runTraining(
  job: TrainingJob,
  reporter: TrainingReporter,
  signal: AbortSignal,
): Promise<TrainingOutcome> {
  const { out } = job;
  await makeDirectory(out);
  const writer = await EventFileWriter.open(out);
  const log = tensorboardListener(writer);
  const began = performance.now();
  let result: TrainAudioClassifierResult;
  let isAborted = false;
  try {
    const events = trainAudioClassifier({ ...settingsOf(job), signal });
    let next = await events.next();
    for (; !next.done; next = await events.next()) {
      await log(next.value);
      reporter.onEvent(next.value);
      if (next.value.type === "end") isAborted = next.value.aborted;
    }
    result = next.value;
  } catch (error) {
    await writer.close().catch(() => undefined); // the first error is the one to tell
    throw error;
  } finally {
    await reporter.close();
  }
  await writer.close();
  const files: [string, string][] = [];
  if (result.checkpoint !== null) files.push(["checkpoint", path.resolve(result.checkpoint)]);
  if (writer.path !== undefined) files.push(["event file", writer.path]);
  if (result.evaluation) files.push(["confusion matrix", await writeConfusion(job, result.evaluation)]);
  files.push([
    "summary",
    await writeSummary(job, result, { isAborted, seconds: (performance.now() - began) / 1000, files }),
  ]);
  return { result, isAborted, files };
}

function settingsOf(job: TrainingJob): Parameters<typeof trainAudioClassifier>[0] {
  const {
    dataset,
    out,
    device,
    seed,
    trainingSet,
    epochs,
    batchSize,
    learningRate,
    accumulate,
    split,
    network,
    resume,
    onProblem,
  } = job;
  return {
    dataset,
    out,
    device,
    seed,
    trainingSet,
    ...(epochs === undefined ? {} : { epochs }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(learningRate === undefined ? {} : { learningRate }),
    ...(accumulate === undefined ? {} : { accumulate }),
    ...(split === undefined ? {} : { split }),
    ...(network === undefined ? {} : { network }),
    ...(resume === undefined ? {} : { resume }),
    ...(onProblem === undefined ? {} : { onProblem }),
  };
}

async function writeConfusion({ out, pictureTheme }: TrainingJob, evaluation: Evaluation): Promise<string> {
  const file = path.join(out, "confusion-matrix.png");
  await writeOutput(file, confusionPng(evaluation, pictureTheme));
  return file;
}

/** The confusion matrix as a picture, larger for more classes. */
export function confusionPng({ classes, confusion, accuracy }: Evaluation, theme: ThemeName): Uint8Array {
  const side = Math.min(1800, 420 + 44 * classes.length);
  const title = `Confusion matrix, accuracy ${(100 * accuracy).toFixed(1)} %`;
  return renderPng(confusionMatrixFigure({ matrix: confusion, labels: classes, title }), {
    width: side + 120,
    height: side,
    theme,
  });
}

async function writeSummary(
  { dataset, out, device, seed }: TrainingJob,
  { recipe, split, evaluation, skipped }: TrainAudioClassifierResult,
  { isAborted, seconds, files }: { isAborted: boolean; seconds: number; files: readonly (readonly [string, string])[] },
): Promise<string> {
  const file = path.join(out, "summary.json");
  const summary = {
    data: dataset.directory,
    layout: dataset.layout,
    device,
    seed,
    aborted: isAborted,
    seconds: Number(seconds.toFixed(3)),
    trainRecordings: split.train.length,
    testRecordings: split.test.length,
    testSet: describeSplit(split.rule),
    ...(skipped.length > 0 ? { skipped } : {}),
    recipe,
    evaluation: evaluation ? evaluationToJson(evaluation) : null,
    files: Object.fromEntries(files.map(([name, target]) => [name, path.relative(out, target)])),
  };
  await writeOutput(file, `${JSON.stringify(summary, null, 2)}\n`);
  return file;
}
