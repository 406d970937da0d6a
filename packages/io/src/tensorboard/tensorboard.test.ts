import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FormatError, ParameterError } from "@sonograd/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { crc32c, maskedCrc32c } from "./crc32c.js";
import { parseEvent, scalarEvent } from "./event.js";
import { EventFileWriter, MemorySink, readEvents } from "./index.js";
import { MessageWriter, readFields } from "./protobuf.js";
import { frameRecord, readRecords } from "./records.js";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sonograd-events-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("CRC-32C", () => {
  test.each([
    ["nothing", new Uint8Array(0), 0],
    ["the digits 1…9", ascii("123456789"), 0xe3069283],
    ["32 zeros (RFC 3720, B.4)", new Uint8Array(32), 0x8a9136aa],
    ["32 ones (RFC 3720, B.4)", new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ])("of %s", (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  test("is rotated and offset for storage", () => {
    expect(maskedCrc32c(new Uint8Array(0))).toBe(0xa282ead8);
  });
});

describe("protobuf", () => {
  test("reads back every kind of field, in order", () => {
    const inner = new MessageWriter().string(1, "größe");
    const bytes = new MessageWriter()
      .varint(1, 300)
      .varint(2, -1)
      .double(3, Math.PI)
      .float(4, 0.5)
      .message(500, inner)
      .finish();
    const [a, b, c, d, e] = readFields(bytes);
    expect([a.value, BigInt.asIntN(64, b.value as bigint)]).toEqual([300n, -1n]);
    expect((c.value as DataView).getFloat64(0, true)).toBe(Math.PI);
    expect((d.value as DataView).getFloat32(0, true)).toBe(0.5);
    expect([e.number, e.value]).toEqual([500, inner.finish()]);
  });

  test("writes integers as the specification's examples", () => {
    expect(hex(new MessageWriter().varint(1, 150).finish())).toBe("089601");
    expect(hex(new MessageWriter().string(2, "testing").finish())).toBe("120774657374696e67");
    expect(hex(new MessageWriter().varint(1, -2).finish())).toBe("08feffffffffffffffff01");
  });

  test.each([
    ["a number cut off", [0x08, 0x96]],
    ["a string cut off", [0x12, 0x07, 0x74]],
    ["a double cut off", [0x09, 1, 2]],
    ["an endless number", [0x08, ...new Uint8Array(11).fill(0xff)]],
    ["a group, which nobody uses", [0x0b]],
  ])("refuses %s", (_, bytes) => {
    expect(() => readFields(Uint8Array.from(bytes))).toThrow(FormatError);
  });
});

describe("a scalar event", () => {
  test("is byte for byte what PyTorch's SummaryWriter writes", () => {
    // TensorBoard 2.21: Event(wall_time=1.5, step=7, summary=Summary(value=[Summary.Value(tag="loss", simple_value=0.25)])).SerializeToString()
    expect(hex(scalarEvent("loss", 0.25, 7, 1.5))).toBe("09000000000000f83f10072a0d0a0b0a046c6f7373150000803e");
    expect(hex(scalarEvent("loss", 0.25, 0, 1.5))).toBe("09000000000000f83f2a0d0a0b0a046c6f7373150000803e");
  });

  test("comes back whatever its tag, step and value", () => {
    const tags = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(tags, fc.float(), fc.maxSafeInteger(), fc.double({ noNaN: true }), (tag, scalar, step, wallTime) => {
        expect(parseEvent(scalarEvent(tag, scalar, step, wallTime))).toEqual({
          wallTime,
          step,
          values: [{ tag, scalar }],
        });
      }),
    );
  });

  test("is also read in the new form, a tensor with the plugin scalars", () => {
    const plugin = new MessageWriter().message(1, new MessageWriter().string(1, "scalars"));
    const packed = new MessageWriter().varint(1, 1).bytes(5, new Uint8Array(Float32Array.of(0.75).buffer));
    const value = new MessageWriter().string(1, "acc").message(8, packed).message(9, plugin);
    const event = new MessageWriter().message(5, new MessageWriter().message(1, value)).finish();
    expect(parseEvent(event).values[0]).toMatchObject({ tag: "acc", scalar: 0.75, pluginName: "scalars" });
  });

  test("of a kind unknown here keeps its payload", () => {
    const value = new MessageWriter().string(1, "picture").bytes(4, Uint8Array.of(9, 8));
    const event = new MessageWriter().message(5, new MessageWriter().message(1, value)).finish();
    expect(parseEvent(event).values).toEqual([{ tag: "picture", payloads: new Map([[4, Uint8Array.of(9, 8)]]) }]);
  });
});

describe("EventFileWriter", () => {
  test("writes a file that TensorBoard's name pattern finds and readEvents reads", async () => {
    const writer = await EventFileWriter.open(join(folder, "new", "run"));
    expect(writer.path).toMatch(/events\.out\.tfevents\.\d{10}\..+\.\d+\.\d+$/);
    for (let step = 0; step < 25; step++) writer.addScalar("loss/train", 1 / (step + 1), step, 1000 + step);
    await writer.close();
    const { events, torn } = readEvents(await readFile(writer.path!));
    expect(torn).toBeUndefined();
    expect(events[0]).toMatchObject({ fileVersion: "brain.Event:2", step: 0, values: [] });
    expect(events.slice(1)).toEqual(
      Array.from({ length: 25 }, (_, step) => ({
        wallTime: 1000 + step,
        step,
        values: [{ tag: "loss/train", scalar: Math.fround(1 / (step + 1)) }],
      })),
    );
  });

  test("gives two writers in one folder two files", async () => {
    const logDir = join(folder, "two");
    const writers = await Promise.all([EventFileWriter.open(logDir), EventFileWriter.open(logDir)]);
    await Promise.all(writers.map((writer) => writer.close()));
    expect(await readdir(logDir)).toHaveLength(2);
  });

  test("has everything on disk after flush, in whole records at any time", async () => {
    const writer = await EventFileWriter.open(join(folder, "flushed"), { maxQueue: 3 });
    for (let step = 0; step < 4; step++) writer.addScalar("a", step, step);
    expect(readEvents(await readFile(writer.path!)).torn).toBeUndefined();
    await writer.flush();
    expect(readEvents(await readFile(writer.path!)).events).toHaveLength(5);
    await writer.close();
  });

  test("collects bytes in a MemorySink, where there is no file system", async () => {
    const sink = new MemorySink();
    const writer = new EventFileWriter(sink);
    writer.addScalar("a", NaN, -3, 5);
    await writer.close();
    expect(readEvents(sink.bytes()).events[1]).toEqual({ wallTime: 5, step: -3, values: [{ tag: "a", scalar: NaN }] });
    expect(sink.fileName).toMatch(/^events\.out\.tfevents\./);
  });

  test("writes after flushSeconds even when the queue is short", async () => {
    const write = vi.fn<(bytes: Uint8Array) => void>();
    const writer = new EventFileWriter({ write }, { flushSeconds: 0 });
    writer.addScalar("a", 1, 1);
    await Promise.resolve();
    await Promise.resolve();
    expect(write.mock.calls.length).toBeGreaterThanOrEqual(1);
    await writer.close();
    expect(write).toHaveBeenCalledTimes(2);
  });

  test("keeps the order when the sink is slow, and tells of its failure on flush", async () => {
    const seen: number[] = [];
    const slow = new EventFileWriter(
      { write: async (bytes) => void (await new Promise((r) => setTimeout(r, 5)), seen.push(bytes.length)) },
      { maxQueue: 1 },
    );
    slow.addScalar("the first tag", 1, 1);
    slow.addScalar("the second, longer tag", 1, 2);
    await slow.close();
    expect(seen).toHaveLength(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b)); // each record is longer than the one before
    const close = vi.fn();
    const broken = new EventFileWriter({ write: () => Promise.reject(new Error("disk full")), close });
    broken.addScalar("a", 1, 1);
    await expect(broken.flush()).rejects.toThrow(/disk full/);
    await expect(broken.close()).rejects.toThrow(/disk full/);
    expect(close).toHaveBeenCalledOnce();
  });

  test("refuses what would make a curve wrong, with the value in the message", async () => {
    const writer = new EventFileWriter(new MemorySink());
    expect(() => writer.addScalar("", 1, 1)).toThrow(ParameterError);
    expect(() => writer.addScalar("a", 1, 1.5)).toThrow(/step=1\.5/);
    expect(() => writer.addScalar("a", "1" as unknown as number, 1)).toThrow(/value=1/);
    await writer.close();
    await writer.close();
    expect(() => writer.addScalar("a", 1, 1)).toThrow(/after close/);
    expect(() => new EventFileWriter(new MemorySink(), { maxQueue: 0 })).toThrow(/maxQueue=0/);
    await writeFile(join(folder, "occupied"), "");
    await expect(EventFileWriter.open(join(folder, "occupied"))).rejects.toThrow(ParameterError);
  });
});

describe("readEvents", () => {
  const records = [scalarEvent("a", 1, 1, 1), scalarEvent("a", 2, 2, 2)].map(frameRecord);
  const bytes = Uint8Array.from(records.flatMap((r) => [...r]));

  test("stops at a torn record and says where, for every cut", () => {
    for (let length = 0; length < bytes.length; length++) {
      const { events, torn } = readEvents(bytes.subarray(0, length));
      const whole = length >= records[0].length ? 1 : 0;
      expect(events).toHaveLength(whole);
      expect(torn?.offset).toBe(length === 0 || length === records[0].length ? undefined : whole * records[0].length);
    }
  });

  test("stops at a flipped bit anywhere, and keeps what came before", () => {
    for (let at = records[0].length; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] ^= 0x10;
      const { events, torn } = readEvents(damaged);
      expect(events).toHaveLength(1);
      expect(torn?.reason).toMatch(/checksum/);
    }
  });

  test("stops at a record that is whole but no event", () => {
    const { events, torn } = readEvents(frameRecord(Uint8Array.of(0x0b)));
    expect([events, torn?.offset]).toEqual([[], 0]);
  });

  test("gives nothing for an empty file", () => {
    expect(readEvents(new Uint8Array(0))).toEqual({ events: [] });
    expect(readRecords(new Uint8Array(0))).toEqual({ payloads: [] });
  });
});
