// Shows a training as a view that redraws itself.
import { render } from "ink";
import type { TrainingReporter } from "../../training/training-reporter.js";
import type { CommandContext } from "../../terminal/command-context.js";
import { enterFullScreen } from "../../terminal/full-screen.js";
import { createStore } from "../../terminal/store.js";
import { lookOf } from "../look.js";
import { trainingFrame } from "./frame.js";
import { initialTrainingState, trainingReducer } from "./state.js";
import { TrainingView } from "./view.js";

/** Milliseconds between frames: charts cost time that the training needs. */
const FRAME_INTERVAL_MS = 200;
const FINAL_ROWS = 18;

export function viewReporter(context: CommandContext, title: string, onStop: () => void): TrainingReporter {
  const { host, terminal, theme } = context;
  const store = createStore(trainingReducer, initialTrainingState(title), FRAME_INTERVAL_MS);
  const look = lookOf(terminal, theme);
  const leave = enterFullScreen(host.stdout);
  const view = render(<TrainingView store={store} look={look} hasKeys={terminal.hasKeys} onStop={onStop} />, {
    stdin: host.stdin,
    stdout: host.stdout,
    stderr: host.stderr,
    exitOnCtrlC: false,
  });
  let isOpen = true;
  return {
    onEvent: store.dispatch,
    onStopping: () => store.dispatch({ type: "stopping" }),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      view.unmount();
      await view.waitUntilExit();
      leave();
      const state = store.snapshot();
      if (state.start === null) return;
      // What stays on the screen: the curves as they ended.
      const columns = host.stdout.columns || 80;
      for (const line of trainingFrame(state, { columns, rows: FINAL_ROWS }, look)) context.print(line);
    },
  };
}
