// Chapter 8 · Files of sound: what a header says, what bits keep, other sample rates, and files longer than memory
// sonograd course 8 [recording] [--device webgpu]
import { existsSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { cat, resample, rfft, rms, rmsStream, stream, tone, type Tensor } from "@sonograd/core";
import { info, load, plot, save, streamAudio, subplots } from "@sonograd/io";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

const folder = await mkdtemp(join(tmpdir(), "sonograd-files-"));
const [wav, copy] = [join(folder, "sound.wav"), join(folder, "copy.wav")];
const { y, sampleRate, name } = await recording({ seconds: 5 });
await save(wav, y.mul(0.9), sampleRate, { bitDepth: 16 });

// 1. A WAV header is 44 bytes of plain numbers, little end first. Read by hand, then by the library.
const bytes = await readFile(wav);
const text = (at: number): string => bytes.toString("latin1", at, at + 4);
const [channels, rate, bits] = [bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)];
const dataSize = bytes.readUInt32LE(40);
console.log(`${name}: ${text(0)} … ${text(8)}, ${channels} channel, ${rate} Hz, ${bits} bits, ${dataSize} bytes`);
const facts = await info(wav);
assertEqual("kind of file", [text(0), text(8), text(36), facts.format], ["RIFF", "WAVE", "data", "wav"]);
assertEqual("numbers in the header", [facts.numChannels, facts.sampleRate, facts.bitDepth], [channels, rate, bits]);
assertEqual("length", [facts.numFrames, y.numel], Array(2).fill(dataSize / (channels * (bits / 8))));

// 2. The bytes tell the format, whatever the name: ten frames of MP3 written by hand, and files where they are at hand.
const frameBytes = Math.floor((144 * 128_000) / 44_100); // 128 kbit/s at 44.1 kHz
const mp3 = new Uint8Array(10 * frameBytes);
for (let i = 0; i < 10; i++) mp3.set([0xff, 0xfb, 0x90, 0x64], i * frameBytes);
console.log("ten MP3 frames", await info(mp3));
assertEqual("format by bytes", [(await info(bytes)).format, (await info(mp3)).format], ["wav", "mp3"]);
assertEqual("an MP3 frame holds 1152 samples", (await load(mp3)).samples.shape, [2, 11520]);
for (const file of ["../shared/data/audio/test_audio.flac", "../shared/data/audio/test_audio.ogg"].filter(existsSync))
  console.log(basename(file), await info(file));

// 3. b bits round a sample to a step of 2^(1 − b). A tone stands 6.02 b + 1.76 dB above the error, at half scale one bit less.
const pitch = tone(997, { sampleRate: 48000, duration: 1 }).mul(0.5);
const rounded = (x: Tensor, step: number): Tensor => x.div(step).add(0.5).floor().mul(step);
const power = async (x: Tensor): Promise<number> => x.square().mean().item();
const decibels = async (a: Tensor, b: Tensor): Promise<number> => 10 * Math.log10((await power(a)) / (await power(b)));
const depths = Array.from({ length: 18 }, (_, i) => i + 2);
const measured = await Promise.all(depths.map((b) => decibels(pitch, pitch.sub(rounded(pitch, 2 ** (1 - b))))));
const theory = depths.map((b) => 6.02 * (b - 1) + 1.76);
console.log(`signal to error: ${[8, 16].map((b) => `${b} bits ${measured[b - 2].toFixed(1)} dB`).join(", ")}`);
await assertClose("signal to error of 6 bits and more", measured.slice(4), theory.slice(4), 0.3);

// 4. Round trips: rounding is all that a file adds; integers end at full scale, floats go beyond it.
const throughFile = (x: Tensor, options: object): Promise<Tensor> =>
  save(copy, x, 48000, options).then(async () => (await load(copy)).samples);
for (const bitDepth of [8, 16, 24])
  await assertClose(`${bitDepth} bits`, await throughFile(pitch, { bitDepth }), rounded(pitch, 2 ** (1 - bitDepth)), 0);
await assertClose("32-bit floats", await throughFile(pitch.mul(4), { float: true }), pitch.mul(4), 0);
await assertClose("integers end", (await throughFile(pitch.mul(4), { bitDepth: 16 })).max(), 1 - 2 ** -15, 0);
await save(copy, (await load(wav)).samples, sampleRate, { bitDepth: 16 });
assertThat("16-bit samples are written back bit for bit", bytes.equals(await readFile(copy)));

// 5. Another rate: 6 kHz cannot live at 8 kHz. Every second sample folds it down to 2 kHz; a resampler takes it out.
const high = tone(6000, { sampleRate: 16000, duration: 1 });
const [folded, clean] = [high.reshape([-1, 2]).select(1, 0), resample(high, { origSr: 16000, targetSr: 8000 })];
await assertClose("6 kHz becomes 2 kHz", rfft(folded).abs().argmax().to("float32"), 2000, 1);
const gone = await decibels(clean, folded);
console.log(`6 kHz at 8 kHz: an alias at 2 kHz by dropping samples, ${gone.toFixed(0)} dB of it by resampling`);
assertThat("resampling leaves 20 dB less", gone < -20);

// 6. Longer than memory: blocks through a stage are what the whole signal gives; half a file is refused.
const [whole, frames] = [(await load(wav)).samples, [] as Tensor[]];
for await (const part of stream(streamAudio(wav, { blockLength: 4096 }), rmsStream())) frames.push(part);
await assertClose("RMS block by block", cat(frames, -1), rms(whole), 1e-6);
const refusal = await load(bytes.subarray(0, bytes.length / 2)).then(String, (error: Error) => error.message);
console.log(refusal);
assertThat("a truncated file is an error", /truncated/.test(refusal));

const few = { x: Array.from({ length: 144 }, (_, i) => i / 48000), y: pitch.narrow(0, 0, 144) };
const stairs = [{ ...few, label: "tone of 997 Hz" }, { ...few, y: rounded(few.y, 0.25), label: "in 3 bits" }]; // prettier-ignore
const lines = [{ x: depths, y: theory, label: "6.02 (b − 1) + 1.76" }, { x: depths, y: measured, label: "measured", markers: true }]; // prettier-ignore
const upper = { title: "Rounded to steps of 0.25", x: { label: "Time", unit: "s" }, y: { label: "Amplitude" } };
const lower = { title: "Tone to rounding error", x: { label: "Bits b" }, y: { label: "Ratio", unit: "dB" } };
await saveChapterFigure(subplots([await plot(stairs, upper), await plot(lines, lower)]));
