// How a run ends, and the errors that decide it.

/** What the shell gets. */
export const EXIT = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something failed whose message is complete and needs no further context: exit code 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
