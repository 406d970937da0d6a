// Runs the analysis view: works through the files while people look at those that are done.
import { render } from "ink";
import type { AudioAnalysis } from "../../analysis/audio-analysis.js";
import { recordingName } from "../../analysis/read-recording.js";
import { analysisLines } from "../../output/analysis-lines.js";
import type { CommandContext } from "../../terminal/command-context.js";
import { displayPath } from "../../terminal/display-path.js";
import { errorText } from "../../terminal/error-line.js";
import { EXIT, type ExitCode } from "../../terminal/exit-codes.js";
import { enterFullScreen } from "../../terminal/full-screen.js";
import type { Interrupt } from "../../terminal/interrupt.js";
import { createStore } from "../../terminal/store.js";
import { lookOf } from "../look.js";
import { analysisReducer, initialAnalysisState, type EntryStatus } from "./state.js";
import { AnalysisView } from "./view.js";

export interface BrowseJob {
  readonly file: string;
  readonly picture?: string;
}

/** Shows the view until people quit, then leaves the values of all files as lines. */
export async function browseAnalyses<J extends BrowseJob>(
  context: CommandContext,
  jobs: readonly J[],
  analyzeJob: (job: J, signal: AbortSignal, onProgress: (share: number) => void) => Promise<AudioAnalysis>,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const { host, terminal, theme } = context;
  const store = createStore(analysisReducer, initialAnalysisState(jobs.map(({ file }) => recordingName(file))), 50);
  const leave = enterFullScreen(host.stdout);
  const quit = new AbortController();
  const view = render(
    <AnalysisView
      store={store}
      look={lookOf(terminal, theme)}
      onQuit={() => quit.abort()}
      onInterrupt={interrupt.trigger}
    />,
    { stdin: host.stdin, stdout: host.stdout, stderr: host.stderr, exitOnCtrlC: false },
  );
  const ended = AbortSignal.any([quit.signal, interrupt.signal]);
  ended.addEventListener("abort", () => view.unmount(), { once: true });
  try {
    for (const [index, job] of jobs.entries()) {
      if (ended.aborted) break;
      const report = (status: EntryStatus): void => store.dispatch({ type: "status", index, status });
      report({ kind: "working", share: 0 });
      // Lets the view draw before the decoder takes the processor.
      await new Promise((resolve) => setTimeout(resolve, 0));
      try {
        const analysis = await analyzeJob(job, ended, (share) => report({ kind: "working", share }));
        report({ kind: "done", analysis });
      } catch (error) {
        if (ended.aborted) break;
        report({ kind: "failed", message: errorText(error, recordingName(job.file)) });
      }
    }
    await view.waitUntilExit();
  } finally {
    view.unmount();
    leave();
  }
  if (interrupt.signal.aborted) return EXIT.interrupted;
  return leaveLines(context, jobs, store.snapshot().entries);
}

function leaveLines(
  { print, warn, host }: CommandContext,
  jobs: readonly BrowseJob[],
  entries: ReturnType<typeof initialAnalysisState>["entries"],
): ExitCode {
  let code: ExitCode = EXIT.ok;
  for (const [i, { status }] of entries.entries()) {
    if (status.kind === "done") {
      if (i > 0) print("");
      for (const line of analysisLines(status.analysis)) print(line);
      const { picture } = jobs[i];
      if (picture) print(`  picture             ${displayPath(picture, host.workingDirectory)}`);
    } else if (status.kind === "failed") {
      warn(`error: ${status.message}`);
      code = EXIT.failure;
    }
  }
  return code;
}
