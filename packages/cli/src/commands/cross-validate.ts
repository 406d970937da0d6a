import path from "node:path";
import { accuracyLine } from "../output/evaluation-lines.js";
import { formatPercent } from "../output/numbers.js";
import type { AudioDataset, SplitRule } from "@sonograd/nn/node";
import { runTraining, type TrainingJob } from "../training/run-training.js";
import { skippedLine } from "../training/skipped-line.js";
import { foldsOf, recordingsOf } from "../training/split-text.js";
import type { CommandContext } from "../terminal/command-context.js";
import { CommandError, EXIT, type ExitCode } from "../terminal/exit-codes.js";
import { watchTraining } from "./watch-training.js";

/** Folds that are drawn where the recordings name none and `--folds` says nothing. */
const DRAWN_FOLDS = 5;

type FoldRule = Extract<SplitRule, { fold: number }>;

/**
 * The rounds: over the folds that the recordings come with, which are never reshuffled, or over `count` that are drawn by seed.
 *
 * @throws CommandError  a number of folds is asked for where the recordings have folds, or there is only one
 */
export function foldRules({ directory, items }: AudioDataset, count: number | undefined, seed: number): FoldRule[] {
  const folds = foldsOf(items);
  if (folds.length === 0) {
    const drawn = count ?? DRAWN_FOLDS;
    return Array.from({ length: drawn }, (_, i) => ({ kind: "drawn-fold", fold: i + 1, folds: drawn, seed }));
  }
  if (count !== undefined)
    throw new CommandError(
      `--folds ${count}: the recordings in ${directory} come with folds ${folds.join(", ")}, which are not reshuffled. Leave it out.`,
    );
  if (folds.length === 1)
    throw new CommandError(`--cross-validate: the recordings in ${directory} are all of fold ${folds[0]}`);
  return folds.map((fold) => ({ kind: "fold", fold }));
}

/** Trains once per fold, tested on it, each in a directory of its own, and prints how good the models are together. */
export async function crossValidate(
  context: CommandContext,
  job: TrainingJob,
  rules: readonly FoldRule[],
): Promise<ExitCode> {
  const accuracies: number[] = [];
  for (const [i, split] of rules.entries()) {
    const { fold } = split;
    const { reporter, interrupt } = await watchTraining(context, `Fold ${fold} (${i + 1} of ${rules.length})`);
    try {
      const out = path.join(job.out, `fold-${fold}`);
      const { result, isAborted } = await runTraining({ ...job, out, split }, reporter, interrupt.signal);
      if (isAborted || !result.evaluation) return EXIT.interrupted;
      const skipped = skippedLine(result.skipped, recordingsOf(result.split), context.host.workingDirectory);
      if (skipped !== undefined && i === 0) context.warn(skipped); // the same in every round
      accuracies.push(result.evaluation.accuracy);
      context.print(`fold ${fold}: ${accuracyLine(result.evaluation)}`);
    } catch (error) {
      if (interrupt.signal.aborted) return EXIT.interrupted;
      throw error;
    } finally {
      interrupt.dispose();
    }
  }
  context.print(context.style("strong", `accuracy ${meanAndDeviation(accuracies)} over ${rules.length} folds`));
  return EXIT.ok;
}

/** `85.0 % ± 3.2 %`: mean and sample deviation of shares. */
export function meanAndDeviation(values: readonly number[]): string {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return `${formatPercent(mean)} ± ${formatPercent(Math.sqrt(squares / Math.max(1, values.length - 1)))}`;
}
