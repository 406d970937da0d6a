// Chooses how a training is watched, and ties Ctrl-C to it.
import type { TrainingReporter } from "../training/training-reporter.js";
import { plainReporter } from "../training/plain-reporter.js";
import type { CommandContext } from "../terminal/command-context.js";
import { listenForInterrupt, type Interrupt } from "../terminal/interrupt.js";

export interface TrainingWatch {
  readonly reporter: TrainingReporter;
  readonly interrupt: Interrupt;
}

/** A view in a terminal, else lines. Dispose the interrupt when the training is over. */
export async function watchTraining(context: CommandContext, title: string): Promise<TrainingWatch> {
  let reporter: TrainingReporter | undefined;
  const interrupt = listenForInterrupt(() => reporter?.onStopping());
  if (context.terminal.isInteractive && !context.isQuiet) {
    const { viewReporter } = await import("../views/training/view-reporter.js");
    reporter = viewReporter(context, title, interrupt.trigger);
  } else reporter = plainReporter(context.note);
  return { reporter, interrupt };
}
