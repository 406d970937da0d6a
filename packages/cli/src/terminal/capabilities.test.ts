import { describe, expect, it } from "vitest";
import { terminalOf, type TerminalOptions } from "./capabilities.js";
import type { Host } from "./host.js";

const terminal = (
  isTTY: boolean,
  env: Host["env"] = {},
  options: TerminalOptions = {},
): ReturnType<typeof terminalOf> =>
  terminalOf({ stdin: { isTTY }, stdout: { isTTY }, env } as unknown as Host, options);

describe("terminalOf", () => {
  it("shows views only in a terminal that is neither dumb nor CI nor asked for lines", () => {
    expect(terminal(true, { TERM: "xterm" }).isInteractive).toBe(true);
    expect(terminal(false, { TERM: "xterm" }).plainReason).toMatch(/not a terminal/);
    expect(terminal(true, { TERM: "dumb" }).plainReason).toMatch(/dumb/);
    expect(terminal(true, { CI: "true" }).plainReason).toMatch(/CI/);
    expect(terminal(true, { CONTINUOUS_INTEGRATION: "" }).plainReason).toBe("CONTINUOUS_INTEGRATION is set");
    expect(terminal(true, { CI: "false" }).isInteractive).toBe(true);
    expect(terminal(true, {}, { plain: true }).plainReason).toMatch(/--plain/);
  });

  it.each([
    ["a file", false, { TERM: "xterm-256color", COLORTERM: "truecolor" }, {}, 0],
    ["a file with --color", false, { TERM: "xterm-256color" }, { color: true }, 8],
    ["a file with FORCE_COLOR", false, { FORCE_COLOR: "1", TERM: "xterm" }, {}, 8],
    ["a terminal", true, { TERM: "xterm-256color" }, {}, 8],
    ["an unknown terminal", true, { TERM: "vt220" }, {}, 4],
    ["a true-colour terminal", true, { TERM: "xterm", COLORTERM: "truecolor" }, {}, 24],
    ["a dumb terminal", true, { TERM: "dumb" }, {}, 0],
    ["NO_COLOR", true, { TERM: "xterm", NO_COLOR: "1" }, {}, 0],
    ["an empty NO_COLOR", true, { TERM: "xterm", NO_COLOR: "" }, {}, 8],
    ["NO_COLOR against --color", true, { TERM: "xterm", NO_COLOR: "1" }, { color: true }, 8],
    ["--no-color against FORCE_COLOR", true, { FORCE_COLOR: "3" }, { color: false }, 0],
    ["FORCE_COLOR=0", true, { TERM: "xterm", FORCE_COLOR: "0" }, {}, 0],
    ["FORCE_COLOR=3", true, { TERM: "xterm", FORCE_COLOR: "3" }, {}, 24],
  ] as const)("finds the colours of %s", (_, isTTY, env, options, depth) => {
    expect(terminal(isTTY, env, options).colorDepth).toBe(depth);
  });

  it("stays with ASCII where the locale is no Unicode one", () => {
    expect(terminal(true, { LANG: "C" }).hasUnicode).toBe(false);
    expect(terminal(true, { LANG: "C", LC_ALL: "en_US.UTF-8" }).hasUnicode).toBe(true);
    expect(terminal(true, {}).hasUnicode).toBe(true);
  });
});
