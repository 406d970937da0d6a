import path from "node:path";
import { accuracyLine } from "../output/evaluation-lines.js";
import { formatPercent } from "../output/numbers.js";
import { runTraining, type TrainingJob } from "../training/run-training.js";
import { foldsOf } from "../training/split-text.js";
import type { CommandContext } from "../terminal/command-context.js";
import { CommandError, EXIT, type ExitCode } from "../terminal/exit-codes.js";
import { watchTraining } from "./watch-training.js";

/** Trains once per fold, tested on it, each in a directory of its own, and prints how good the models are together. */
export async function crossValidate(context: CommandContext, job: TrainingJob): Promise<ExitCode> {
  const { directory, items } = job.dataset;
  const folds = foldsOf(items);
  if (folds.length < 2)
    throw new CommandError(`--cross-validate: the recordings in ${directory} have no folds. Train without it.`);
  const accuracies: number[] = [];
  for (const [i, fold] of folds.entries()) {
    const { reporter, interrupt } = await watchTraining(context, `Fold ${fold} (${i + 1} of ${folds.length})`);
    try {
      const out = path.join(job.out, `fold-${fold}`);
      const split = { kind: "fold", fold } as const;
      const { result, isAborted } = await runTraining({ ...job, out, split }, reporter, interrupt.signal);
      if (isAborted || !result.evaluation) return EXIT.interrupted;
      accuracies.push(result.evaluation.accuracy);
      context.print(`fold ${fold}: ${accuracyLine(result.evaluation)}`);
    } catch (error) {
      if (interrupt.signal.aborted) return EXIT.interrupted;
      throw error;
    } finally {
      interrupt.dispose();
    }
  }
  context.print(context.style("strong", `accuracy ${meanAndDeviation(accuracies)} over ${folds.length} folds`));
  return EXIT.ok;
}

/** `85.0 % ± 3.2 %`: mean and sample deviation of shares. */
export function meanAndDeviation(values: readonly number[]): string {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return `${formatPercent(mean)} ± ${formatPercent(Math.sqrt(squares / Math.max(1, values.length - 1)))}`;
}
