// What is written, read by protoc with the message definitions of test/fixtures/tensorboard.proto.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { tensor, Tensor } from "@sonograd/core";
import { describe, expect, test } from "vitest";
import { fixturePath } from "../../test/fixture.js";
import type { HostArray } from "../bytes/index.js";
import { confusionMatrixFigure } from "../charts/index.js";
import { MemoryStorage, SummaryWriter, type TraceableModule } from "./index.js";
import { readFields } from "./protobuf.js";
import { readRecords } from "./records.js";

const hasProtoc = spawnSync("protoc", ["--version"]).status === 0;
if (!hasProtoc) console.warn("SKIPPED: protoc is not installed, so no event was decoded by it (protobuf-compiler).");

/** A message in protobuf's text format, its lines trimmed. */
function decode(message: Uint8Array, type: string): string[] {
  const proto = fixturePath("tensorboard.proto");
  const { status, stdout, stderr } = spawnSync("protoc", [`--decode=${type}`, `-I${dirname(proto)}`, proto], { input: message }); // prettier-ignore
  if (status !== 0) throw new Error(stderr.toString());
  return stdout.toString().trim().split("\n").map((line) => line.trim()); // prettier-ignore
}

/** The events that `log` adds to the run's own file, or to that of a run below it. */
async function eventsOf(log: (writer: SummaryWriter) => void, folder = "run"): Promise<Uint8Array[]> {
  const storage = new MemoryStorage();
  const writer = new SummaryWriter("run", { storage });
  log(writer);
  await writer.close();
  const [, file] = [...storage.files()].find(([path]) => path.startsWith(`${folder}/events`))!;
  return readRecords(file).payloads.slice(1).map(({ payload }) => payload); // prettier-ignore
}

const at = { walltime: 1.5 };
/** Decoded lines of the single event that `log` adds, from the value on. */
async function valueLines(log: (writer: SummaryWriter) => void): Promise<string[]> {
  const events = await eventsOf(log);
  expect(events).toHaveLength(1);
  return decode(events[0], "Event");
}

/** The bytes at a path of field numbers. */
const inside = (message: Uint8Array, ...path: number[]): Uint8Array =>
  path.reduce(
    (bytes, number) => readFields(bytes).find((field) => field.number === number)!.value as Uint8Array,
    message,
  );
/** The content for the plugin of an event's n-th value. */
const contentOf = (event: Uint8Array, n = 0): Uint8Array =>
  inside(readFields(inside(event, 5))[n].value as Uint8Array, 9, 1, 2);

const EVENT = ["wall_time: 1.5", "step: 3", "summary {", "value {"];
const plugin = (name: string): string[] => ["metadata {", "plugin_data {", `plugin_name: "${name}"`, "}", "}"];
const tensorLines = (dtype: string, shape: number[], ...values: string[]): string[] => [
  "tensor {",
  `dtype: ${dtype}`,
  "tensor_shape {",
  ...shape.flatMap((size) => ["dim {", `size: ${size}`, "}"]),
  "}",
  ...values,
  "}",
];
const uint8 = (shape: number[]): HostArray => ({ dtype: "uint8", shape, data: Uint8Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i) }); // prettier-ignore

describe.skipIf(!hasProtoc)("protoc reads", () => {
  test("a scalar in both forms", async () => {
    const old = await valueLines((writer) => writer.addScalar("a/b", 0.25, 3, at));
    expect(old).toEqual([...EVENT, 'tag: "a/b"', "simple_value: 0.25", "}", "}"]);
    const double = await valueLines((writer) => writer.addScalar("a", 0.1, 3, { ...at, newStyle: true, doublePrecision: true })); // prettier-ignore
    expect(double).toEqual([...EVENT, 'tag: "a"', "tensor {", "dtype: DT_DOUBLE", "double_val: 0.1", "}", ...plugin("scalars"), "}", "}"]); // prettier-ignore
  });

  test("tensors of every dtype", async () => {
    const cases = [
      ["float32", Float32Array.of(1.5, -2), "DT_FLOAT", ["float_val: 1.5", "float_val: -2"]],
      ["float64", Float64Array.of(0.1, 2), "DT_DOUBLE", ["double_val: 0.1", "double_val: 2"]],
      ["int32", Int32Array.of(-1, 300), "DT_INT32", ["int_val: -1", "int_val: 300"]],
      ["uint8", Uint8Array.of(0, 255), "DT_UINT8", ["int_val: 0", "int_val: 255"]],
      ["bool", Uint8Array.of(1, 0), "DT_BOOL", ["bool_val: true", "bool_val: false"]],
    ] as const;
    for (const [dtype, data, name, values] of cases)
      expect(await valueLines((writer) => writer.addTensor("t", { dtype, shape: [1, 2], data }, 3, at))).toEqual([
        ...EVENT,
        'tag: "t"',
        ...tensorLines(name, [1, 2], ...values),
        ...plugin("tensor"),
        "}",
        "}",
      ]);
    const complex = { dtype: "complex64", shape: [], data: Float32Array.of(1, -2) } as const;
    expect(await valueLines((writer) => writer.addTensor("t", complex, 3, at))).toEqual(
      expect.arrayContaining(["dtype: DT_COMPLEX64", "scomplex_val: 1", "scomplex_val: -2"]),
    );
  });

  test("a histogram, counted here or elsewhere", async () => {
    const counted = ["min: 1", "max: 4", "num: 4", "sum: 10", "sum_squares: 30"];
    const limits = ["bucket_limit: 1", "bucket_limit: 2.5", "bucket_limit: 4", "bucket: 0", "bucket: 2", "bucket: 2"];
    const lines = [...EVENT, 'tag: "h"', "histo {", ...counted, ...limits, "}", "}", "}"];
    expect(await valueLines((writer) => writer.addHistogram("h", [1, 2, 3, 4], 3, { ...at, bins: 2 }))).toEqual(lines);
    const numbers = { min: 1, max: 4, num: 4, sum: 10, sumSquares: 30, bucketLimits: [1, 2.5, 4], bucketCounts: [0, 2, 2] }; // prettier-ignore
    expect(await valueLines((writer) => writer.addHistogramRaw("h", numbers, 3, at))).toEqual(lines);
  });

  test("images, charts, videos and images with boxes", async () => {
    const look = { ...at, width: 60, height: 40, pixelRatio: 1 };
    const chart = confusionMatrixFigure({ matrix: [[1]], labels: ["a"] });
    const cases: [(writer: SummaryWriter) => void, number, number, RegExp][] = [
      [(w) => w.addImage("i", uint8([3, 2, 5]), 3, at), 2, 5, /\\211PNG/],
      [(w) => w.addImages("i", uint8([9, 1, 2, 5]), 3, at), 4, 40, /\\211PNG/],
      [(w) => w.addImageWithBoxes("i", uint8([3, 2, 5]), tensor([[0, 0, 1, 1]]), 3, at), 2, 5, /\\211PNG/],
      [(w) => w.addFigure("i", chart, 3, look), 40, 60, /\\211PNG/],
      [(w) => w.addConfusionMatrix("i", { matrix: [[1]], labels: ["a"] }, 3, look), 40, 60, /\\211PNG/],
      [(w) => w.addWaveform("i", { samples: new Float32Array(9), sampleRate: 8 }, 3, look), 40, 60, /\\211PNG/],
      [(w) => w.addSpectrogram("i", { values: new Float32Array(6), bins: 3, sampleRate: 8, hopLength: 2 }, 3, look), 40, 60, /\\211PNG/], // prettier-ignore
      [(w) => w.addVideo("i", uint8([4, 2, 3, 2, 5]), 3, at), 4, 10, /GIF89a/],
    ];
    for (const [log, height, width, magic] of cases) {
      const lines = await valueLines(log);
      const image = ["image {", `height: ${height}`, `width: ${width}`, "colorspace: 3"];
      expect(lines.slice(0, -4)).toEqual([...EVENT, 'tag: "i"', ...image]);
      expect(lines.at(-4)).toMatch(magic);
    }
  });

  test("sounds, texts and precision-recall curves", async () => {
    const sound = await valueLines((writer) => writer.addAudio("s", tensor([[0, 0.5], [1, -1]]), 3, { ...at, sampleRate: 8000 })); // prettier-ignore
    expect(sound.filter((line) => !line.includes("encoded"))).toEqual([
      ...EVENT, 'tag: "s"', "audio {", "sample_rate: 8000", "num_channels: 2", "length_frames: 2", 'content_type: "audio/wav"', "}", "}", "}",
    ]); // prettier-ignore
    expect(await valueLines((writer) => writer.addText("t", "*x*", 3, at))).toEqual([
      ...EVENT, 'tag: "t/text_summary"', ...tensorLines("DT_STRING", [1], 'string_val: "*x*"'), ...plugin("text"), "}", "}",
    ]); // prettier-ignore
    const [event] = await eventsOf((writer) =>
      writer.addPrCurve("p", [1, 0], [0.9, 0.2], 3, { ...at, numThresholds: 2 }),
    );
    const values = [1, 0, 1, 0, 0, 1, 0, 1, 0.5, 0, 1, 0].map((value) => `float_val: ${value}`);
    const lines = decode(event, "Event");
    expect(lines.slice(4, 5 + 23)).toEqual(['tag: "p"', ...tensorLines("DT_FLOAT", [6, 2], ...values)]);
    expect(decode(contentOf(event), "PrCurvePluginData")).toEqual(["num_thresholds: 2"]);
  });

  test("layouts of custom scalars", async () => {
    const [event] = await eventsOf((writer) =>
      writer.addCustomScalars({ c: { many: ["Multiline", ["a", "b"]], band: ["Margin", ["v", "lo", "hi"]] } }),
    );
    expect(decode(inside(event, 5, 1, 8, 8), "Layout")).toEqual([
      "category {", 'title: "c"', "chart {", 'title: "many"', "multiline {", 'tag: "a"', 'tag: "b"', "}", "}",
      "chart {", 'title: "band"', "margin {", "series {", 'value: "v"', 'lower: "lo"', 'upper: "hi"', "}", "}", "}", "}",
    ]); // prettier-ignore
  });

  test("a mesh", async () => {
    const [event] = await eventsOf(
      (writer) =>
      writer.addMesh("m", tensor([[[1, 2, 3]]]), 3, { ...at, colors: tensor([[[9, 8, 7]]]), configDict: { b: [1], a: 2 } }), // prettier-ignore
    );
    const lines = decode(event, "Event").filter((line) => /tag|float_val|plugin_name/.test(line));
    expect(lines).toEqual([
      'tag: "m_VERTEX"', "float_val: 1", "float_val: 2", "float_val: 3", 'plugin_name: "mesh"',
      'tag: "m_COLOR"', "float_val: 9", "float_val: 8", "float_val: 7", 'plugin_name: "mesh"',
    ]); // prettier-ignore
    expect(decode(contentOf(event, 1), "MeshPluginData")).toEqual([
      'name: "m"', "content_type: COLOR", String.raw`json_config: "{\"a\": 2, \"b\": [1]}"`, "shape: 1", "shape: 1", "shape: 3", "components: 10",
    ]); // prettier-ignore
  });

  test("hyperparameters", async () => {
    const events = await eventsOf(
      (writer) => writer.addHparams({ lr: 0.5, opt: "adam", bias: true }, { acc: 0.75 }, { runName: "r", hparamDomainDiscrete: { bias: [true, false] } }), // prettier-ignore
      "run/r",
    );
    const [experiment, start, end, metric] = events;
    expect(decode(contentOf(experiment), "HParamsPluginData")).toEqual([
      "experiment {", "hparam_infos {", 'name: "lr"', "type: DATA_TYPE_FLOAT64", "}", "hparam_infos {", 'name: "opt"', "type: DATA_TYPE_STRING", "}",
      "hparam_infos {", 'name: "bias"', "type: DATA_TYPE_BOOL", "domain_discrete {", "values {", "bool_value: true", "}", "values {", "bool_value: false",
      "}", "}", "}", "metric_infos {", "name {", 'tag: "acc"', "}", "}", "}",
    ]); // prettier-ignore
    const session = decode(contentOf(start), "HParamsPluginData").filter((line) => /key|_value/.test(line));
    expect(session).toEqual(expect.arrayContaining(['key: "lr"', "number_value: 0.5", 'string_value: "adam"', "bool_value: true"])); // prettier-ignore
    expect(decode(contentOf(end), "HParamsPluginData")).toEqual(["session_end_info {", "status: STATUS_SUCCESS", "}"]);
    expect(decode(metric, "Event").slice(2)).toEqual(["value {", 'tag: "acc"', "simple_value: 0.75", "}", "}"]);
  });

  test("the graph of a module", async () => {
    const weight = tensor([[2, 0], [0, 3], [1, 1]]); // prettier-ignore
    const layer: TraceableModule = {
      forward: (x: Tensor) => x.matmul(weight.t()),
      training: true,
      namedChildren: () => [],
      namedParameters: () => [["weight", weight]],
      namedBuffers: () => [],
    };
    class Net {
      training = true;
      forward = (x: Tensor): Tensor => (this.training ? x : layer.forward(x as never) as Tensor).relu(); // prettier-ignore
      namedChildren = (): [string, TraceableModule][] => [["fc", layer]];
      namedParameters = (): [string, Tensor][] => [["fc.weight", weight]];
      namedBuffers = (): [string, Tensor][] => [];
    }
    const net = new Net();
    const [graph, statistics] = await eventsOf((writer) => writer.addGraph(net, tensor([[1, 2]]), at));
    expect([net.training, layer.training, [...net.forward(tensor([[1, 2]])).dataSync()]]).toEqual([true, true, [1, 2]]);
    const lines = decode(inside(graph, 4), "GraphDef");
    expect(lines.filter((line) => /^(name|op|input): /.test(line))).toEqual([
      'name: "input/input.1"', 'op: "IO Node"', 'name: "Net/Object[fc]/weight"', 'op: "Parameter"',
      'name: "Net/Object[fc]/matmul"', 'op: "matmul"', 'input: "input/input.1"', 'input: "Net/Object[fc]/weight"',
      'name: "Net/map"', 'op: "map"', 'input: "Net/Object[fc]/matmul"', 'name: "output/output.1"', 'op: "IO Node"', 'input: "Net/map"',
    ]); // prettier-ignore
    const sizes = lines.filter((line) => line.startsWith("size: ")).map((line) => line.slice(6));
    expect(sizes.join("")).toBe("1232131313"); // input, the weight as it lies, product, relu, output
    expect(lines.slice(-3)).toEqual(["versions {", "producer: 22", "}"]);
    expect(decode(statistics, "Event").slice(1, 3)).toEqual(["tagged_run_metadata {", 'tag: "step1"']);
    expect(decode(inside(statistics, 8, 2), "RunMetadata")).toContain('device: "/device:CPU:0"');
  });
});
