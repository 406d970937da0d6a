// Chapter 3 · RMS energy: loudness by frames, why librosa's are shifted, and where a sound is
// sonograd course 3 [recording] [--device webgpu]
import { amplitudeEnvelope, framesToSamples, powerToDb, rms, splitSilence, tensor, timesLike, tone } from "@sonograd/core"; // prettier-ignore
import { plot, subplots, waveshow } from "@sonograd/io";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

const { y, sampleRate, name } = await recording({ seconds: 10 });
const samples = Float64Array.from(await y.data());
const [frameLength, hopLength] = [1024, 512];

// By hand: square, mean, root, frame by frame. Where frame t starts is the caller's to say.
function rmsByHand(signal: Float64Array, hop: number, startOf = (t: number): number => t * hop): number[] {
  const count = Math.floor((signal.length - frameLength) / hop) + 1;
  return Array.from({ length: count }, (_, t) => {
    const frame = signal.subarray(startOf(t), startOf(t) + frameLength);
    return Math.sqrt(frame.reduce((sum, x) => sum + x * x, 0) / frameLength);
  });
}
const byHand = rmsByHand(samples, hopLength);
const byLibrary = rms(y, { frameLength, hopLength, center: false });
console.log(`${name}: the bias is ${await byLibrary.sub(tensor(byHand)).abs().amax().item()}`);
await assertClose("RMS without centring", byLibrary, byHand, 1e-6);

// librosa centres: frame t lies around sample t · hop, half of frame 0 before the sound. As taught, one frame is thrown away
// (.T[1:]) to make the two agree. That is right for a hop of half a frame, where the shift is one frame; at a quarter it is two.
for (const hop of [frameLength / 2, frameLength / 4]) {
  const [centred, free] = [true, false].map((center) => rms(y, { frameLength, hopLength: hop, center }));
  const shift = frameLength / 2 / hop;
  await assertClose(`centred frames from ${shift} on`, centred.narrow(-1, shift, free.numel), free, 1e-6);
  const off = await centred.narrow(-1, 1, free.numel).sub(free).abs().amax().item();
  console.log(`hop ${hop}: without the first frame they differ by ${off.toExponential(1)}`);
  assertEqual(`one frame is enough at hop ${hop}`, off < 1e-6, shift === 1);
}

// As taught, frame t starts at t · (frame - hop): at 75 % overlap three times too far.
const taught = rmsByHand(samples, 256, (t) => t * (frameLength - 256));
const right = rms(y, { frameLength, hopLength: 256, center: false });
const distance = await right.sub(tensor(taught)).abs().amax().item();
assertThat("as taught is another curve", distance > 0.1 * Math.max(...taught) || taught.length < 3);

// As taught, RMS takes "the mean amplitude". It is the root of the mean square, 1/√2 for a sine; its mean amplitude is 2/π.
const sine = tone(441, { sampleRate: 44100, length: 44100 });
await assertClose("RMS of a sine", rms(sine, { frameLength: 4400, center: false }), Math.SQRT1_2, 1e-4);
await assertClose("mean amplitude of a sine", sine.abs().mean(), 2 / Math.PI, 1e-3);

// Steadier than the envelope: one bad sample makes a frame as loud as can be, but adds only its share of 1024 to the mean square.
const peaks = amplitudeEnvelope(y, { frameLength, hopLength, mode: "absmax" });
assertThat("RMS ≤ peak", (await byLibrary.squeeze(0).sub(peaks).amax().item()) <= 1e-6);
const click = tensor(Array.from({ length: 8192 }, (_, n) => (n === 4000 ? 1 : 0)));
await assertClose("a click, envelope", amplitudeEnvelope(click, { frameLength, hopLength }).amax(), 1, 1e-6);
await assertClose("a click, RMS", rms(click, { frameLength, hopLength }).amax(), Math.sqrt(1 / frameLength), 1e-6);

// Where is sound? Frames no more than 30 dB below the loudest, in runs: by hand, then by splitSilence.
const level = powerToDb(rms(y, { frameLength, hopLength }).square().squeeze(0), { ref: "max", topDb: null });
const isLoud = Array.from(await level.data(), (dB) => dB > -30);
const edges = isLoud.flatMap((loud, t) => (loud !== (isLoud[t - 1] ?? false) ? [t] : []));
if (edges.length % 2 === 1) edges.push(isLoud.length); // loud to the end
const bounds = Array.from(framesToSamples(edges, { hopLength }), (sample) => Math.min(sample, samples.length));
await assertClose("runs of loud frames", await splitSilence(y, { topDb: 30, frameLength, hopLength }), bounds, 0);
console.log(`sound begins and ends at ${bounds.map((sample) => (sample / sampleRate).toFixed(2)).join(", ")} s`);

const x = timesLike(peaks, { sampleRate, hopLength, nFft: frameLength });
const overlays = [{ x, y: peaks, label: "envelope" }, { x, y: byLibrary, label: "RMS" }]; // prettier-ignore
const seconds = timesLike(level, { sampleRate, hopLength });
const lines = [{ x: seconds, y: level, label: "RMS" }, { x: seconds, y: isLoud.map((loud) => (loud ? -30 : NaN)), label: "sound" }]; // prettier-ignore
const figures = [
  waveshow(y, { sampleRate, title: `${name}: envelope and RMS`, overlays }),
  plot(lines, { title: "Level below the loudest frame", x: { label: "Time", unit: "s" }, y: { label: "Level", unit: "dB" } }), // prettier-ignore
];
await saveChapterFigure(subplots(figures));
