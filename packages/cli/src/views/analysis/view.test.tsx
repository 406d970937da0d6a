import { render } from "ink-testing-library";
import { afterEach, describe, expect, it, vi } from "vitest";
import { exampleAnalysis } from "../../../test/example-analysis.js";
import { createStore } from "../../terminal/store.js";
import { styleOf } from "../../terminal/style.js";
import type { Look } from "../look.js";
import { analysisReducer, initialAnalysisState } from "./state.js";
import { AnalysisView } from "./view.js";

const look: Look = { style: styleOf(0, "dark"), theme: "dark", colorDepth: 0, hasUnicode: true };
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
const [onQuit, onInterrupt] = [vi.fn(), vi.fn()];

function open(): ReturnType<typeof render> {
  const store = createStore(analysisReducer, initialAnalysisState(["a.wav", "b.wav"]));
  store.dispatch({ type: "status", index: 0, status: { kind: "done", analysis: exampleAnalysis("a.wav") } });
  return render(<AnalysisView store={store} look={look} onQuit={onQuit} onInterrupt={onInterrupt} />);
}

describe("AnalysisView", () => {
  afterEach(() => void vi.clearAllMocks());

  it("draws the state and follows keys", async () => {
    const { lastFrame, stdin, unmount } = open();
    await settle();
    expect(lastFrame()).toContain("[1 Summary]");
    expect(lastFrame()).toContain("> a.wav");
    stdin.write("\x1b[B");
    await settle();
    expect(lastFrame()).toContain("> b.wav");
    stdin.write("2");
    await settle();
    expect(lastFrame()).toContain("[2 Waveform]");
    unmount();
  });

  it("hands quitting and Ctrl-C to its owner", async () => {
    const { stdin, unmount } = open();
    await settle();
    stdin.write("q");
    stdin.write("\x03");
    await settle();
    expect(onQuit).toHaveBeenCalledOnce();
    expect(onInterrupt).toHaveBeenCalledOnce();
    unmount();
  });
});
