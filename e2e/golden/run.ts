// Runs one case: reads its arrays, calls the adapter, compares every output that the manifest lists.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Tensor, UnsupportedOpError, type Device } from "@sonograd/core";
import {
  Outputs,
  UnsupportedCase,
  type AdapterTable,
  type ArrayEntry,
  type CaseEntry,
  type GoldenCase,
  type GoldenResult,
  type Tolerance,
} from "./adapter.js";
import { readTensor, readValue, toHostValue } from "./arrays.js";
import { compare, type HostValue } from "./compare.js";
import type { CaseReport } from "./report.js";

const isDoubleName = (dtype: string): boolean => dtype === "float64" || dtype === "complex128";

export async function runCase(
  family: string,
  entry: CaseEntry,
  { directory, device, adapters }: { directory: string; device: Device; adapters: AdapterTable },
): Promise<CaseReport> {
  const base = { family, id: entry.id, function: entry.function };
  const adapter = adapters[entry.function];
  if (!adapter) return { ...base, status: "unsupported", worst: null, reason: `no adapter for ${entry.function}` };
  try {
    const golden = await loadCase(entry, directory, device);
    const result = await adapter(golden, await loadTensors(entry.inputs, directory, device, (input) => input.arg));
    return { ...base, ...(await judge(entry, result, directory, device)) };
  } catch (error) {
    if (error instanceof UnsupportedCase || error instanceof UnsupportedOpError)
      return { ...base, status: "unsupported", worst: null, reason: error.message };
    return {
      ...base,
      status: "fail",
      worst: null,
      reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

async function loadTensors(
  entries: readonly ArrayEntry[],
  directory: string,
  device: Device,
  nameOf: (entry: ArrayEntry) => string | undefined,
): Promise<Record<string, Tensor>> {
  const tensors: Record<string, Tensor> = {};
  for (const entry of entries) tensors[nameOf(entry) ?? entry.file] = await readTensor(directory, entry, device);
  return tensors;
}

async function loadCase(entry: CaseEntry, directory: string, device: Device): Promise<GoldenCase> {
  const [first] = entry.inputs as readonly (ArrayEntry & { readonly sr?: number })[];
  return {
    entry,
    id: entry.id,
    function: entry.function,
    params: entry.params,
    weights: await loadTensors(entry.weights ?? [], directory, device, (weight) => weight.name),
    device,
    dtype: device === "cpu" && isDoubleName(entry.output.dtype) ? "float64" : "float32",
    sampleRate: first?.sr,
    readBytes: async (file) => new Uint8Array(await readFile(path.join(directory, file))),
  };
}

async function judge(
  entry: CaseEntry,
  result: GoldenResult,
  directory: string,
  device: Device,
): Promise<Pick<CaseReport, "status" | "worst" | "reason">> {
  const wanted = [entry.output, ...(entry.extra_outputs ?? [])];
  const byName = result instanceof Outputs ? result.byName : { [entry.output.name ?? "output"]: result };
  const failures: string[] = [];
  let worst: number | null = null;
  for (const output of wanted) {
    const name = output.name ?? "output";
    const value = byName[name];
    const label = wanted.length > 1 ? `${name}: ` : "";
    if (value === undefined) {
      failures.push(`${label}the adapter returned no "${name}"`);
      continue;
    }
    // What is made from a file alone (weights) has no device to be held to.
    if (value instanceof Tensor && value.device !== device && entry.inputs.length > 0) {
      failures.push(`${label}computed on "${value.device}", not on "${device}"`);
      continue;
    }
    const expected = await readValue(directory, output);
    const tolerance = toleranceFor(entry, output, expected, device);
    const comparison = compare(await toHostValue(value, expected.kind), expected, tolerance);
    if (!Number.isNaN(comparison.worst)) worst = Math.max(worst ?? 0, comparison.worst);
    if (!comparison.ok) failures.push(label + comparison.reason);
  }
  return failures.length === 0 ? { status: "pass", worst } : { status: "fail", worst, reason: failures.join("; ") };
}

/** Doubles computed in single precision are held to the manifest's float32 tolerance, or to the one its maker would give. */
export function toleranceFor(entry: CaseEntry, output: ArrayEntry, expected: HostValue, device: Device): Tolerance {
  const tolerance = output.tolerance ?? entry.tolerance;
  if (!tolerance) throw new Error(`the manifest gives no tolerance for "${output.name}"`);
  if (device === "cpu" || !isDoubleName(output.dtype) || "exact" in tolerance) return tolerance;
  if (output.tolerance_float32) return output.tolerance_float32;
  const values = expected.data as ArrayLike<number>;
  const scale = Array.from(values).reduce((m, v) => (Number.isFinite(v) ? Math.max(m, Math.abs(v)) : m), 0) || 1;
  return { rtol: Math.max(tolerance.rtol, 1e-4), atol: Math.max(tolerance.atol, 2e-6 * scale) };
}
