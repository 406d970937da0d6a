// The program in a real pseudo-terminal: it starts, survives a resize, and leaves the terminal as it was.
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fromTypedArray } from "@sonograd/core";
import { encodeWav } from "@sonograd/io";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const MAIN = path.join(ROOT, "packages/cli/src/main.ts");
const TSX = path.join(ROOT, "node_modules/tsx/dist/cli.mjs");

const hasScript = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;
if (!hasScript) console.warn("SKIPPED: pseudo-terminal test, because `script` of util-linux is not on the path.");

interface Session {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a shell command in a pseudo-terminal; `step` looks at all output so far and says what to type next. */
function inTerminal(command: string, step: (output: string) => string | undefined): Promise<Session> {
  const env = { ...process.env, TERM: "xterm-256color", CI: "false", LANG: "C.UTF-8" };
  const child = spawn("script", ["-qefc", command, "/dev/null"], { cwd: ROOT, env });
  const limit = setTimeout(() => child.kill(), 50_000);
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const keys = step(output);
      if (keys !== undefined) child.stdin.write(keys);
    });
    child.on("error", reject).on("close", (code) => {
      clearTimeout(limit);
      resolve({ code, output });
    });
  });
}

describe.skipIf(!hasScript)("sonograd in a pseudo-terminal", () => {
  it("starts, redraws after a resize, and leaves with the values on the screen", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "sonograd-pty-"));
    try {
      const file = path.join(directory, "tone.wav");
      const samples = Float32Array.from({ length: 4000 }, (_, i) => 0.5 * Math.sin(i / 3));
      await writeFile(file, encodeWav(fromTypedArray(samples, [1, 4000]), 8000));
      const resized = path.join(directory, "resized");
      // The shell changes the size of its own terminal, in the background, once a mark file asks for it.
      const command =
        `stty cols 80 rows 24; (for i in $(seq 400); do [ -e '${resized}' ] && break; sleep 0.1; done; stty cols 40 rows 20 < /dev/tty) & ` +
        `'${process.execPath}' '${TSX}' --conditions=@sonograd/source '${MAIN}' analyze '${file}'`;
      const seen = { wide: false, narrow: false };
      const { code, output } = await inTerminal(command, (text) => {
        if (!seen.wide && text.includes("[1 Summary]") && text.includes("duration")) {
          seen.wide = true;
          void writeFile(resized, "");
        } else if (seen.wide && !seen.narrow && text.includes("[1 Sum]")) {
          seen.narrow = true;
          return "q";
        }
        return undefined;
      });
      expect(seen).toEqual({ wide: true, narrow: true });
      expect(code).toBe(0);
      const [entered, left] = [output.indexOf("\x1b[?1049h"), output.lastIndexOf("\x1b[?1049l")];
      expect(entered).toBeGreaterThanOrEqual(0);
      expect(left).toBeGreaterThan(entered);
      expect(output.slice(left)).toContain("zero-crossing rate");
      expect(output.slice(left)).toContain("\x1b[?25h"); // the cursor is back
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 60_000);
});
