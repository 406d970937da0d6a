// Where in the user's program a call came from.

const DEEPEST = 40;
const SHOWN = 6;

/** The folder of this package's sources, as it stands in stack lines: without the scheme. */
const HERE = new URL("..", import.meta.url).pathname;

/** The frames of `stack` outside `folder`, or all of them where that leaves none (a bundle is one file). */
export function framesOutside(stack: string, folder: string): string[] {
  const frames = stack.split("\n").filter((line) => /:\d+:\d+\)?$/.test(line));
  // Tests lie beside the sources and count as users.
  const outside = frames.filter((line) => !line.replaceAll("\\", "/").includes(folder) || /\.test\.\w+:/.test(line));
  return (outside.length > 0 ? outside : frames).slice(0, SHOWN);
}

/** The innermost frames of the call stack that are not the library's. */
export function stackOfUser(): string {
  const limits = Error as { stackTraceLimit?: number };
  const before = limits.stackTraceLimit;
  limits.stackTraceLimit = DEEPEST;
  const { stack = "" } = new Error("call site");
  if (before !== undefined) limits.stackTraceLimit = before;
  return framesOutside(stack, HERE).join("\n");
}
