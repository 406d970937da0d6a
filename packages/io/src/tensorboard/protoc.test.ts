// What is written, read by protoc with the message definitions of test/fixtures/tensorboard.proto: every field of every add*.
import { tensor, Tensor } from "@sonograd/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fixture } from "../../test/fixture.js";
import { decodeFields, encodeText, hasProtoc, unescape } from "../../test/protoc.js";
import type { HostArray } from "../bytes/index.js";
import { confusionMatrixFigure } from "../charts/index.js";
import { MemoryStorage, SummaryWriter, type TraceableModule } from "./index.js";
import { readRecords } from "./records.js";

if (!hasProtoc) console.warn("SKIPPED: protoc is not installed, so no event was decoded by it (protobuf-compiler).");

beforeEach(() => void vi.spyOn(Date, "now").mockReturnValue(1500));
afterEach(() => void vi.restoreAllMocks());

/** The run's files after `log`. */
async function filesOf(log: (writer: SummaryWriter) => void, options = {}): Promise<Map<string, Uint8Array>> {
  const storage = new MemoryStorage();
  const writer = new SummaryWriter("run", { storage, ...options });
  log(writer);
  await writer.close();
  return storage.files();
}

/** The records of the event file in a folder. */
function recordsIn(files: Map<string, Uint8Array>, folder: string): Uint8Array[] {
  const [, file] = [...files].find(([path]) => path.startsWith(`${folder}/events`))!;
  return readRecords(file).payloads.map(({ payload }) => payload);
}

type AddMethod = Extract<keyof SummaryWriter, `add${string}`>;
interface Case {
  readonly log: (writer: SummaryWriter) => void;
  /** Where the events are (default: the run's folder). */
  readonly folder?: string;
  /** Types of messages in fields of bytes. */
  readonly inside?: Readonly<Record<string, string>>;
  /** Every field of each event; of pictures and sounds in place of the bytes what `shown` makes of them. */
  readonly events: readonly (readonly string[])[];
}

const uint8 = (...shape: number[]): HostArray => ({ dtype: "uint8", shape, data: Uint8Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i) }); // prettier-ignore
const value = (...lines: string[]): string[] => lines.map((line) => `summary.value.${line}`);
const event = (...lines: string[]): string[] => ["wall_time: 1.5", "step: 3", ...value(...lines)];
const plugin = (name: string): string => `metadata.plugin_data.plugin_name: "${name}"`;
const tensorLines = (dtype: string, shape: number[], ...values: (number | string)[]): string[] => [
  `tensor.dtype: DT_${dtype}`,
  ...(shape.length === 0 ? ["tensor.tensor_shape: {}"] : shape.map((n) => `tensor.tensor_shape.dim.size: ${n}`)),
  ...values.map((v) => `tensor.${dtype.toLowerCase()}_val: ${v}`),
];
const CONTENT = "summary.value.metadata.plugin_data.content";
const content = (...lines: string[]): string[] => lines.map((line) => `metadata.plugin_data.content.${line}`);

/** A picture: its size in the message, and what its bytes say themselves. */
const image = (height: number, width: number, file = `PNG of ${width} × ${height}`): string[] =>
  event('tag: "t"', `image.height: ${height}`, `image.width: ${width}`, "image.colorspace: 3", `image.encoded_image_string: ${file}`); // prettier-ignore
const look = { width: 60, height: 40, pixelRatio: 1 };

const HISTOGRAM = event(
  'tag: "t"', "histo.min: 1", "histo.max: 4", "histo.num: 4", "histo.sum: 10", "histo.sum_squares: 30",
  "histo.bucket_limit: 1", "histo.bucket_limit: 2.5", "histo.bucket_limit: 4", "histo.bucket: 0", "histo.bucket: 2", "histo.bucket: 2",
); // prettier-ignore

const prCurve = (...rows: number[]): Pick<Case, "inside" | "events"> => ({
  inside: { [CONTENT]: "PrCurvePluginData" },
  events: [event('tag: "t"', ...tensorLines("FLOAT", [6, 2], ...rows), plugin("pr_curves"), ...content("num_thresholds: 2"))], // prettier-ignore
});

const layout = (...lines: string[]): Pick<Case, "inside" | "events"> => ({
  inside: { "summary.value.tensor.string_val": "Layout" },
  events: [
    ["wall_time: 1.5", ...value('tag: "custom_scalars__config__"', ...tensorLines("STRING", []), ...lines.map((line) => `tensor.string_val.category.${line}`), plugin("custom_scalars"))],
  ],
}); // prettier-ignore

const meshPart = (part: string, numbers: number[], ...shape: number[]): string[] =>
  [
    `tag: "t_${part}"`, ...tensorLines("FLOAT", shape, ...numbers), plugin("mesh"),
    ...content('name: "t"', `content_type: ${part}`, String.raw`json_config: "{\"a\": 2, \"b\": [1]}"`, ...shape.map((n) => `shape: ${n}`), "components: 14"),
  ]; // prettier-ignore

const hparams = (part: string, ...lines: string[]): string[] => ["wall_time: 1.5", ...value(`tag: "_hparams_/${part}"`, plugin("hparams"), ...content(...lines.map((line) => `${part}.${line}`)))]; // prettier-ignore

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
  forward = (x: Tensor): Tensor => (this.training ? x : (layer.forward(x as never) as Tensor)).relu();
  namedChildren = (): [string, TraceableModule][] => [["fc", layer]];
  namedParameters = (): [string, Tensor][] => [["fc.weight", weight]];
  namedBuffers = (): [string, Tensor][] => [];
}
const onnxNode = (name: string, op: string, inputs: string[], ...attributes: string[]): string[] =>
  [`name: "${name}"`, `op: "${op}"`, ...inputs.map((input) => `input: "${input}"`), ...attributes.map((line) => `attr.${line}`)].map((line) => `graph_def.node.${line}`); // prettier-ignore
const node = (name: string, op: string, inputs: string[], shape: number[], attr: string): string[] =>
  onnxNode(name, op, inputs, 'key: "_output_shapes"', ...shape.map((n) => `value.list.shape.dim.size: ${n}`), 'key: "attr"', `value.s: "${attr}"`); // prettier-ignore

/** One for each method: the compiler misses those that are left out. */
const CASES: Readonly<Record<AddMethod, Case>> = {
  addScalar: {
    log: (w) => {
      w.addScalar("a/b", 0.25, 3);
      w.addScalar("t", 0.1, -3, { newStyle: true, doublePrecision: true, walltime: 2.5 });
      w.addScalar("t", 0.5, 3, { newStyle: true });
    },
    events: [
      event('tag: "a/b"', "simple_value: 0.25"),
      ["wall_time: 2.5", "step: -3", ...value('tag: "t"', "tensor.dtype: DT_DOUBLE", "tensor.double_val: 0.1", plugin("scalars"))], // prettier-ignore
      event('tag: "t"', "tensor.dtype: DT_FLOAT", "tensor.float_val: 0.5", plugin("scalars")),
    ],
  },
  addScalars: {
    log: (w) => w.addScalars("a/b", { x: 1, y: 2 }, 3),
    folder: "run/a_b_y",
    events: [event('tag: "a/b"', "simple_value: 2")],
  },
  addTensor: {
    log: (w) => {
      w.addTensor("t", tensor([[1.5, -2]]), 3);
      w.addTensor("t", Float64Array.of(0.1, 2), 3);
      w.addTensor("t", Int32Array.of(-1, 300), 3);
      w.addTensor("t", uint8(2), 3);
      w.addTensor("t", { dtype: "bool", shape: [2], data: Uint8Array.of(1, 0) }, 3);
      w.addTensor("t", { dtype: "complex64", shape: [], data: Float32Array.of(1, -2) }, 3);
      w.addTensor("t", { dtype: "complex128", shape: [1], data: Float64Array.of(1, -2) }, 3);
    },
    events: [
      tensorLines("FLOAT", [1, 2], 1.5, -2),
      tensorLines("DOUBLE", [2], 0.1, 2),
      [...tensorLines("INT32", [2]), "tensor.int_val: -1", "tensor.int_val: 300"],
      [...tensorLines("UINT8", [2]), "tensor.int_val: 0", "tensor.int_val: 1"],
      tensorLines("BOOL", [2], "true", "false"),
      [...tensorLines("COMPLEX64", []), "tensor.scomplex_val: 1", "tensor.scomplex_val: -2"],
      [...tensorLines("COMPLEX128", [1]), "tensor.dcomplex_val: 1", "tensor.dcomplex_val: -2"],
    ].map((lines) => event('tag: "t"', ...lines, plugin("tensor"))),
  },
  addHistogram: { log: (w) => w.addHistogram("t", [1, 2, 3, 4], 3, { bins: 2 }), events: [HISTOGRAM] },
  addHistogramRaw: {
    log: (w) => w.addHistogramRaw("t", { min: 1, max: 4, num: 4, sum: 10, sumSquares: 30, bucketLimits: [1, 2.5, 4], bucketCounts: [0, 2, 2] }, 3), // prettier-ignore
    events: [HISTOGRAM],
  },
  addImage: { log: (w) => w.addImage("t", uint8(3, 2, 5), 3), events: [image(2, 5)] },
  addImages: { log: (w) => w.addImages("t", uint8(9, 1, 2, 5), 3), events: [image(4, 40)] },
  addImageWithBoxes: {
    log: (w) => w.addImageWithBoxes("t", uint8(3, 2, 5), tensor([[0, 0, 1, 1]]), 3, { rescale: 2 }),
    events: [image(2, 5, "PNG of 10 × 4")], // the size of the image before it was scaled, as torch has it
  },
  addFigure: {
    log: (w) => w.addFigure("t", confusionMatrixFigure({ matrix: [[1]], labels: ["a"] }), 3, look),
    events: [image(40, 60)],
  },
  addConfusionMatrix: {
    log: (w) => w.addConfusionMatrix("t", { matrix: [[1]], labels: ["a"] }, 3, look),
    events: [image(40, 60)],
  },
  addWaveform: {
    log: (w) => w.addWaveform("t", { samples: new Float32Array(9), sampleRate: 8 }, 3, look),
    events: [image(40, 60)],
  },
  addSpectrogram: {
    log: (w) => w.addSpectrogram("t", { values: new Float32Array(6), bins: 3, sampleRate: 8, hopLength: 2 }, 3, look),
    events: [image(40, 60)],
  },
  addVideo: { log: (w) => w.addVideo("t", uint8(4, 2, 3, 2, 5), 3), events: [image(4, 10, "GIF89a of 10 × 4")] },
  addAudio: {
    log: (w) => w.addAudio("t", tensor([[0, 0.5], [1, -1]]), 3, { sampleRate: 8000 }), // prettier-ignore
    events: [
      event(
        'tag: "t"', "audio.sample_rate: 8000", "audio.num_channels: 2", "audio.length_frames: 2",
        "audio.encoded_audio_string: WAVE of 0 32767 16383 -32767", 'audio.content_type: "audio/wav"',
      ),
    ],
  }, // prettier-ignore
  addText: {
    log: (w) => w.addText("t", "*größe*", 3),
    events: [event('tag: "t/text_summary"', ...tensorLines("STRING", [1], String.raw`"*gr\303\266\303\237e*"`), plugin("text"))], // prettier-ignore
  },
  addHparams: {
    log: (w) => w.addHparams({ lr: 0.5, opt: "adam", bias: true }, { acc: 0.75 }, { runName: "r", hparamDomainDiscrete: { bias: [true, false] } }), // prettier-ignore
    folder: "run/r",
    inside: { [CONTENT]: "HParamsPluginData" },
    events: [
      hparams(
        "experiment", 'hparam_infos.name: "lr"', "hparam_infos.type: DATA_TYPE_FLOAT64", 'hparam_infos.name: "opt"', "hparam_infos.type: DATA_TYPE_STRING",
        'hparam_infos.name: "bias"', "hparam_infos.type: DATA_TYPE_BOOL", "hparam_infos.domain_discrete.values.bool_value: true",
        "hparam_infos.domain_discrete.values.bool_value: false", 'metric_infos.name.tag: "acc"',
      ),
      hparams(
        "session_start_info", 'hparams.key: "bias"', "hparams.value.bool_value: true", 'hparams.key: "lr"', "hparams.value.number_value: 0.5",
        'hparams.key: "opt"', 'hparams.value.string_value: "adam"',
      ),
      hparams("session_end_info", "status: STATUS_SUCCESS"),
      ["wall_time: 1.5", ...value('tag: "acc"', "simple_value: 0.75")],
    ],
  }, // prettier-ignore
  addGraph: {
    log: (w) => w.addGraph(new Net(), tensor([[1, 2]])),
    inside: { graph_def: "GraphDef", "tagged_run_metadata.run_metadata": "RunMetadata" },
    events: [
      [
        "wall_time: 1.5",
        ...node("input/input.1", "IO Node", [], [1, 2], "{}"),
        ...node("Net/Object[fc]/weight", "Parameter", [], [3, 2], "{}"),
        ...node("Net/Object[fc]/matmul", "matmul", ["input/input.1", "Net/Object[fc]/weight"], [1, 3], "{}"),
        ...node("Net/map", "map", ["Net/Object[fc]/matmul"], [1, 3], "{expr:{kind:op,op:relu,args:[{kind:input,index:0,dtype:float32}],dtype:float32},scalars:[]}"), // prettier-ignore
        ...node("output/output.1", "IO Node", ["Net/map"], [1, 3], "{}"),
        "graph_def.versions.producer: 22",
      ],
      ["wall_time: 1.5", 'tagged_run_metadata.tag: "step1"', 'tagged_run_metadata.run_metadata.step_stats.dev_stats.device: "/device:CPU:0"'], // prettier-ignore
    ],
  },
  addOnnxGraph: {
    log: (w) => w.addOnnxGraph(fixture("conv-relu.onnx")),
    inside: { graph_def: "GraphDef" },
    events: [
      [
        "wall_time: 1.5",
        ...onnxNode("x", "Variable", [], 'key: "dtype"', "value.type: DT_FLOAT", 'key: "shape"', "value.shape.dim.size: 1", "value.shape.dim.size: 2", "value.shape.dim.size: 8"),
        ...onnxNode("y", "Variable", [], 'key: "dtype"', "value.type: DT_FLOAT", 'key: "shape"', "value.shape.dim.size: 1", "value.shape.dim.size: 4", "value.shape.dim: {}"), // its length is open
        ...onnxNode("c", "Conv", ["x", "w"], 'key: "parameters"', String.raw`value.s: "alpha = 0.5 = 1, auto_pad = b\'NOTSET\' = 3, kernel_shape = [3] = 7, pads = [1, 1] = 7"`),
        ...onnxNode("y", "Relu", ["c"], 'key: "parameters"', 'value.s: ""'),
        "graph_def.versions.producer: 22",
      ], // prettier-ignore
    ],
  },
  addPrCurve: {
    log: (w) => w.addPrCurve("t", [1, 0], [0.9, 0.2], 3, { numThresholds: 2 }),
    ...prCurve(1, 0, 1, 0, 0, 1, 0, 1, 0.5, 0, 1, 0),
  },
  addPrCurveRaw: {
    log: (w) => {
      const rows = { truePositiveCounts: [4, 2], falsePositiveCounts: [3, 1], trueNegativeCounts: [0, 2], falseNegativeCounts: [0, 5], precision: [0.5, 0.75], recall: [1, 0.25] }; // prettier-ignore
      w.addPrCurveRaw("t", rows, 3, { numThresholds: 2 });
    },
    ...prCurve(4, 2, 3, 1, 0, 2, 0, 5, 0.5, 0.75, 1, 0.25),
  },
  addCustomScalars: {
    log: (w) => w.addCustomScalars({ c: { many: ["Multiline", ["a", "b"]], band: ["Margin", ["v", "lo", "hi"]] } }),
    ...layout(
      'title: "c"', 'chart.title: "many"', 'chart.multiline.tag: "a"', 'chart.multiline.tag: "b"',
      'chart.title: "band"', 'chart.margin.series.value: "v"', 'chart.margin.series.lower: "lo"', 'chart.margin.series.upper: "hi"',
    ),
  }, // prettier-ignore
  addCustomScalarsMultilinechart: {
    log: (w) => w.addCustomScalarsMultilinechart(["a"], { category: "c", title: "t" }),
    ...layout('title: "c"', 'chart.title: "t"', 'chart.multiline.tag: "a"'),
  },
  addCustomScalarsMarginchart: {
    log: (w) => w.addCustomScalarsMarginchart(["v", "lo", "hi"]),
    ...layout('title: "default"', 'chart.title: "untitled"', 'chart.margin.series.value: "v"', 'chart.margin.series.lower: "lo"', 'chart.margin.series.upper: "hi"'), // prettier-ignore
  },
  addMesh: {
    log: (w) => w.addMesh("t", tensor([[[1, 2, 3], [4, 5, 6]]]), 3, { colors: tensor([[[9, 8, 7], [6, 5, 4]]]), faces: tensor([[[0, 1, 0]]]), configDict: { b: [1], a: 2 } }), // prettier-ignore
    inside: { [CONTENT]: "MeshPluginData" },
    events: [
      event(
        ...meshPart("VERTEX", [1, 2, 3, 4, 5, 6], 1, 2, 3),
        ...meshPart("FACE", [0, 1, 0], 1, 1, 3),
        ...meshPart("COLOR", [9, 8, 7, 6, 5, 4], 1, 2, 3),
      ),
    ],
  },
  addEmbedding: { log: (w) => w.addEmbedding(uint8(1, 1)), events: [] }, // files, see below
};

/** A line whose value is a picture or a sound as what its bytes say. */
function shown(line: string): string {
  const [, name, quoted] = /^(.*\.encoded_\w+): (".*")$/.exec(line) ?? [];
  if (quoted === undefined) return line;
  const bytes = unescape(quoted);
  const view = new DataView(bytes.buffer);
  const ascii = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (ascii(1, 4) === "PNG") return `${name}: PNG of ${view.getUint32(16)} × ${view.getUint32(20)}`;
  if (ascii(0, 3) === "GIF")
    return `${name}: ${ascii(0, 6)} of ${view.getUint16(6, true)} × ${view.getUint16(8, true)}`;
  const samples = Array.from({ length: (bytes.length - 44) / 2 }, (_, i) => view.getInt16(44 + 2 * i, true));
  return `${name}: ${ascii(8, 12)} of ${samples.join(" ")}`;
}

describe.skipIf(!hasProtoc)("protoc reads every field of", () => {
  test.each(Object.keys(CASES) as AddMethod[])("%s", async (method) => {
    const { log, folder = "run", inside, events } = CASES[method];
    const [, ...records] = recordsIn(await filesOf(log), folder);
    expect(records.map((record) => decodeFields(record, "Event", inside).map(shown))).toEqual(events);
  });

  test("what begins a file, and what takes up a run", async () => {
    const records = recordsIn(await filesOf(() => undefined, { purgeStep: 3 }), "run");
    expect(records.map((record) => decodeFields(record, "Event"))).toEqual([
      ["wall_time: 1.5", 'file_version: "brain.Event:2"'],
      ["wall_time: 1.5", "step: 3", 'file_version: "brain.Event:2"'],
      ["wall_time: 1.5", "step: 3", "session_log.status: START"],
    ]);
  });

  test("the projector's configuration", async () => {
    const files = await filesOf((writer) => {
      writer.addEmbedding(uint8(2, 3), { tag: 'a"/b', metadata: ["x", "y"], labelImg: uint8(2, 3, 4, 5), globalStep: 7 });
      writer.addEmbedding(uint8(1, 1));
    }); // prettier-ignore
    const text = new TextDecoder().decode(files.get("run/projector_config.pbtxt"));
    expect(decodeFields(encodeText(text, "ProjectorConfig"), "ProjectorConfig")).toEqual([
      String.raw`embeddings.tensor_name: "a\"/b:00007"`, String.raw`embeddings.metadata_path: "00007/a\"%2fb/metadata.tsv"`,
      String.raw`embeddings.sprite.image_path: "00007/a\"%2fb/sprite.png"`, "embeddings.sprite.single_image_dim: 5", "embeddings.sprite.single_image_dim: 4",
      String.raw`embeddings.tensor_path: "00007/a\"%2fb/tensors.tsv"`,
      'embeddings.tensor_name: "default:00000"', 'embeddings.tensor_path: "00000/default/tensors.tsv"',
    ]); // prettier-ignore
  });

  test("a graph, and leaves the module as it was", async () => {
    const net = new Net();
    await filesOf((writer) => writer.addGraph(net, tensor([[1, 2]])));
    expect([net.training, layer.training, [...net.forward(tensor([[1, 2]])).dataSync()]]).toEqual([true, true, [1, 2]]);
  });
});
