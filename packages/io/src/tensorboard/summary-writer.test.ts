// Held to what torch.utils.tensorboard wrote from the same arrays: test/fixtures/torch-summaries.py.
import { FormatError, ShapeError, tensor } from "@sonograd/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fixture } from "../../test/fixture.js";
import { pixelsOf } from "../../test/png.js";
import type { HostArray } from "../bytes/index.js";
import { MemoryStorage, SummaryWriter } from "./index.js";
import { readFields } from "./protobuf.js";
import { readRecords } from "./records.js";

const sub = (bytes: Uint8Array, ...path: number[]): Uint8Array => {
  let at = bytes;
  for (const number of path) at = readFields(at).find((field) => field.number === number)!.value as Uint8Array;
  return at;
};
const text = (value: Uint8Array): string => new TextDecoder().decode(value);
const records = (bytes: Uint8Array): Uint8Array[] => readRecords(bytes).payloads.map(({ payload }) => payload);
const tagOf = (event: Uint8Array): string => new TextDecoder().decode(sub(event, 5, 1, 1));
const steps = (length: number, scale: number): number[] => Array.from({ length }, (_, i) => i * scale);
const bytes = (values: number[], ...shape: number[]): HostArray => ({ dtype: "uint8", shape, data: Uint8Array.from(values) }); // prettier-ignore
const floats = (values: number[], ...shape: number[]): HostArray => ({ dtype: "float32", shape, data: Float32Array.from(values) }); // prettier-ignore

function logAll(writer: SummaryWriter): void {
  const values = Array.from({ length: 200 }, (_, i) => (((i * 37) % 101) - 50) / 8);
  writer.addScalar("loss/train", 0.25, 7);
  writer.addScalar("new", tensor([0.1]), 1, { newStyle: true });
  writer.addScalar("double", 0.1, 2, { newStyle: true, doublePrecision: true });
  writer.addScalars("group/curve", { a: 1, b: 2 }, 3);
  writer.addHistogram("h/default", values, 1);
  for (const bins of ["auto", "fd", "doane", "scott", "stone", "rice", "sturges", "sqrt"] as const)
    writer.addHistogram(`h/${bins}`, values, 1, { bins });
  writer.addHistogram("h/int", values, 1, { bins: 7 });
  writer.addHistogram("h/list", values, 1, { bins: [-10, -5, 0, 1, 2, 20] });
  writer.addHistogram("h/max", values, 1, { bins: 50, maxBins: 6 });
  writer.addHistogram("h/constant", [3, 3, 3, 3, 3], 1, { bins: "auto" });
  writer.addHistogram("h/zero", [0, 0, 0], 1);
  const raw = { min: 0.5, max: 3, num: 6, sum: 9, sumSquares: 20.5, bucketLimits: [1, 2, 4], bucketCounts: [1, 2, 3] };
  writer.addHistogramRaw("h/raw", raw, 4);
  writer.addImage("i/chw", floats(steps(60, 1).map((i) => (i * 4) / 255), 3, 4, 5), 1); // prettier-ignore
  writer.addImage("i/hw", bytes(steps(20, 12), 4, 5), 1, { dataformats: "HW" });
  writer.addImage("i/hwc1", bytes(steps(20, 12), 4, 5, 1), 1, { dataformats: "HWC" });
  writer.addImage("i/wh", bytes(steps(20, 12), 4, 5), 1, { dataformats: "WH" });
  writer.addImage("i/rgba", bytes(steps(80, 3), 4, 4, 5), 1);
  writer.addImages("i/grid", bytes(steps(60, 4), 10, 1, 2, 3), 1);
  writer.addImages("i/nhwc", bytes(steps(54, 4), 3, 2, 3, 3), 1, { dataformats: "NHWC" });
  const corners = { dtype: "float64", shape: [2, 4], data: Float64Array.of(3, 4, 20, 15, 8.6, 1.2, 28.9, 18.4) } as const; // prettier-ignore
  writer.addImageWithBoxes(
    "i/boxes",
    bytes(
      steps(1800, 0).map(() => 200),
      3,
      20,
      30,
    ),
    corners,
    1,
  );
  const ramp = bytes(Array.from({ length: 1800 }, (_, i) => (i % 30) * 8), 3, 20, 30); // prettier-ignore
  const none = floats([], 0, 4);
  writer.addImageWithBoxes("i/half", ramp, none, 1, { rescale: 0.5 });
  writer.addImageWithBoxes("i/twice", ramp, none, 1, { rescale: 1.7 });
  writer.addAudio("a", floats(steps(100, 1).map((i) => (i - 50) / 40), 1, 100), 1, { sampleRate: 8000 }); // prettier-ignore
  writer.addText("t", "größe **x**", 2);
  const labels = Int32Array.from({ length: 60 }, (_, i) => Number((i * 7) % 3 === 0));
  const scores = Float64Array.from({ length: 60 }, (_, i) => ((i * 29) % 61) / 61);
  writer.addPrCurve("pr", labels, scores, 1);
  writer.addPrCurve("pr/w", labels, scores, 1, { numThresholds: 11, weights: steps(60, 1).map((i) => i / 10) });
  const rows = {
    truePositiveCounts: [4, 2],
    falsePositiveCounts: [3, 1],
    trueNegativeCounts: [0, 2],
    falseNegativeCounts: [0, 2],
    precision: [0.5, 0.6],
    recall: [1, 0.5],
  };
  writer.addPrCurveRaw("pr/raw", rows, 1, { numThresholds: 2 });
  writer.addCustomScalars({ Cat: { lines: ["Multiline", ["a", "b"]], band: ["Margin", ["v", "lo", "hi"]] } });
  writer.addCustomScalarsMultilinechart(["a", "b"]);
  writer.addCustomScalarsMarginchart(["a", "b", "c"], { category: "c", title: "t" });
  writer.addMesh("mesh", tensor([[[1, 1, 1], [-1, -1, 1], [1, -1, -1]]]), 1, {
    colors: tensor([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]]),
    faces: tensor([[[0, 1, 2]]]),
    configDict: { camera: { cls: "PerspectiveCamera", fov: 75 } },
  }); // prettier-ignore
  writer.addMesh("points", tensor([[[1, 1, 1], [-1, -1, 1]]]), 2); // prettier-ignore
  writer.addOnnxGraph(fixture("conv-relu.onnx"));
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** The run's files after `log`, with every event at 1234.5 seconds. */
async function filesOf(log: (writer: SummaryWriter) => void, options = {}): Promise<Map<string, Uint8Array>> {
  vi.spyOn(Date, "now").mockReturnValue(1234.5 * 1000);
  const storage = new MemoryStorage();
  const writer = new SummaryWriter("run", { storage, ...options });
  log(writer);
  await writer.close();
  return storage.files();
}

const eventsIn = (files: Map<string, Uint8Array>, folder: string): Uint8Array[] => {
  const path = [...files.keys()].find((name) => name.startsWith(`${folder}/events.out.tfevents.`));
  return records(files.get(path!)!);
};

describe("SummaryWriter", () => {
  test("writes what torch writes", async () => {
    const ours = eventsIn(await filesOf(logAll, { purgeStep: 5 }), "run");
    const torch = records(fixture("torch-summaries.tfevents"));
    expect(ours).toHaveLength(torch.length);
    ours.forEach((event, i) => {
      if (i === 0) return; // TensorBoard adds its own name there
      const hex = Buffer.from(event).toString("hex");
      const theirs = Buffer.from(torch[i]).toString("hex");
      if (i < 3 || i === ours.length - 1) return expect.soft(hex).toBe(theirs);
      const tag = tagOf(torch[i]);
      if (!tag.startsWith("i/")) return expect.soft([tag, hex]).toEqual([tag, theirs]);
      const shown = [event, torch[i]].map((bytes) => pixelsOf(sub(bytes, 5, 1, 4, 4)));
      expect.soft([tag, shown[0]]).toEqual([tag, shown[1]]);
      const sizes = [event, torch[i]].map((bytes) => readFields(sub(bytes, 5, 1, 4)).slice(0, 3).map(({ value }) => value)); // prettier-ignore
      expect.soft([tag, sizes[0]]).toEqual([tag, sizes[1]]);
    });
  });

  test("starts a file with its version, and hides what a crashed run had from purgeStep on", async () => {
    const events = eventsIn(await filesOf(() => undefined, { purgeStep: 3 }), "run").map((event) =>
      readFields(event).map(({ number, value }) => [number, value instanceof Uint8Array ? text(value) : Number(value)]),
    );
    expect(events[0][1]).toEqual([3, "brain.Event:2"]);
    expect(events[1].slice(1)).toEqual([[2, 3], [3, "brain.Event:2"]]); // prettier-ignore
    expect(events[2].slice(1)).toEqual([[2, 3], [7, "\b\x01"]]); // prettier-ignore
  });

  test("gives each series of addScalars a run of its own", async () => {
    const files = await filesOf((writer) => writer.addScalars("group/curve", { a: 1, b: 2 }, 3));
    expect([...files.keys()].map((path) => path.split("/").slice(0, -1).join("/"))).toEqual([
      "run",
      "run/group_curve_a",
      "run/group_curve_b",
    ]);
    const [, event] = eventsIn(files, "run/group_curve_b");
    expect(tagOf(event)).toBe("group/curve");
  });

  test("writes hyperparameters as torch does, and booleans as booleans", async () => {
    const log = (bias: boolean | number) => (writer: SummaryWriter) =>
      writer.addHparams(
        { lr: 0.1, layers: 3, opt: "adam", bias, none: null, t: 0.5 },
        { "m/acc": 0.5, "m/loss": 2 },
        { hparamDomainDiscrete: { lr: [0.1, 0.5], opt: ["adam", "sgd"] }, runName: "trial" },
      );
    const ours = eventsIn(await filesOf(log(1)), "run/trial");
    const torch = records(fixture("torch-hparams.tfevents"));
    expect(ours).toHaveLength(torch.length);
    // torch's map of hyperparameters comes in any order
    const sorted = (event: Uint8Array): string[] => readFields(sub(event, 5, 1, 9, 1, 2, 3)).map(({ value }) => text(value as Uint8Array)).sort(); // prettier-ignore
    expect(sorted(ours[2])).toEqual(sorted(torch[2]));
    for (const i of [1, 3, 4, 5]) expect(ours[i]).toEqual(torch[i]);
    const [, , session] = eventsIn(await filesOf(log(true)), "run/trial");
    expect(sorted(session)).toContain("\n\x04bias\x12\x02 \x01");
  });

  test("refuses what no reader would understand, with the value in the message", async () => {
    await filesOf((writer) => {
      expect(() => writer.addScalar("", 1)).toThrow(/tag=""/);
      expect(() => writer.addScalar("a", tensor([1, 2]), 1)).toThrow(ShapeError);
      expect(() => writer.addScalar("a", 1, 0.5)).toThrow(/globalStep=0\.5/);
      expect(() => writer.addHistogram("h", [1, NaN])).toThrow(/values\[1\]=NaN/);
      expect(() => writer.addHistogram("h", [])).toThrow(/empty/);
      expect(() => writer.addHistogram("h", [5], 0, { bins: [0, 1] })).toThrow(/none of the values/);
      expect(() => writer.addImage("i", [1, 2])).toThrow(/"CHW"/);
      expect(() => writer.addImage("i", bytes([1, 2], 2, 1, 1))).toThrow(/2 channels/);
      expect(() => writer.addImage("i", bytes([1], 1, 1), 0, { dataformats: "HH" })).toThrow(/dataformats="HH"/);
      expect(() => writer.addImage("i", bytes(steps(90, 2), 5, 6, 3))).toThrow(/5 channels.*Pass dataformats: "HWC"/);
      expect(() => writer.addImage("i", bytes(steps(30, 2), 5, 6))).toThrow(/Pass dataformats: "HW"/);
      expect(() => writer.addImages("i", bytes(steps(90, 2), 1, 5, 6, 3))).toThrow(/Pass dataformats: "NHWC"/);
      expect(() => writer.addVideo("v", bytes([1], 1))).toThrow(ShapeError);
      expect(() => writer.addVideo("v", bytes([1], 1, 1, 1, 1, 1), 0, { fps: 0 })).toThrow(/fps=0/);
      expect(() => writer.addAudio("a", [NaN])).toThrow(/samples\[0\]=NaN/);
      expect(() => writer.addMesh("m", [1, 2, 3])).toThrow(/vertices \[3\]/);
      expect(() => writer.addPrCurve("p", [1], [0.5, 1])).toThrow(/one value per label/);
      expect(() => writer.addCustomScalarsMarginchart(["a"])).toThrow(/tags\.length=1/);
      expect(() => writer.addHparams({ a: 1 }, {}, { hparamDomainDiscrete: { a: ["x"] } })).toThrow(/domains\["a"\]/);
      expect(() => writer.addEmbedding([1])).toThrow(/mat \[1\]/);
      expect(() => writer.addOnnxGraph(new Uint8Array(0))).toThrow(FormatError);
    });
    expect(() => new SummaryWriter("x", { maxQueue: 0, storage: new MemoryStorage() })).toThrow(/maxQueue=0/);
  });

  test("opens a new file after close, as torch does", async () => {
    const storage = new MemoryStorage();
    const writer = new SummaryWriter("run", { storage, filenameSuffix: ".x" });
    await writer.close();
    writer.addScalar("a", 1, 1);
    await writer.close();
    const files = [...storage.files()];
    expect(files.map(([path]) => path.endsWith(".x"))).toEqual([true, true]);
    expect(files.map(([, bytes]) => records(bytes).length)).toEqual([1, 2]);
  });

  test("names a run that was given no folder by the time, the host and the comment", () => {
    expect(new SummaryWriter("", { storage: new MemoryStorage(), comment: "_lr" }).getLogdir()).toMatch(
      /^runs\/[A-Z][a-z]{2}\d\d_\d\d-\d\d-\d\d_.*_lr$/,
    );
  });

  test("tells of a storage that fails", async () => {
    const storage = { create: () => Promise.reject(new Error("disk full")), write: () => Promise.reject(new Error("disk full")) }; // prettier-ignore
    const writer = new SummaryWriter("run", { storage });
    await expect(writer.flush()).rejects.toThrow(/disk full/);
    const files = new SummaryWriter("run", { storage });
    files.addEmbedding(bytes([1], 1, 1));
    await expect(files.close()).rejects.toThrow(/disk full/);
  });
});

describe("addEmbedding", () => {
  test("writes the projector's files", async () => {
    const files = await filesOf((writer) => {
      const mat = floats(steps(15, 0.25), 5, 3);
      const labelImg = floats(steps(60, 1 / 60), 5, 3, 2, 2);
      writer.addEmbedding(mat, { metadata: ["a", "b", "c", "d", "e"], labelImg, globalStep: 7, tag: "lay/er%1" });
      writer.addEmbedding(floats(steps(6, 1).map((i) => i / 3), 2, 3), { metadata: [["x", 1], ["y", 2]], metadataHeader: ["name", "n"] }); // prettier-ignore
    });
    const content = (name: string): string => text(files.get(`run/${name}`)!);
    expect(content("00007/lay%2fer%251/tensors.tsv")).toBe("0.0\t0.25\t0.5\n0.75\t1.0\t1.25\n1.5\t1.75\t2.0\n2.25\t2.5\t2.75\n3.0\t3.25\t3.5\n"); // prettier-ignore
    expect(content("00007/lay%2fer%251/metadata.tsv")).toBe("a\nb\nc\nd\ne\n");
    expect(content("00000/default/tensors.tsv")).toBe("0.0\t0.3333333432674408\t0.6666666865348816\n1.0\t1.3333333730697632\t1.6666666269302368\n"); // prettier-ignore
    expect(content("00000/default/metadata.tsv")).toBe("name\tn\nx\t1\ny\t2\n");
    const sprite = pixelsOf(files.get("run/00007/lay%2fer%251/sprite.png")!);
    expect(sprite).toHaveLength(6 * 6 * 3); // five thumbnails of 2 × 2 in a square of 3 × 3
    expect(sprite.slice(0, 3)).toEqual([0, 17, 34]);
    expect(sprite.slice(-36)).toEqual(steps(36, 0));
    expect(content("projector_config.pbtxt")).toBe(`embeddings {
  tensor_name: "lay/er%1:00007"
  metadata_path: "00007/lay%2fer%251/metadata.tsv"
  sprite {
    image_path: "00007/lay%2fer%251/sprite.png"
    single_image_dim: 2
    single_image_dim: 2
  }
  tensor_path: "00007/lay%2fer%251/tensors.tsv"
}
embeddings {
  tensor_name: "default:00000"
  metadata_path: "00000/default/metadata.tsv"
  tensor_path: "00000/default/tensors.tsv"
}
`);
  });
});
