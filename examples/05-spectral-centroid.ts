// Chapter 5 · Spectral centroid and bandwidth, and filters through Laplace's and the z-transform
// sonograd course 5 [recording] [--device webgpu]
import { fftFrequencies, freqz, impulseResponse, lfilter, noise, spectralBandwidth, spectralCentroid, stft, tf2zpk, timesLike, tone } from "@sonograd/core"; // prettier-ignore
import { plot, scatter, subplots } from "@sonograd/io";
import { assertClose, assertThat, recording, saveChapterFigure } from "./chapter.js";

const { y, sampleRate, name } = await recording({ seconds: 10 });
const lengths = { nFft: 1024, hopLength: 512 };

// By hand: the magnitudes of a frame as weights of the frequencies. The centroid is their mean, the bandwidth their spread.
const frequencies = fftFrequencies({ sampleRate, nFft: 1024 });
const mean = (values: ArrayLike<number>, weights: readonly number[]): number => {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return total === 0 ? 0 : weights.reduce((sum, w, k) => sum + w * values[k], 0) / total;
};
const spread = (weights: readonly number[], p: number): number => {
  const centre = mean(frequencies, weights);
  return mean(frequencies.map((f) => Math.abs(f - centre) ** p), weights) ** (1 / p); // prettier-ignore
};
const frames = (await stft(y, lengths).abs().t().array()) as number[][]; // [frames][bins]
const centroid = spectralCentroid(y, { sampleRate, ...lengths });
await assertClose("centroid", centroid, frames.map((frame) => mean(frequencies, frame)), 0.1); // prettier-ignore

// As taught, the bandwidth is the mean distance (p = 1), with weights "set by hand". librosa takes the magnitudes for weights and
// p = 2, the standard deviation, which is never the smaller of the two.
const [b1, b2] = [1, 2].map((p) => spectralBandwidth(y, { sampleRate, ...lengths, p }));
await assertClose("bandwidth, p = 1", b1, frames.map((frame) => spread(frame, 1)), 0.1); // prettier-ignore
await assertClose("bandwidth, p = 2", b2, frames.map((frame) => spread(frame, 2)), 0.1); // prettier-ignore
assertThat("p = 1 ≤ p = 2", (await b1.sub(b2).amax().item()) <= 0.1);
const means = await Promise.all([centroid, b1, b2].map((x) => x.mean().item()));
console.log(`${name}: centroid, bandwidth p = 1, p = 2: ${means.map(Math.round).join(", ")} Hz`);

// The centroid of a tone is its frequency, within a bin.
const sine = spectralCentroid(tone(1000, { sampleRate: 16000, duration: 1 }), { sampleRate: 16000, ...lengths, center: false }); // prettier-ignore
console.log(`centroid of 1 kHz: ${(await sine.mean().item()).toFixed(1)} Hz, a bin is ${16000 / 1024} Hz`);
await assertClose("centroid of 1 kHz", sine, 1000, 16000 / 1024);

// Where does colour come from? A resonator rings at f Hz and decays. In continuous time Laplace's transform sums it up in a pole
// s = -decay + i·2πf; sampled, in a pole of the z-transform, z = e^(s / rate). It is stable left of the imaginary axis, in the circle.
const [rate, decay] = [16000, 1200];
const [radius, turn] = [Math.exp(-decay / rate), (2 * Math.PI) / rate];
const resonator = (f: number): number[] => [1, -2 * radius * Math.cos(turn * f), radius ** 2]; // both poles multiplied out
const [a, angle] = [resonator(1500), turn * 1500];
const poles = tf2zpk([1, 0, 0], a).p;
await assertClose("|pole|", poles.map((p) => Math.hypot(p.re, p.im)), radius, 1e-9); // prettier-ignore
await assertClose("pole's angle", poles.map((p) => Math.abs(Math.atan2(p.im, p.re))), angle, 1e-9); // prettier-ignore
// The pole tells the impulse response: a decaying sine …
const ringing = Array.from({ length: 200 }, (_, n) => (radius ** n * Math.sin((n + 1) * angle)) / Math.sin(angle));
await assertClose("impulse response", impulseResponse([1], a, { n: 200 }), ringing, 1e-9);
// … and the frequency response: 1 over the distances of the point e^(iω) on the circle from the poles.
const omegas = Array.from({ length: 256 }, (_, k) => (Math.PI * k) / 256);
const distances = omegas.map((w) => poles.reduce((d, p) => d * Math.hypot(Math.cos(w) - p.re, Math.sin(w) - p.im), 1));
const gain = (system: readonly number[]): Float64Array => {
  const { h } = freqz([1], system, { worN: omegas });
  return h.re.map((re, k) => Math.hypot(re, h.im[k]));
};
await assertClose("frequency response", gain(a), distances.map((d) => 1 / d), 1e-9); // prettier-ignore

// Noise through resonators of rising frequency: brighter and brighter, and the centroid says so.
const hiss = noise({ length: rate }).mul(0.01);
const tuned = [500, 1500, 4000];
const heard = await Promise.all(tuned.map((f) => spectralCentroid(lfilter(hiss, resonator(f), [1, 0, 0], { clamp: false }), { sampleRate: rate }).mean().item())); // prettier-ignore
console.log(`noise through resonators of ${tuned.join(", ")} Hz: centroids ${heard.map(Math.round).join(", ")} Hz`);
assertThat("brighter means higher", heard[0] < heard[1] && heard[1] < heard[2]);

const loud = frames.reduce((a, b) => (Math.hypot(...b) > Math.hypot(...a) ? b : a));
const [centre, half, top] = [mean(frequencies, loud), spread(loud, 2), Math.max(...loud)];
const shape = [{ x: frequencies, y: loud, label: "magnitude" }, { x: [centre, centre], y: [0, top], label: "centroid" }, { x: [centre - half, centre + half], y: [top / 2, top / 2], label: "± bandwidth" }]; // prettier-ignore
const hz = { label: "Frequency", unit: "Hz" };
const x = timesLike(centroid, { sampleRate, hopLength: 512 });
const curves = [{ x, y: centroid, label: "centroid" }, { x, y: b2, label: "bandwidth p = 2" }, { x, y: b1, label: "p = 1" }]; // prettier-ignore
const roots = [{ x: poles.map((p) => p.re), y: poles.map((p) => p.im), label: "poles", marker: "cross" as const }, { x: [0], y: [0], label: "zeros", marker: "ring" as const }]; // prettier-ignore
const responses = tuned.map((f) => ({ x: omegas.map((w) => (w * rate) / 2 / Math.PI), y: gain(resonator(f)).map((g) => 20 * Math.log10(g)), label: `${f} Hz` })); // prettier-ignore
const figures = [
  plot(curves, { title: name, x: { label: "Time", unit: "s" }, y: hz }),
  plot(shape, { title: "Its loudest frame", x: { ...hz, range: [0, centre + 4 * half] }, y: { label: "Magnitude" } }),
  scatter(roots, { title: "The resonator of 1500 Hz", x: { label: "Re z" }, y: { label: "Im z" }, circle: 1, equal: true }), // prettier-ignore
  plot(responses, { title: "Three resonators", x: hz, y: { label: "Gain", unit: "dB" } }),
];
await saveChapterFigure(subplots(figures, { columns: 2 }));
