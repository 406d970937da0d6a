import { diagnose } from "../doctor/diagnose.js";
import { diagnosisLines } from "../doctor/diagnosis-lines.js";
import type { CommandContext } from "../terminal/command-context.js";
import { EXIT, type ExitCode } from "../terminal/exit-codes.js";

export interface DoctorCommandOptions {
  readonly json?: boolean;
}

/** Prints what works here. Fails when something that is always needed does not: Node or a codec, but not WebGPU. */
export async function runDoctor(
  { terminal, print, style }: CommandContext,
  { json = false }: DoctorCommandOptions,
): Promise<ExitCode> {
  const diagnosis = await diagnose(terminal);
  if (json) print(JSON.stringify(diagnosis, null, 2));
  else for (const line of diagnosisLines(diagnosis, style)) print(line);
  return diagnosis.node.isSupported && diagnosis.codecs.every(({ works }) => works) ? EXIT.ok : EXIT.failure;
}
