// Runs of any values, written, read back, cut, damaged and appended to.
import { tensor } from "@sonograd/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fixture } from "../../test/fixture.js";
import { pixelsOf } from "../../test/png.js";
import { concat } from "../bytes/index.js";
import { confusionMatrixFigure } from "../charts/index.js";
import { decodeValue, MemoryStorage, readEvents, streamEvents, SummaryWriter, type DamagedBytes, type EventRecord } from "./index.js"; // prettier-ignore
import { readRecords } from "./records.js";

type AddMethod = Extract<keyof SummaryWriter, `add${string}`>;

/** A call of the writer, and the events that have to come back. */
interface Call {
  readonly log: (writer: SummaryWriter) => void;
  /** The run where they go (default "run"). */
  readonly folder?: string;
  readonly events: readonly unknown[];
}
interface When {
  readonly tag: string;
  readonly step: number;
  readonly walltime: number;
}

const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 20), max: 2 ** 20 });
const many = (min: number, max = min + 12): fc.Arbitrary<number[]> => fc.array(finite, { minLength: min, maxLength: max }); // prettier-ignore
const when: fc.Arbitrary<When> = fc.record({
  tag: fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
  step: fc.maxSafeInteger(),
  walltime: fc.double({ min: 0, max: 1e10, noNaN: true }),
});
const size = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most });
const uint8 = (...shape: number[]) => ({ dtype: "uint8" as const, shape, data: Uint8Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => (i * 41) % 256) }); // prettier-ignore

const call = <T>(data: fc.Arbitrary<T>, make: (data: T, when: When) => Call): fc.Arbitrary<Call> =>
  fc.tuple(data, when).map(([value, time]) => make(value, time));
const event = ({ step, walltime }: When, ...values: [tag: string, value: unknown][]): unknown => ({
  step,
  wallTime: walltime,
  values: values.map(([tag, value]) => ({ tag, value })),
});
/** Of a call without time or step. */
const untimed = (tag: string, value: unknown): unknown => ({ step: 0, wallTime: expect.any(Number), values: [{ tag, value }] }); // prettier-ignore
const image = (height: number, width: number, data: unknown = expect.any(Uint8Array)): unknown => ({ kind: "image", height, width, colorspace: 3, data }); // prettier-ignore
const png = (pixels: readonly number[]): unknown => ({ asymmetricMatch: (file: Uint8Array) => pixelsOf(file).join() === pixels.join(), toString: () => "PNG" }); // prettier-ignore
const floats = (shape: number[], numbers: number[]): unknown => ({ kind: "tensor", dtype: "float32", shape, data: Float32Array.from(numbers) }); // prettier-ignore
const graph = (count: number): unknown[] => [{ step: 0, wallTime: expect.any(Number), values: [], graphDef: expect.any(Uint8Array) }, ...Array.from({ length: count }, () => ({ step: 0, wallTime: expect.any(Number), values: [] }))]; // prettier-ignore

const LOOK = { width: 30, height: 20, pixelRatio: 1 };
const chart = (log: (writer: SummaryWriter, tag: string, step: number, look: typeof LOOK & When) => void) =>
  when.map((time): Call => ({ log: (w) => log(w, time.tag, time.step, { ...LOOK, ...time }), events: [event(time, [time.tag, image(20, 30)])] })); // prettier-ignore
const layout = (log: (writer: SummaryWriter) => void): fc.Arbitrary<Call> =>
  fc.constant({ log, events: [untimed("custom_scalars__config__", { kind: "strings", shape: [], strings: [expect.any(String)] })] }); // prettier-ignore
const wav = (samples: readonly number[]): unknown => ({
  asymmetricMatch: (file: Uint8Array) =>
    new Int16Array(file.slice(44).buffer).join() === samples.map((s) => Math.trunc(Math.fround(s * 32767))).join(),
  toString: () => "WAVE",
});

/** One for each method: the compiler misses those that are left out. */
const CALLS: Readonly<Record<AddMethod, fc.Arbitrary<Call>>> = {
  addScalar: call(fc.tuple(fc.float(), fc.boolean()), ([value, newStyle], time) => ({
    log: (w) => w.addScalar(time.tag, value, time.step, { ...time, newStyle }),
    events: [event(time, [time.tag, { kind: "scalar", value }])],
  })),
  addScalars: call(fc.float(), (value, time) => ({
    log: (w) => w.addScalars(time.tag, { x: value }, time.step, time),
    folder: `run/${time.tag.replaceAll("/", "_")}_x`,
    events: [event(time, [time.tag, { kind: "scalar", value }])],
  })),
  addTensor: call(many(0), (numbers, time) => ({
    log: (w) => w.addTensor(time.tag, Float32Array.from(numbers), time.step, time),
    events: [event(time, [time.tag, floats([numbers.length], numbers)])],
  })),
  addHistogram: call(many(1), (numbers, time) => ({
    log: (w) => w.addHistogram(time.tag, numbers, time.step, time),
    events: [event(time, [time.tag, expect.objectContaining({ kind: "histogram", num: numbers.length, min: Math.min(...numbers), max: Math.max(...numbers) })])], // prettier-ignore
  })),
  addHistogramRaw: call(many(5, 5), ([min, max, num, sum, sumSquares], time) => {
    const numbers = { min, max, num, sum, sumSquares, bucketLimits: [min, max], bucketCounts: [num, sum] };
    const read = { ...numbers, bucketLimits: expect.anything(), bucketCounts: expect.anything() };
    return {
      log: (w) => w.addHistogramRaw(time.tag, numbers, time.step, time),
      events: [event(time, [time.tag, { kind: "histogram", ...read }])],
    };
  }),
  addImage: call(fc.tuple(size(9), size(9)), ([height, width], time) => {
    const picture = uint8(height, width, 3);
    return {
      log: (w) => w.addImage(time.tag, picture, time.step, { ...time, dataformats: "HWC" }),
      events: [event(time, [time.tag, image(height, width, png([...picture.data]))])],
    };
  }),
  addImages: call(fc.tuple(size(6), size(9), size(9)), ([count, height, width], time) => ({
    log: (w) => w.addImages(time.tag, uint8(count, 3, height, width), time.step, time),
    events: [event(time, [time.tag, image(height, width * count)])],
  })),
  addImageWithBoxes: call(fc.tuple(size(9), size(9)), ([height, width], time) => ({
    log: (w) => w.addImageWithBoxes(time.tag, uint8(3, height, width), tensor([[0, 0, 1, 1]]), time.step, time),
    events: [event(time, [time.tag, image(height, width)])],
  })),
  addFigure: chart((w, ...to) => w.addFigure(to[0], confusionMatrixFigure({ matrix: [[1]], labels: ["a"] }), ...tail(to))), // prettier-ignore
  addConfusionMatrix: chart((w, ...to) => w.addConfusionMatrix(to[0], { matrix: [[1]], labels: ["a"] }, ...tail(to))),
  addWaveform: chart((w, ...to) => w.addWaveform(to[0], { samples: new Float32Array(9), sampleRate: 8 }, ...tail(to))),
  addSpectrogram: chart((w, ...to) => w.addSpectrogram(to[0], { values: new Float32Array(6), bins: 3, sampleRate: 8, hopLength: 2 }, ...tail(to))), // prettier-ignore
  addVideo: call(fc.tuple(size(3), size(9), size(9)), ([frames, height, width], time) => ({
    log: (w) => w.addVideo(time.tag, uint8(1, frames, 3, height, width), time.step, time),
    events: [event(time, [time.tag, image(height, width)])],
  })),
  addAudio: call(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (samples, time) => ({
    log: (w) => w.addAudio(time.tag, Float32Array.from(samples), time.step, { ...time, sampleRate: 8000 }),
    events: [event(time, [time.tag, { kind: "audio", sampleRate: 8000, numChannels: 1, lengthFrames: samples.length, contentType: "audio/wav", data: wav(samples) }])],
  })), // prettier-ignore
  addText: call(fc.string({ unit: "grapheme" }), (text, time) => ({
    log: (w) => w.addText(time.tag, text, time.step, time),
    events: [event(time, [`${time.tag}/text_summary`, { kind: "strings", shape: [1], strings: [text] }])],
  })),
  addHparams: call(fc.float(), (value, { tag }) => ({
    log: (w) => w.addHparams({ lr: 0.5, opt: tag, bias: true }, { [tag]: value }, { runName: "trial" }),
    folder: "run/trial",
    events: [
      ...["experiment", "session_start_info", "session_end_info"].map((name) => untimed(`_hparams_/${name}`, undefined)), // prettier-ignore
      untimed(tag, { kind: "scalar", value }),
    ],
  })),
  addGraph: fc.constant({
    log: (w) => {
      const state = { namedChildren: () => [], namedParameters: () => [], namedBuffers: () => [] };
      w.addGraph({ ...state, forward: (x: never) => x, training: true }, tensor([1]));
    },
    events: graph(1),
  }),
  addOnnxGraph: fc.constant({ log: (w) => w.addOnnxGraph(fixture("conv-relu.onnx")), events: graph(0) }),
  addPrCurve: call(many(1), (numbers, time) => ({
    log: (w) => w.addPrCurve(time.tag, numbers.map((n) => Number(n > 0)), numbers.map((n) => Math.abs(n) / 2 ** 20), time.step, { ...time, numThresholds: 9 }), // prettier-ignore
    events: [event(time, [time.tag, expect.objectContaining({ kind: "tensor", shape: [6, 9] })])],
  })),
  addPrCurveRaw: call(many(6, 6), ([a, b, c, d, e, f], time) => {
    const rows = { truePositiveCounts: [a], falsePositiveCounts: [b], trueNegativeCounts: [c], falseNegativeCounts: [d], precision: [e], recall: [f] }; // prettier-ignore
    return {
      log: (w) => w.addPrCurveRaw(time.tag, rows, time.step, time),
      events: [event(time, [time.tag, floats([6, 1], [a, b, c, d, e, f])])],
    };
  }),
  addCustomScalars: layout((w) => w.addCustomScalars({ c: { t: ["Multiline", ["a"]] } })),
  addCustomScalarsMultilinechart: layout((w) => w.addCustomScalarsMultilinechart(["a"])),
  addCustomScalarsMarginchart: layout((w) => w.addCustomScalarsMarginchart(["v", "lo", "hi"])),
  addMesh: call(many(3, 3), (point, time) => ({
    log: (w) => w.addMesh(time.tag, tensor([[point]]), time.step, { ...time, colors: tensor([[[1, 2, 3]]]) }),
    events: [event(time, [`${time.tag}_VERTEX`, floats([1, 1, 3], point)], [`${time.tag}_COLOR`, floats([1, 1, 3], [1, 2, 3])])], // prettier-ignore
  })),
  addEmbedding: fc.constant({ log: (w) => w.addEmbedding(uint8(2, 2)), events: [] }),
};
function tail([, step, look]: [string, number, typeof LOOK & When]): [number, typeof LOOK & { walltime: number }] {
  return [step, { ...LOOK, walltime: look.walltime }];
}

/** The event files of a run in which these calls were made, by folder; several of one folder in the order of their start. */
async function filesOf(calls: readonly Call[]): Promise<Map<string, Uint8Array[]>> {
  const storage = new MemoryStorage();
  const writer = new SummaryWriter("run", { storage });
  for (const { log } of calls) log(writer);
  await writer.close();
  const byFolder = new Map<string, Uint8Array[]>();
  for (const [path, bytes] of storage.files()) {
    const [folder, name] = [path.slice(0, path.lastIndexOf("/")), path.slice(path.lastIndexOf("/") + 1)];
    if (name.startsWith("events.out")) byFolder.set(folder, [...(byFolder.get(folder) ?? []), bytes]);
  }
  return byFolder;
}

async function streamed(bytes: Uint8Array): Promise<{ events: EventRecord[]; damages: DamagedBytes[] }> {
  const events: EventRecord[] = [];
  const damages: DamagedBytes[] = [];
  for await (const one of streamEvents(bytes, { onDamage: (damage) => damages.push(damage) })) events.push(one);
  return { events, damages };
}

const content = ({ values, ...rest }: EventRecord): unknown => ({ ...rest, values: values.map((one) => ({ tag: one.tag, value: decodeValue(one) })) }); // prettier-ignore

test.each(Object.keys(CALLS) as AddMethod[])("what %s has written comes back, however often it is called", async (method) => {
  await fc.assert(
    fc.asyncProperty(fc.array(CALLS[method], { minLength: 1, maxLength: 3 }), async (calls) => {
      const files = await filesOf(calls);
      for (const folder of new Set(calls.map((one) => one.folder ?? "run"))) {
        const events = files.get(folder)!.flatMap((bytes) => readEvents(bytes).events);
        const wanted = calls.filter((one) => (one.folder ?? "run") === folder).flatMap((one) => one.events);
        expect(events.filter(({ fileVersion }) => fileVersion === undefined).map(content)).toEqual(wanted);
      }
    }),
    { numRuns: 12 },
  );
}); // prettier-ignore

test("a run of any calls loses only what is cut off or damaged, wherever that is", async () => {
  const calls = fc.array(fc.oneof(...Object.values(CALLS)), { minLength: 1, maxLength: 6 });
  const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  await fc.assert(
    fc.asyncProperty(calls, fraction, async (list, place) => {
      for (const bytes of [...(await filesOf(list)).values()].flat()) {
        const { events } = readEvents(bytes);
        const ends = [...readRecords(bytes).payloads.slice(1).map(({ offset }) => offset), bytes.length]; // prettier-ignore
        const at = Math.floor(place * bytes.length);
        const whole = ends.filter((end) => end <= at).length;
        const start = whole === 0 ? 0 : ends[whole - 1];
        // cut there
        const cut = bytes.subarray(0, at);
        const torn = at > start ? [{ offset: start, end: at }] : [];
        expect(readEvents(cut).events).toEqual(events.slice(0, whole));
        expect(readEvents(cut).torn?.offset).toBe(torn[0]?.offset);
        expect(await streamed(cut)).toMatchObject({ events: events.slice(0, whole), damages: torn });
        // a wrong byte there: one record is lost
        const damaged = bytes.slice();
        damaged[at] ^= 0x41;
        expect(readEvents(damaged)).toMatchObject({ events: events.slice(0, whole), torn: { offset: start } });
        expect(await streamed(damaged)).toMatchObject({
          events: [...events.slice(0, whole), ...events.slice(whole + 1)],
          damages: [{ offset: start, end: ends[whole] }],
        });
        // cut there, and more records behind the cut: all of them come
        expect(await streamed(concat([cut, bytes]))).toMatchObject({
          events: [...events.slice(0, whole), ...events],
          damages: torn,
        });
      }
    }),
    { numRuns: 40 },
  );
});
