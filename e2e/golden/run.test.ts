import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { complex, tensor, UnsupportedOpError } from "@sonograd/core";
import { writeNpy } from "@sonograd/io";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outputs, unsupported, type Adapter, type ArrayEntry, type CaseEntry } from "./adapter.js";
import { readManifests, UsageError } from "./manifest.js";
import { countReports, formatCase, formatSummary, toJson } from "./report.js";
import { runCase, toleranceFor } from "./run.js";

let directory: string;

/** An int64 file of version 1, which `writeNpy` does not make. */
function int64File(values: readonly bigint[]): Uint8Array {
  const header = `{'descr': '<i8', 'fortran_order': False, 'shape': (${values.length},), }\n`;
  const bytes = new Uint8Array(10 + header.length + 8 * values.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  bytes.set(new TextEncoder().encode(header), 10);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setBigInt64(10 + header.length + 8 * i, value, true));
  return bytes;
}

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "golden-"));
  const save = (name: string, bytes: Uint8Array | string) => writeFile(path.join(directory, name), bytes);
  await save("x.npy", writeNpy({ dtype: "float32", shape: [2], data: Float32Array.of(1, 2) }));
  await save("y.npy", writeNpy({ dtype: "float32", shape: [2], data: Float32Array.of(2, 4) }));
  await save("large.npy", int64File([2n ** 40n, -1n]));
  await save("names.json", '["A4", "C♯4"]');
});
afterAll(() => rm(directory, { recursive: true }));

const array = (file: string, dtype: string, extra: Partial<ArrayEntry> = {}): ArrayEntry => ({
  file,
  dtype,
  shape: [2],
  ...extra,
});
const LOOSE = { rtol: 1e-4, atol: 1e-6 };
const doubled = (extra: Partial<CaseEntry> = {}): CaseEntry => ({
  id: "double_01",
  function: "test.double",
  reference: "none",
  params: {},
  inputs: [array("x.npy", "float32", { arg: "x" })],
  output: array("y.npy", "float32", { name: "output", tolerance: LOOSE }),
  ...extra,
});
const run = (adapter: Adapter, entry = doubled()) =>
  runCase("family", entry, { directory, device: "cpu", adapters: { "test.double": adapter } });

describe("runCase", () => {
  test("passes what agrees and says how far it is off", async () => {
    expect(await run((_, { x }) => x.mul(2))).toEqual({
      family: "family",
      id: "double_01",
      function: "test.double",
      status: "pass",
      worst: 0,
    });
    expect(await run(() => [2, 4.0001])).toMatchObject({ status: "pass", worst: expect.closeTo(1e-4, 8) });
  });

  test("fails what differs, has another shape or another kind", async () => {
    expect(await run((_, { x }) => x.mul(3))).toMatchObject({
      status: "fail",
      worst: 2,
      reason: expect.stringContaining("2 of 2 differ"),
    });
    expect(await run((_, { x }) => x.mul(2).unsqueeze(0))).toMatchObject({ status: "fail", worst: null });
    expect(await run((_, { x }) => complex(x.mul(2), x.mul(0)))).toMatchObject({ status: "fail" });
    expect(await run((_, { x }) => x.mul(2).to("int32"))).toMatchObject({
      status: "fail",
      reason: "integer values, expected float",
    });
  });

  test("fails where the adapter throws, and where a file is not what the manifest says", async () => {
    const broken: Adapter = () => {
      throw new RangeError("no such thing");
    };
    expect(await run(broken)).toMatchObject({ status: "fail", reason: "RangeError: no such thing" });
    const entry = doubled({ output: array("y.npy", "float64", { tolerance: LOOSE }) });
    expect(await run((_, { x }) => x.mul(2), entry)).toMatchObject({
      status: "fail",
      reason: expect.stringContaining("the manifest says float64"),
    });
  });

  test("counts a missing adapter, a refused option and a missing kernel as unsupported, with the reason", async () => {
    expect(await runCase("f", doubled(), { directory, device: "cpu", adapters: {} })).toMatchObject({
      status: "unsupported",
      reason: "no adapter for test.double",
    });
    expect(await run(() => unsupported("no option x"))).toMatchObject({ status: "unsupported", reason: "no option x" });
    const missing: Adapter = () => {
      throw new UnsupportedOpError("sort: no kernel");
    };
    expect(await run(missing)).toMatchObject({ status: "unsupported", reason: "sort: no kernel" });
  });

  test("compares every output that the manifest lists", async () => {
    const entry = doubled({ extra_outputs: [array("x.npy", "float32", { name: "same", tolerance: LOOSE })] });
    expect(await run((_, { x }) => outputs({ output: x.mul(2), same: x }), entry)).toMatchObject({ status: "pass" });
    expect(await run((_, { x }) => outputs({ output: x.mul(2), same: x.mul(2) }), entry)).toMatchObject({
      status: "fail",
      reason: expect.stringMatching(/^same: /),
    });
    expect(await run((_, { x }) => x.mul(2), entry)).toMatchObject({
      status: "fail",
      reason: 'same: the adapter returned no "same"',
    });
  });

  test("compares strings, and integers beyond int32", async () => {
    const exact = { tolerance: { exact: true } } as const;
    const strings = doubled({ output: array("names.json", "string", exact) });
    expect(await run(() => ["A4", "C♯4"], strings)).toMatchObject({ status: "pass" });
    expect(await run(() => ["A4", "C#4"], strings)).toMatchObject({ status: "fail" });
    const large = doubled({ output: array("large.npy", "int64", exact) });
    expect(await run(() => ({ shape: [2], data: [2 ** 40, -1] }), large)).toMatchObject({ status: "pass" });
    expect(await run(() => [2 ** 40 + 1, -1], large)).toMatchObject({ status: "fail" });
    expect(await run(() => [2 ** 40 + 0.5, -1], large)).toMatchObject({ status: "fail" });
    expect(await run(() => tensor([true, true]), large)).toMatchObject({ status: "fail" });
  });
});

describe("toleranceFor", () => {
  const strict = { rtol: 1e-8, atol: 1e-10 };
  const value = { kind: "float", shape: [2], data: [0.25, -0.5] } as const;

  test("is the manifest's on the CPU", () => {
    const entry = array("y.npy", "float64", { tolerance: strict, tolerance_float32: LOOSE });
    expect(toleranceFor(doubled(), entry, value, "cpu")).toBe(strict);
  });

  test("is the one for float32 where doubles are computed in single precision", () => {
    const entry = array("y.npy", "float64", { tolerance: strict, tolerance_float32: LOOSE });
    expect(toleranceFor(doubled(), entry, value, "webgpu")).toBe(LOOSE);
    expect(toleranceFor(doubled(), array("y.npy", "float32", { tolerance: strict }), value, "webgpu")).toBe(strict);
    expect(toleranceFor(doubled(), array("y.npy", "float64", { tolerance: strict }), value, "webgpu")).toEqual({
      rtol: 1e-4,
      atol: 1e-6,
    });
  });

  test("exact stays exact, and a missing tolerance is an error", () => {
    const exact = { exact: true } as const;
    expect(toleranceFor(doubled(), array("y.npy", "float64", { tolerance: exact }), value, "webgpu")).toBe(exact);
    expect(() => toleranceFor(doubled(), array("y.npy", "float32"), value, "cpu")).toThrow(/no tolerance/);
  });
});

describe("readManifests", () => {
  test("finds them at any depth and refuses what holds none", async () => {
    const root = path.join(directory, "tree");
    await mkdir(path.join(root, "a", "b"), { recursive: true });
    await expect(readManifests(root)).rejects.toThrow(/holds no manifest\.json/);
    await writeFile(path.join(root, "a", "b", "manifest.json"), '{"family": "f", "cases": []}');
    expect(await readManifests(root)).toEqual([{ family: "f", cases: [], directory: path.join(root, "a", "b") }]);
    await writeFile(path.join(root, "manifest.json"), "[]");
    await expect(readManifests(root)).rejects.toThrow(UsageError);
  });

  test("says what is wrong with the directory", async () => {
    await expect(readManifests(path.join(directory, "none"))).rejects.toThrow(/does not exist/);
    await expect(readManifests(path.join(directory, "x.npy"))).rejects.toThrow(/is not a directory/);
  });
});

describe("the report", () => {
  const report = (status: "pass" | "fail" | "unsupported", family: string) =>
    ({
      family,
      id: "x_01",
      function: "f",
      status,
      worst: status === "unsupported" ? null : 0.5,
      reason: "because",
    }) as const;
  const reports = [report("pass", "a"), report("fail", "a"), report("unsupported", "bb")];

  test("counts each status once and closes with the sum", () => {
    expect(countReports(reports)).toEqual({ passed: 1, failed: 1, unsupported: 1 });
    expect(formatSummary(reports)).toBe(
      "a   1 passed, 1 failed, 0 unsupported\nbb  0 passed, 0 failed, 1 unsupported\n\n1 passed, 1 failed, 1 unsupported",
    );
  });

  test("has a line per case, with the reason of a failure always and of an unsupported case on request", () => {
    expect(reports.map((r) => formatCase(r, false))).toEqual([
      "pass        a/x_01  worst difference 5.0e-1",
      "fail        a/x_01  worst difference 5.0e-1: because",
      "unsupported bb/x_01",
    ]);
    expect(formatCase(reports[2], true)).toBe("unsupported bb/x_01  because");
  });

  test("is one JSON document", () => {
    expect(JSON.parse(toJson(reports, "cpu", "a processor"))).toMatchObject({
      device: "cpu",
      description: "a processor",
      passed: 1,
      families: { bb: { unsupported: 1 } },
      cases: reports,
    });
  });
});
