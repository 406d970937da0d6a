// Chapter 2 · Amplitude envelope: frames, overlap, and the largest sample of each
// sonograd course 2 [recording] [--device webgpu]
import { amplitudeEnvelope, concat, frame, slice, tensor, timesLike } from "@sonograd/core";
import { subplots, waveshow } from "@sonograd/io";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

const { y, sampleRate, name } = await recording({ seconds: 10 });
const samples = Float64Array.from(await y.data());
const [frameLength, hopLength] = [1024, 512];

// How many frames? Without padding, as many as fit: one at 0, and one more for each hop that leaves a whole frame.
const frameCount = (length: number, hop: number): number => Math.floor((length - frameLength) / hop) + 1;
const count = frameCount(samples.length, hopLength);
console.log(
  `${name}: ${samples.length} samples at ${sampleRate} Hz, ${count} frames of ${frameLength} every ${hopLength}`,
);
assertEqual("frames without padding", frame(y, { frameLength, hopLength }).shape, [frameLength, count]);

// With padding, the samples at the end fill one frame more. As taught, the padding is count + hop + frame - length, which is
// negative for any sound longer than a moment, and then numpy.pad raises; meant is count * hop + frame - length.
const [asTaught, meant] = [count + hopLength, count * hopLength].map((from) => from + frameLength - samples.length);
console.log(`padding: as taught ${asTaught}, meant ${meant} samples`);
assertThat("the padding fills less than a hop", meant > 0 && meant <= hopLength);
const padded = concat([y, y.get(slice(0, meant))]); // mode "wrap": from the beginning
assertEqual("frames with padding", frame(padded, { frameLength, hopLength }).shape, [frameLength, count + 1]);

// The envelope by hand: the largest sample of each frame. `stride` is how far frame t begins from frame t - 1.
function envelopeByHand(size: (sample: number) => number, hop: number, stride = hop): number[] {
  const result: number[] = [];
  for (let t = 0; t < frameCount(samples.length, hop); t++)
    result.push(
      samples.slice(t * stride, t * stride + frameLength).reduce((top, x) => Math.max(top, size(x)), -Infinity),
    );
  return result;
}
const byHand = envelopeByHand((x) => x, hopLength);
const byLibrary = amplitudeEnvelope(y, { frameLength, hopLength });
const bias = byLibrary.sub(tensor(byHand)).abs().amax();
console.log(`envelope by hand and by library: bias ${await bias.item()}`);
await assertClose("max x", byLibrary, byHand, 1e-6);

// As taught, the largest sample. A wave that swings further down than up is louder than that: take the largest |x|.
const magnitude = envelopeByHand(Math.abs, hopLength);
const loudest = amplitudeEnvelope(y, { frameLength, hopLength, mode: "absmax" });
await assertClose("max |x|", loudest, magnitude, 1e-6);
assertThat("|x| is never below x", magnitude.every((value, t) => value >= byHand[t])); // prettier-ignore
const lopsided = tensor([0.1, 0.2, -0.9, 0.1]);
const both = (["max", "absmax"] as const).map((mode) => amplitudeEnvelope(lopsided, { frameLength: 4, hopLength: 4, mode })); // prettier-ignore
await assertClose("a wave that swings down", concat(both), [0.2, 0.9], 1e-6);

// The text calls the overlap "hop" here, and in chapters 3, 4 and 6 it starts frame t at t · (frame - hop). At an overlap of one
// half that is the same; at three quarters each frame would begin 768 samples after the last, and soon behind the end.
const hop75 = frameLength / 4;
const right = amplitudeEnvelope(y, { frameLength, hopLength: hop75, mode: "absmax" });
const wrong = envelopeByHand(Math.abs, hop75, frameLength - hop75).map((value) => Math.max(0, value));
await assertClose(
  "at 50 % the two rules agree",
  loudest,
  envelopeByHand(Math.abs, hopLength, frameLength - hopLength),
  1e-6,
);
await assertClose("at 75 % ours is right", right, envelopeByHand(Math.abs, hop75), 1e-6);
const behind = wrong.filter((_, t) => t * (frameLength - hop75) >= samples.length).length;
console.log(`at 75 % overlap, ${behind} of ${wrong.length} frames as taught lie behind the end of the sound`);
assertThat(
  "as taught, the last frame ends behind the sound",
  wrong.length < 2 || (wrong.length - 1) * 768 + frameLength > samples.length,
);

// A frame's value belongs to its middle, half a frame after its first sample: `nFft` says so. As taught it stands at its start.
const times = (hop: number, n: number): Float64Array => timesLike(n, { sampleRate, hopLength: hop, nFft: frameLength });
const x = times(hopLength, count);
const x75 = times(hop75, wrong.length);
const overlays = [{ x, y: magnitude, label: "max |x|" }, { x, y: byHand, label: "max x" }]; // prettier-ignore
const overlays75 = [{ x: x75, y: right, label: "frame t from t · hop" }, { x: x75, y: wrong, label: "as taught, from t · (frame - hop)" }]; // prettier-ignore
const figures = [
  waveshow(y, { sampleRate, title: `Amplitude envelope of ${name}, 50 % overlap`, overlays }),
  waveshow(y, { sampleRate, title: "The same at 75 % overlap", overlays: overlays75 }),
];
await saveChapterFigure(subplots(figures));
