// The process as the program sees it, so that tests can run the program with streams of their own.

/** Streams, environment and working directory of a run. */
export interface Host {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths are resolved against it. */
  readonly workingDirectory: string;
}

/** The real process. */
export function processHost(): Host {
  const { stdin, stdout, stderr, env } = process;
  return { stdin, stdout, stderr, env, workingDirectory: process.cwd() };
}
