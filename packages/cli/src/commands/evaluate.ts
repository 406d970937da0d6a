import path from "node:path";
import { ParameterError } from "@sonograd/core";
import type { Evaluation } from "@sonograd/nn";
import {
  evaluateAudioClassifier,
  splitDataset,
  splitRuleOf,
  type AudioDataset,
  type SkippedFile,
  type SplitRule,
} from "@sonograd/nn/node";
import { openDevice, type DeviceName } from "../devices/open-device.js";
import { evaluationToJson } from "../output/evaluation-json.js";
import { accuracyLine, confusionLines } from "../output/evaluation-lines.js";
import type { CommandContext } from "../terminal/command-context.js";
import { displayPath } from "../terminal/display-path.js";
import { errorText } from "../terminal/error-line.js";
import { CommandError, EXIT, type ExitCode } from "../terminal/exit-codes.js";
import { listenForInterrupt } from "../terminal/interrupt.js";
import { makeDirectory } from "../terminal/make-directory.js";
import { writeOutput } from "../terminal/write-output.js";
import { confusionPng } from "../training/run-training.js";
import { skippedLine } from "../training/skipped-line.js";
import { describeSplit } from "../training/split-text.js";
import { openRecordings } from "./open-recordings.js";
import { openCheckpoint } from "./open-checkpoint.js";

export interface EvaluateCommandOptions {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly skipDamaged?: boolean;
  readonly png?: string;
  readonly device: DeviceName;
}

/** Prints how good a checkpoint is on a directory of recordings. */
export async function runEvaluate(
  context: CommandContext,
  checkpoint: string,
  directory: string,
  options: EvaluateCommandOptions,
): Promise<ExitCode> {
  const { host, print, style } = context;
  const { device } = await openDevice(options.device, context.warn);
  const { classifier, notes } = await openCheckpoint(host, checkpoint, device);
  const dataset = await openRecordings(host, directory);
  const rule = options.all ? null : usableRule(dataset, splitRuleOf(notes));
  const interrupt = listenForInterrupt();
  const skipped: SkippedFile[] = [];
  let evaluation: Evaluation;
  try {
    const steps = evaluateAudioClassifier(classifier, {
      dataset,
      signal: interrupt.signal,
      ...(rule ? { split: rule } : {}),
      ...(options.skipDamaged ? { skipped } : {}),
    });
    let next = await steps.next();
    while (!next.done) next = await steps.next();
    evaluation = next.value;
  } catch (error) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    if (error instanceof ParameterError) throw new CommandError(errorText(error, directory), { cause: error });
    throw error;
  } finally {
    interrupt.dispose();
  }
  const warning = skippedLine(skipped, evaluation.samples + skipped.length, host.workingDirectory);
  if (warning !== undefined) context.warn(warning);
  const testSet = rule ? describeSplit(rule) : "all recordings";
  const picture = options.png === undefined ? undefined : path.resolve(host.workingDirectory, options.png);
  if (picture !== undefined) {
    await makeDirectory(path.dirname(picture));
    await writeOutput(picture, confusionPng(evaluation, context.pictureTheme));
  }
  if (options.json) {
    const about = { checkpoint, data: directory, testSet, device };
    print(JSON.stringify({ ...evaluationToJson(evaluation), ...about, ...(picture ? { picture } : {}) }, null, 2));
    return EXIT.ok;
  }
  print(style("strong", `${checkpoint} on ${directory}: ${testSet}`));
  print(accuracyLine(evaluation));
  print("");
  for (const line of confusionLines(evaluation)) print(line);
  if (picture) print(`\nconfusion matrix  ${displayPath(picture, host.workingDirectory)}`);
  return EXIT.ok;
}

/** The rule of the training where it divides these recordings too; null where it does not, and all of them are new. */
function usableRule(dataset: AudioDataset, rule: SplitRule | null): SplitRule | null {
  if (rule === null) return null;
  try {
    splitDataset(dataset, rule);
    return rule;
  } catch (error) {
    if (error instanceof ParameterError) return null;
    throw error;
  }
}
