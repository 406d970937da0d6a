// Time per kernel, from the device's own clock: while a profile is taken, every dispatch is a pass of its own with a
// timestamp before and after it.
import { BackendError } from "@sonograd/core";
import { useWebGPU } from "./device.js";

/** All dispatches of one kernel on operands of one shape. */
export interface KernelTime {
  /** The kernel, and the primitives with their operands that it stands for. */
  readonly name: string;
  readonly calls: number;
  readonly milliseconds: number;
  /** Of the time of all kernels, 0…1. */
  readonly share: number;
  /** Read and written, each operand once. */
  readonly bytes: number;
}

/** One dispatch. */
export interface DispatchTime {
  readonly name: string;
  /** Since the first dispatch. */
  readonly startMilliseconds: number;
  readonly milliseconds: number;
  readonly bytes: number;
}

/** What Chrome's and Perfetto's trace viewers read. */
export interface ChromeTrace {
  readonly displayTimeUnit: "ms";
  readonly traceEvents: readonly Readonly<Record<string, unknown>>[];
}

export interface Profile<T> {
  /** What the function returned. */
  readonly result: T;
  readonly adapter: string;
  /** The slowest first. */
  readonly kernels: readonly KernelTime[];
  readonly dispatches: readonly DispatchTime[];
  /** Sum of all kernels. */
  readonly milliseconds: number;
  /** The timeline, for `JSON.stringify` into a file that chrome://tracing or ui.perfetto.dev opens. */
  chromeTrace(): ChromeTrace;
  /** A table for the terminal, at most `rows` kernels (default 20). */
  table(rows?: number): string;
}

/**
 * Runs `fn` on the WebGPU backend and measures every kernel it sends there.
 *
 * A dispatch has a pass of its own meanwhile, so the whole takes longer than usual; the times of the kernels are theirs.
 * Browsers round the device's clock (Chrome to 0.1 ms): profile many repetitions there.
 *
 * @param fn  may be asynchronous; what it leaves queued is run to the end
 * @returns time, share and bytes per kernel, the timeline, and what `fn` returned
 * @throws BackendError  no WebGPU, or an adapter without timestamps
 * @example
 * const report = await profile(() => step(x, y));
 * console.log(report.table());
 */
export async function profile<T>(fn: () => T | Promise<T>): Promise<Profile<T>> {
  const backend = await useWebGPU();
  if (!backend.gpu.features.has("timestamp-query"))
    throw new BackendError(
      `profile: adapter="${backend.description}" has no timestamps ("timestamp-query"). Measure whole runs on it, with await t.data() at the end.`,
    );
  const { result, times } = await backend.timed(fn);
  const first = Math.min(...times.map((t) => t.start));
  const dispatches = times.map(({ name, bytes, start, end }) => ({
    name,
    bytes,
    startMilliseconds: (start - first) / 1e6,
    milliseconds: (end - start) / 1e6,
  }));
  const kernels = byKernel(dispatches);
  return {
    result,
    adapter: backend.description,
    kernels,
    dispatches,
    milliseconds: dispatches.reduce((sum, d) => sum + d.milliseconds, 0),
    chromeTrace: () => chromeTrace(dispatches, backend.description),
    table: (rows = 20) => table(kernels, rows),
  };
}

function byKernel(dispatches: readonly DispatchTime[]): KernelTime[] {
  const total = dispatches.reduce((sum, d) => sum + d.milliseconds, 0);
  const rows = new Map<string, { calls: number; milliseconds: number; bytes: number }>();
  for (const { name, milliseconds, bytes } of dispatches) {
    const row = rows.get(name) ?? { calls: 0, milliseconds: 0, bytes: 0 };
    rows.set(name, { calls: row.calls + 1, milliseconds: row.milliseconds + milliseconds, bytes: row.bytes + bytes });
  }
  return [...rows]
    .map(([name, row]) => ({ name, ...row, share: total > 0 ? row.milliseconds / total : 0 }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

function chromeTrace(dispatches: readonly DispatchTime[], adapter: string): ChromeTrace {
  const thread = { pid: 1, tid: 1 };
  const names = [
    { ph: "M", name: "process_name", ...thread, args: { name: adapter } },
    { ph: "M", name: "thread_name", ...thread, args: { name: "kernels" } },
  ];
  const events = dispatches.map(({ name, startMilliseconds, milliseconds, bytes }) => ({
    ph: "X",
    cat: "kernel",
    name,
    ...thread,
    // Microseconds, as the format has it.
    ts: startMilliseconds * 1000,
    dur: milliseconds * 1000,
    args: { bytes },
  }));
  return { displayTimeUnit: "ms", traceEvents: [...names, ...events] };
}

const NAME_WIDTH = 64;
const cut = (name: string): string => (name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name);

function table(kernels: readonly KernelTime[], rows: number): string {
  const shown = kernels.slice(0, rows);
  const width = Math.max(6, ...shown.map(({ name }) => cut(name).length));
  const line = (cells: readonly string[]): string =>
    [cells[0].padEnd(width), ...cells.slice(1).map((cell) => cell.padStart(9))].join(" ");
  const lines = shown.map(({ name, calls, milliseconds, share, bytes }) =>
    line([
      cut(name),
      String(calls),
      milliseconds.toFixed(3),
      `${(100 * share).toFixed(1)} %`,
      (bytes / 2 ** 20).toFixed(2),
      milliseconds > 0 ? (bytes / milliseconds / 1e6).toFixed(2) : "–",
    ]),
  );
  const left = kernels.slice(rows);
  const rest = left.reduce((sum, k) => sum + k.milliseconds, 0);
  return [
    line(["kernel", "calls", "ms", "share", "MiB", "GB/s"]),
    ...lines,
    ...(left.length > 0 ? [`… ${left.length} more kernels, ${rest.toFixed(3)} ms`] : []),
  ].join("\n");
}
