// Shows a training as a view that redraws itself.
import { render } from "ink";
import type { TrainingReporter } from "../../training/training-reporter.js";
import type { CommandContext } from "../../terminal/command-context.js";
import { createStore } from "../../terminal/store.js";
import { lookOf } from "../look.js";
import { initialTrainingState, trainingReducer } from "./state.js";
import { TrainingView } from "./view.js";

/** Milliseconds between frames: charts cost time that the training needs. */
const FRAME_INTERVAL_MS = 200;

export function viewReporter(context: CommandContext, title: string, onStop: () => void): TrainingReporter {
  const { host, terminal, theme } = context;
  const store = createStore(trainingReducer, initialTrainingState(title), FRAME_INTERVAL_MS);
  const view = render(
    <TrainingView store={store} look={lookOf(terminal, theme)} hasKeys={terminal.hasKeys} onStop={onStop} />,
    { stdin: host.stdin, stdout: host.stdout, stderr: host.stderr, exitOnCtrlC: false },
  );
  return {
    onEvent: store.dispatch,
    onStopping: () => store.dispatch({ type: "stopping" }),
    close: async () => {
      // The last state may still wait for its turn.
      await new Promise((resolve) => setTimeout(resolve, FRAME_INTERVAL_MS + 50));
      view.unmount();
      await view.waitUntilExit();
    },
  };
}
