// A host whose output can be read: the program runs in the test's process.
import { PassThrough } from "node:stream";
import { runSonograd } from "../src/run.js";
import type { Host } from "../src/terminal/host.js";

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in `workingDirectory` without a terminal. */
export async function run(
  args: readonly string[],
  {
    workingDirectory = process.cwd(),
    env = {},
    stdin = new Uint8Array(),
  }: { workingDirectory?: string; env?: Host["env"]; stdin?: Uint8Array } = {},
): Promise<Run> {
  const [input, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end(stdin);
  const read = (stream: PassThrough): string => String(stream.read() ?? "");
  const host = { stdin: input, stdout, stderr, env, workingDirectory } as unknown as Host;
  const code = await runSonograd(args, host);
  return { code, stdout: read(stdout), stderr: read(stderr) };
}
