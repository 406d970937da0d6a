// A chapter runs in a process of its own: its arguments, its working directory, its exit code.
import { spawn } from "node:child_process";
import type { Chapter } from "./chapters.js";

export interface ChapterRun {
  readonly passed: boolean;
  readonly seconds: number;
  /** Assertions that held. */
  readonly assertions: number;
  /** What it wrote, unless it wrote to the terminal itself. */
  readonly output: string;
}

/**
 * Runs a chapter with `args`.
 *
 * @param options.inherit  its lines go to the terminal as they come; otherwise they are collected in `output`
 * @param options.signal   ends it
 */
export async function runChapter(
  { file }: Chapter,
  args: readonly string[],
  { cwd, inherit = false, signal }: { cwd: string; inherit?: boolean; signal?: AbortSignal },
): Promise<ChapterRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], {
    cwd,
    stdio: inherit ? "inherit" : ["ignore", "pipe", "pipe"],
    ...(signal === undefined ? {} : { signal }),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => ((output += error.message), resolve(1)));
    child.on("close", (status) => resolve(status ?? 1));
  });
  const assertions = Number(/^(\d+) assertions? hold/m.exec(output)?.[1] ?? 0);
  return { passed: code === 0, seconds: (performance.now() - started) / 1000, assertions, output };
}
