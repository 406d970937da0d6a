// One run of the program: from arguments to an exit code. Never throws and never ends the process.
import { CommanderError } from "commander";
import { createProgram } from "./program.js";
import { reportError } from "./terminal/command-context.js";
import { EXIT, UsageError, type ExitCode } from "./terminal/exit-codes.js";
import { processHost, type Host } from "./terminal/host.js";

/**
 * Runs `sonograd` with these arguments (without the program's name).
 *
 * @returns 0 when all went well, 1 when something failed, 2 for a wrong command line, 130 after Ctrl-C
 * @example const code = await runSonograd(["analyze", "speech.wav", "--json"]);
 */
export async function runSonograd(args: readonly string[], host: Host = processHost()): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram(host, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    // Commander has written its message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    reportError(host, error);
    if (error instanceof UsageError) host.stderr.write("See `sonograd --help`.\n");
    return error instanceof UsageError ? EXIT.usage : EXIT.failure;
  }
}
