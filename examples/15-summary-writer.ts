// Chapter 15 · SummaryWriter: a curve and a sound in an event file, and the file read back
// sonograd course 15 [recording] [--device webgpu]
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stack, type Tensor } from "@sonograd/core";
import { decodeValue, load, plot, readEvents, streamEvents, subplots, SummaryWriter, waveshow } from "@sonograd/io";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

// 1. As the course has it: y = x and y = 2x for 100 steps. Adding never waits; close() writes what is left.
const folder = await mkdtemp(join(tmpdir(), "sonograd-run-"));
const writer = new SummaryWriter(folder);
for (let step = 0; step < 100; step++) {
  writer.addScalar("y = x", step, step);
  writer.addScalar("y = 2x", 2 * step, step);
}

// 2. A sound: mono as torch writes it, and in two channels, which TensorBoard plays as well.
const { y, sampleRate, name } = await recording({ seconds: 2 });
writer.addAudio("sound/mono", y, 0, { sampleRate });
writer.addAudio("sound/stereo", stack([y, y.mul(0.5)]), 0, { sampleRate });
await writer.close();

// 3. The file by hand: each record is its length (8 bytes), a checksum (4), the message, and a checksum of that (4).
const [file] = await readdir(folder);
const bytes = await readFile(join(folder, file));
let records = 0;
for (let at = 0; at < bytes.length; records++) at += 12 + Number(bytes.readBigUInt64LE(at)) + 4;
console.log(`${file}: ${bytes.length} bytes, ${records} records`);
assertThat("a name that TensorBoard looks for", file.startsWith("events.out.tfevents."));

// 4. The file by the library: the same number of records, the version first, then every point where it was put.
const { events } = readEvents(bytes);
assertEqual("records", events.length, records);
assertEqual("one for the version, 200 points, 2 sounds", records, 1 + 200 + 2);
assertEqual("version", events[0].fileVersion, "brain.Event:2");
const curve = (tag: string): { label: string; x: number[]; y: number[] } => {
  const points = events.flatMap(({ step, values }) =>
    values.filter((v) => v.tag === tag).map((v) => [step, v.scalar!]),
  );
  return { label: tag, x: points.map(([step]) => step), y: points.map(([, value]) => value) };
};
const steps = Array.from({ length: 100 }, (_, i) => i);
for (const [tag, factor] of [
  ["y = x", 1],
  ["y = 2x", 2],
] as const) {
  // prettier-ignore
  assertEqual(`steps of ${tag}`, curve(tag).x, steps);
  assertEqual(`values of ${tag}`, curve(tag).y, steps.map((x) => factor * x)); // prettier-ignore
}

// 5. The sounds are whole WAV files inside their messages: 16 bits, cut toward zero, so the error is below one step.
const sounds = events.flatMap(({ values }) => values.filter(({ tag }) => tag.startsWith("sound/"))).map(decodeValue);
const heard: Tensor[] = [];
for (const sound of sounds) {
  if (sound?.kind !== "audio") throw new Error(`a ${sound?.kind} where a sound was written`);
  console.log(`${sound.contentType}: ${sound.numChannels} × ${sound.lengthFrames} samples at ${sound.sampleRate} Hz`);
  heard.push((await load(sound.data)).samples);
}
assertEqual("shapes", heard.map(({ shape }) => shape), [[1, y.numel], [2, y.numel]]); // prettier-ignore
await assertClose("mono", heard[0].get(0), y.clamp({ min: -1, max: 1 }), 1.01 / 16384);
await assertClose("the right channel", heard[1].get(1), y.mul(0.5).clamp({ min: -1, max: 1 }), 1.01 / 16384);

// 6. A run that was killed ends in half a record. What came before is read; the damage is told, not passed over.
const torn = readEvents(bytes.subarray(0, bytes.length - 5));
console.log(`cut short: ${torn.events.length} records, then: ${torn.torn!.reason}`);
assertEqual("all but the last", torn.events.length, records - 1);
const flipped = Uint8Array.from(bytes, (byte, i) => (i === 100 ? byte ^ 1 : byte)); // prettier-ignore
const damage: number[] = [];
for await (const _ of streamEvents(flipped, { onDamage: ({ offset }) => damage.push(offset) }));
assertEqual("one flipped bit is found", damage.length, 1);

await saveChapterFigure(
  subplots([
    plot([curve("y = x"), curve("y = 2x")], { title: "Read back from the event file", x: { label: "Step" }, y: { label: "Value" } }), // prettier-ignore
    waveshow(heard[0].get(0), { sampleRate, title: `sound/mono: ${name}` }),
  ]),
);
