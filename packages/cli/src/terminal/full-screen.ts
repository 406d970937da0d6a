// The terminal's second screen: it is redrawn cleanly after a resize, and what was there before comes back at the end.

const ENTER = "\x1b[?1049h\x1b[H";
const LEAVE = "\x1b[?1049l";

/** Switches over; the result switches back, at the latest when the process ends. */
export function enterFullScreen(stdout: NodeJS.WriteStream): () => void {
  let isThere = true;
  const leave = (): void => {
    if (!isThere) return;
    isThere = false;
    process.off("exit", leave);
    stdout.write(LEAVE);
  };
  stdout.write(ENTER);
  process.once("exit", leave);
  return leave;
}
