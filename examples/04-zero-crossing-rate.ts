// Chapter 4 · Zero-crossing rate: a noise detector without a spectrum, and what counts as zero
// sonograd course 4 [recording] [--device webgpu]
import { concat, framesToTime, Generator, noise, slice, tensor, timesLike, tone, zeroCrossingRate } from "@sonograd/core"; // prettier-ignore
import { plot, subplots, waveshow } from "@sonograd/io";
import { assertClose, recording, saveChapterFigure } from "./chapter.js";

const { y, sampleRate, name } = await recording({ seconds: 10 });
const lengths = { frameLength: 1024, hopLength: 512 };

// Frames by hand, from t · hop (as taught from t · (frame - hop), which is the same at this overlap only).
function byFrames(samples: readonly number[], measure: (frame: readonly number[]) => number): number[] {
  const { frameLength, hopLength } = lengths;
  const count = Math.floor((samples.length - frameLength) / hopLength) + 1;
  return Array.from({ length: count }, (_, t) => measure(samples.slice(t * hopLength, t * hopLength + frameLength)));
}
// By hand as librosa counts: is the sign bit of a sample another than that of the one before? Up to 1e-10 counts as zero,
// and zero as positive.
const isNegative = (x: number): boolean => x < -1e-10;
const rateByBits = (frame: readonly number[]): number =>
  frame.filter((x, n) => n > 0 && isNegative(x) !== isNegative(frame[n - 1])).length / frame.length;
// As taught: half the sum of the steps of the sign. A sample that is exactly 0 has the sign 0, so it makes half a crossing
// on its way in and half on its way out, also where the wave only touches zero and turns back.
const rateAsTaught = (frame: readonly number[]): number =>
  frame.reduce((sum, x, n) => sum + (n > 0 ? Math.abs(Math.sign(x) - Math.sign(frame[n - 1])) : 0), 0) /
  2 /
  frame.length;

const samples = Array.from(await y.data(), Number);
const rate = zeroCrossingRate(y, { ...lengths, center: false });
const [byHand, taught] = [byFrames(samples, rateByBits), byFrames(samples, rateAsTaught)];
const largest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((x, t) => Math.abs(x - b[t])));
console.log(`${name}: ${byHand.length} frames, ${samples.filter((x) => x === 0).length} samples are exactly 0`);
console.log(
  `bias by hand ${largest(byHand, Array.from(await rate.data(), Number))}, as taught ${largest(taught, byHand)}`,
);
await assertClose("by hand", rate, byHand, 1e-6);

// Where the two rules part: a wave that touches zero without crossing it, and one that crosses it by a zero.
const touch = Array.from({ length: 1024 }, (_, n) => (n % 4 === 0 ? 0 : 0.5));
await assertClose("touching zero", zeroCrossingRate(tensor(touch), { ...lengths, center: false }), 0, 0);
await assertClose("touching zero as taught", rateAsTaught(touch), 255.5 / 1024, 1e-9);

// A tone crosses zero twice a period, so its rate tells its frequency; white noise crosses at every other sample.
const measure = async (x: typeof y): Promise<number> =>
  zeroCrossingRate(x, { ...lengths, center: false })
    .mean()
    .item();
const generator = new Generator(4);
const hiss = noise({ length: 65536, generator });
const hz = ((await measure(tone(440, { sampleRate: 16000, length: 65536 }))) * 16000) / 2;
console.log(`a tone of 440 Hz: ${hz.toFixed(1)} Hz by its crossings; noise: ${(await measure(hiss)).toFixed(3)}`);
await assertClose("440 Hz", hz, 440, 2);
await assertClose("noise", await measure(hiss), 0.5, 0.01);

// Silence with dither is noise too. A threshold above the dither makes it count as silence.
const silence = noise({ length: 8192, generator }).mul(1e-5);
const quiet = zeroCrossingRate(silence, { ...lengths, center: false, threshold: 1e-3 });
await assertClose("dither", await measure(silence), 0.5, 0.03);
await assertClose("dither below the threshold", quiet, 0, 0);

// As taught, framesToTime is called without the rate: it takes 22050 Hz, and the curve of a 44.1 kHz file lasts twice as long.
const [seconds, secondsAsTaught] = [framesToTime(100, { sampleRate, hopLength: 512 }), framesToTime(100)];
console.log(`frame 100 begins at ${seconds.toFixed(2)} s, as taught at ${secondsAsTaught.toFixed(2)} s`);
await assertClose("the factor", secondsAsTaught / seconds, sampleRate / 22050, 1e-9);

// The picture: the recording, half a second of hiss, half a second of dithered silence. The rate says nothing of loudness.
const half = Math.round(sampleRate / 2);
const piece = (level: number): typeof y => noise({ length: half, generator }).mul(level);
const all = concat([y.get(slice(0, 6 * half)), piece(0.05), piece(1e-5)]);
const rates = [1e-10, 1e-3].map((threshold) => zeroCrossingRate(all, { ...lengths, center: false, threshold }));
const x = timesLike(rates[0], { sampleRate, hopLength: 512, nFft: 1024 });
const lines = rates.map((line, i) => ({ x, y: line, label: ["every crossing", "beyond ±0.001"][i] }));
const time = { label: "Time", unit: "s", range: [0, all.numel / sampleRate] as const };
const figures = [
  waveshow(all, { sampleRate, title: `${name}, hiss, silence` }),
  plot(lines, { title: "Zero-crossing rate", x: time, y: { label: "Crossings per sample" } }),
];
await saveChapterFigure(subplots(figures));
