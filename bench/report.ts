// The table of a run, in Markdown.
import { cpus } from "node:os";
import { LIBRARIES, type Library } from "./benchmark.js";
import type { Timing } from "./race.js";

export interface Result {
  readonly name: string;
  readonly timings: ReadonlyMap<Library, Timing>;
}

export const describeMachine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown processor"}), Node ${process.versions.node}, ` +
  `${process.platform} ${process.arch}, ${new Date().toISOString().slice(0, 10)}`;

const milliseconds = (time: number): string => time.toPrecision(3);

/** Median with the range behind it; for others also how many times our time that is. */
function cell(timing: Timing | undefined, ours: Timing, library: Library): string {
  if (!timing) return "";
  const { median, fastest, slowest } = timing;
  const range = `${milliseconds(median)} (${milliseconds(fastest)}–${milliseconds(slowest)})`;
  return library === "sonograd" ? range : `${range} ×${(median / ours.median).toFixed(2)}`;
}

/** One line of the table. */
export const row = ({ name, timings }: Result): string =>
  `| ${[name, ...LIBRARIES.map((library) => cell(timings.get(library), timings.get("sonograd")!, library))].join(" | ")} |`;

export const head = (): string =>
  `| milliseconds: median (fastest–slowest) ×ratio to ours | ${LIBRARIES.join(" | ")} |\n|${" --- |".repeat(LIBRARIES.length + 1)}`;

/** The benchmarks in which `peer` was faster than our faster way. */
export function lostTo(peer: Library, results: readonly Result[]): string[] {
  return results
    .filter(({ timings }) => {
      const ours = ["sonograd", "sonograd compiled"].flatMap((name) => timings.get(name as Library)?.median ?? []);
      return (timings.get(peer)?.median ?? Infinity) < Math.min(...ours);
    })
    .map(({ name }) => name);
}
