import { FormatError } from "@sonograd/core";
import type { SkippedFile } from "@sonograd/nn/node";
import { displayPath } from "../terminal/display-path.js";
import { errorText } from "../terminal/error-line.js";

/** Recordings that are named; more are only counted. */
const NAMED = 3;

/** What to say of recordings that were left out, of `total`; undefined where all were read. */
export function skippedLine(
  skipped: readonly SkippedFile[],
  total: number,
  workingDirectory: string,
): string | undefined {
  if (skipped.length === 0) return undefined;
  const named = skipped
    .slice(0, NAMED)
    .map(({ path, message }) => errorText(new FormatError(message), displayPath(path, workingDirectory)));
  const more = skipped.length > NAMED ? [`and ${skipped.length - NAMED} more, in summary.json`] : [];
  return `warning: left out ${skipped.length} of ${total} recordings: ${[...named, ...more].join("; ")}`;
}
