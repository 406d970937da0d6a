// Holding the files that a dataset names against what is on disk.
import { FormatError, ParameterError, SonogradError } from "@sonograd/core";
import { info, load } from "@sonograd/io";
import { stat } from "node:fs/promises";

/** How carefully a dataset is opened. */
export interface CheckOptions {
  /**
   * What is looked at: that each file is there, that its headers can be read too, or that all of it can be decoded (slow) (default "presence").
   */
  readonly check?: "presence" | "headers" | "samples";
  /** A file that is missing or damaged: leave it out and tell of it in `skipped`, or throw (default by the set). */
  readonly onProblem?: "skip" | "fail";
  /** Throw unless every recording of the published set is there (default false). */
  readonly complete?: boolean;
  readonly signal?: AbortSignal;
}

/** A file that was left out. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: "missing" | "damaged";
  /** What the decoder said, where the file is damaged. */
  readonly message: string;
}

export interface CheckedItems<I> {
  readonly items: readonly I[];
  readonly skipped: readonly SkippedFile[];
}

/** Files looked at side by side: enough to keep the disk busy. */
const SIDE_BY_SIDE = 16;

async function problemOf(file: string, check: NonNullable<CheckOptions["check"]>): Promise<SkippedFile | null> {
  const there = await stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
  if (!there) return { path: file, reason: "missing", message: "no such file" };
  try {
    if (check === "headers") await info(file);
    if (check === "samples") await load(file);
    return null;
  } catch (error) {
    if (!(error instanceof SonogradError)) throw error;
    return { path: file, reason: "damaged", message: error.message };
  }
}

/**
 * The items whose files pass, in their order, and the files that do not.
 *
 * @throws FormatError     a file is missing or damaged, and `onProblem` is "fail"; or all of them are
 * @throws ParameterError  with `complete`, other than `count` are left
 */
export async function checkFiles<I extends { readonly path: string }>(
  op: string,
  listed: readonly I[],
  { check = "presence", onProblem = "fail", complete = false, signal }: CheckOptions,
  { count, help }: { count?: number; help: string },
): Promise<CheckedItems<I>> {
  const items: I[] = [];
  const skipped: SkippedFile[] = [];
  for (let from = 0; from < listed.length; from += SIDE_BY_SIDE) {
    signal?.throwIfAborted();
    const some = listed.slice(from, from + SIDE_BY_SIDE);
    for (const [k, problem] of (await Promise.all(some.map(({ path }) => problemOf(path, check)))).entries()) {
      if (!problem) items.push(some[k]);
      else if (onProblem === "skip") skipped.push(problem);
      else
        throw new FormatError(
          `${op}: file "${problem.path}" is ${problem.reason}: ${problem.message}. ${help} Or leave such files out with onProblem: "skip".`,
        );
    }
  }
  if (items.length === 0 && listed.length > 0)
    throw new FormatError(
      `${op}: none of the ${listed.length} files named can be used: "${skipped[0].path}" is ${skipped[0].reason}. ${help}`,
    );
  if (complete && count !== undefined && items.length !== count)
    throw new ParameterError(`${op}: complete=true, but ${items.length} of ${count} recordings are here. ${help}`);
  return { items, skipped };
}
