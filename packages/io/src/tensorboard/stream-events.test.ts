import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FormatError, ParameterError } from "@sonograd/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixture, fixturePath } from "../../test/fixture.js";
import { graphEvent, type EventRecord } from "./event.js";
import {
  decodeValue,
  EventFileWriter,
  MemorySink,
  MemoryStorage,
  readEvents,
  streamEvents,
  SummaryWriter,
  type DamagedBytes,
  type EventSource,
  type StreamEventsOptions,
} from "./index.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sonograd-stream-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function all(source: EventSource, options: StreamEventsOptions = {}): Promise<EventRecord[]> {
  const events: EventRecord[] = [];
  for await (const event of streamEvents(source, options)) events.push(event);
  return events;
}

/** The event file of a run. */
async function fileOf(log: (writer: SummaryWriter) => void): Promise<Uint8Array<ArrayBuffer>> {
  const storage = new MemoryStorage();
  const writer = new SummaryWriter("run", { storage });
  log(writer);
  await writer.close();
  return [...storage.files().values()][0];
}

/** Where the records of a file begin. */
function offsetsOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const offsets: number[] = [];
  for (let at = 0; at < bytes.length; at += 16 + Number(view.getBigUint64(at, true))) offsets.push(at);
  return offsets;
}

describe("streamEvents", () => {
  test("gives what readEvents gives, from bytes, a Blob and a path", async () => {
    const bytes = fixture("torch-summaries.tfevents");
    const { events } = readEvents(bytes);
    expect(events.length).toBeGreaterThan(30);
    for (const source of [bytes, new Blob([bytes]), fixturePath("torch-summaries.tfevents")])
      expect(await all(source)).toEqual(events);
  });

  test("leaves large payloads in the file until they are wanted", async () => {
    const eager = readEvents(fixture("torch-summaries.tfevents")).events;
    const path = fixturePath("torch-summaries.tfevents");
    const lazy = await all(path, { lazyBytes: 300 });
    let left = 0;
    for (const [i, event] of lazy.entries())
      for (const [v, value] of event.values.entries()) {
        expect({ ...value, payloads: undefined, lazyPayloads: undefined }).toEqual({ ...eager[i].values[v], payloads: undefined }); // prettier-ignore
        for (const [number, payload] of value.lazyPayloads ?? []) {
          left++;
          expect(payload.size).toBeGreaterThanOrEqual(300);
          expect(await payload.load()).toEqual(eager[i].values[v].payloads?.get(number));
        }
        for (const payload of value.payloads?.values() ?? []) expect(payload.length).toBeLessThan(300);
      }
    expect(left).toBe(3);
    const graph = (await all(path, { lazyBytes: 100 })).at(-1)!.lazyGraphDef;
    expect(await graph?.load()).toEqual(eager.at(-1)!.graphDef);
  });

  test("reads no more of a large payload than what stands around it", async () => {
    const bytes = await fileOf((writer) => writer.addAudio("a", new Float32Array(500_000), 1));
    let read = 0;
    const blob = {
      size: bytes.length,
      slice: (start: number, end: number) => ((read += Math.min(end, bytes.length) - start), new Blob([bytes.subarray(start, end)])), // prettier-ignore
    } as unknown as Blob;
    const events = await all({ name: "x", getFile: () => Promise.resolve(blob) }, { lazyBytes: 1000 });
    expect(events[1].values[0].lazyPayloads?.get(6)?.size).toBeGreaterThan(1_000_000);
    expect(read).toBeLessThan(200_000);
  });

  test("compares the checksum of a lazy payload when it is loaded", async () => {
    const bytes = await fileOf((writer) => writer.addText("t", "x".repeat(500), 1));
    bytes[bytes.length - 100] ^= 1;
    const [, event] = await all(bytes, { lazyBytes: 100 });
    await expect(event.values[0].lazyPayloads!.get(8)!.load()).rejects.toThrow(FormatError);
  });

  test("passes over damage anywhere and tells where", async () => {
    const bytes = await fileOf((writer) => [1, 2, 3].forEach((step) => writer.addScalar("a", step, step)));
    const offsets = [...offsetsOf(bytes), bytes.length];
    for (let at = offsets[2]; at < offsets[3]; at++) {
      const damaged = bytes.slice();
      damaged[at] ^= 0x10;
      const damages: DamagedBytes[] = [];
      const events = await all(damaged, { onDamage: (damage) => damages.push(damage) });
      expect(events.map(({ step }) => step)).toEqual([0, 1, 3]);
      expect(damages).toMatchObject([{ offset: offsets[2], end: offsets[3] }]);
      await expect(all(damaged)).rejects.toThrow(`byte ${offsets[2]}`);
    }
  });

  test("takes no record inside of a damaged one for an event of the file", async () => {
    const inner = await fileOf((writer) => writer.addScalar("inside", 1, 9));
    const sink = new MemorySink();
    const writer = new EventFileWriter(sink);
    writer.addEvent(graphEvent({ wallTime: 1, step: 1 }, inner));
    writer.addScalar("a", 2, 2);
    await writer.close();
    const bytes = sink.bytes();
    const [, start, end] = offsetsOf(bytes);
    bytes[start + 13] ^= 1;
    const damages: DamagedBytes[] = [];
    const events = await all(bytes, { onDamage: (damage) => damages.push(damage) });
    expect(events.map(({ step }) => step)).toEqual([0, 2]);
    expect(damages).toMatchObject([{ offset: start, end }]);
    expect(await all(bytes.subarray(0, end), { onDamage: () => undefined })).toHaveLength(1); // nothing behind it
  });

  test("loses no more than the last record of a file that was cut", async () => {
    const bytes = await fileOf((writer) => [1, 2].forEach((step) => writer.addScalar("a", step, step)));
    const offsets = offsetsOf(bytes);
    for (let length = 0; length < bytes.length; length++) {
      const damages: DamagedBytes[] = [];
      const events = await all(bytes.subarray(0, length), { onDamage: (damage) => damages.push(damage) });
      const whole = [...offsets.slice(1), bytes.length].filter((end) => end <= length);
      expect(events).toHaveLength(whole.length);
      expect(damages.map(({ end }) => end)).toEqual([...offsets, bytes.length].includes(length) ? [] : [length]);
    }
  });

  test("follows a file that grows, also by half a record", async () => {
    const bytes = await fileOf((writer) => [1, 2, 3].forEach((step) => writer.addScalar("a", step, step)));
    const offsets = offsetsOf(bytes);
    const path = join(folder, "growing");
    await writeFile(path, bytes.subarray(0, offsets[1]));
    const end = new AbortController();
    const seen: number[] = [];
    for await (const { step } of streamEvents(path, { follow: true, pollSeconds: 0.001, signal: end.signal })) {
      seen.push(step);
      if (step === 0) {
        await appendFile(path, bytes.subarray(offsets[1], offsets[2] + 20));
        setTimeout(() => void appendFile(path, bytes.subarray(offsets[2] + 20)), 20);
      }
      if (step === 3) end.abort();
    }
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test("refuses what cannot be followed or read", async () => {
    await expect(all(new Uint8Array(1), { follow: true })).rejects.toThrow(ParameterError);
    await expect(all(join(folder, "missing"))).rejects.toThrow(ParameterError);
    await expect(all(new Uint8Array(1), { lazyBytes: 0 })).rejects.toThrow(/lazyBytes=0/);
  });
});

describe("decodeValue", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
  const tag = fc.string({ minLength: 1, unit: "grapheme" });

  test("gives back every kind of value that was added", async () => {
    await fc.assert(
      fc.asyncProperty(
        tag,
        fc.array(finite, { minLength: 1, maxLength: 30 }),
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        async (name, numbers, text, step) => {
          const floats = Float32Array.from(numbers);
          const ints = Int32Array.from(numbers);
          const bytes = Uint8Array.from(numbers, Math.abs);
          const file = await fileOf((writer) => {
            writer.addScalar(name, numbers[0], step, { newStyle: true, doublePrecision: true });
            writer.addText(name, text, step);
            for (const data of [floats, ints, bytes, Float64Array.from(numbers)]) writer.addTensor(name, data, step);
            writer.addTensor(name, { dtype: "complex64", shape: [1], data: Float32Array.of(1, -2) }, step);
            writer.addTensor(name, { dtype: "bool", shape: [2, 1], data: Uint8Array.of(0, 1) }, step);
            writer.addHistogram(name, numbers, step, { bins: 5 });
          });
          const { events, torn } = readEvents(file);
          expect(torn).toBeUndefined();
          expect(events.slice(1).map((event) => event.step)).toEqual(events.slice(1).map(() => step));
          const values = events.slice(1).map(({ values: [value] }) => decodeValue(value));
          const shape = [numbers.length];
          expect(values.slice(0, 8)).toEqual([
            { kind: "scalar", value: numbers[0] },
            { kind: "strings", shape: [1], strings: [text] },
            { kind: "tensor", dtype: "float32", shape, data: floats },
            { kind: "tensor", dtype: "int32", shape, data: ints },
            { kind: "tensor", dtype: "uint8", shape, data: bytes },
            { kind: "tensor", dtype: "float64", shape, data: Float64Array.from(numbers) },
            { kind: "tensor", dtype: "complex64", shape: [1], data: Float32Array.of(1, -2) },
            { kind: "tensor", dtype: "bool", shape: [2, 1], data: Uint8Array.of(0, 1) },
          ]);
          const histogram = values[8]!;
          if (histogram.kind !== "histogram") throw new Error(`a histogram came back as ${histogram.kind}`);
          expect([histogram.num, histogram.max]).toEqual([numbers.length, Math.max(...numbers)]);
          expect(Array.from(histogram.bucketCounts).reduce((a, b) => a + b, 0)).toBe(numbers.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("reads images and sounds", () => {
    const { events } = readEvents(fixture("torch-summaries.tfevents"));
    const of = (name: string) => decodeValue(events.flatMap(({ values }) => values).find((one) => one.tag === name)!);
    expect(of("i/chw")).toMatchObject({ kind: "image", height: 4, width: 5, colorspace: 3 });
    expect(of("a")).toMatchObject({ kind: "audio", sampleRate: 8000, numChannels: 1, lengthFrames: 100, contentType: "audio/wav" }); // prettier-ignore
    expect(of("mesh_FACE")).toEqual({ kind: "tensor", dtype: "float32", shape: [1, 1, 3], data: Float32Array.of(0, 1, 2) }); // prettier-ignore
  });
});
