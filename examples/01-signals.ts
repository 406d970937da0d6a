// Chapter 1 · Signals: simple components, beats, envelope and fine structure
// sonograd course 1 [recording] [--device webgpu]
import { add, cepstrum, chirp, envelope, fftFrequencies, flip, frame, getWindow, lifter, noise, rfft, slice, stft, tone, type Tensor } from "@sonograd/core"; // prettier-ignore
import { plot, subplots, waveshow } from "@sonograd/io";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

const sampleRate = 8000;
const cosine = (hz: number, phi = 0): Tensor => tone(hz, { sampleRate, duration: 1, phi });
const amplitudes = (x: Tensor): Tensor =>
  rfft(x)
    .abs()
    .mul(2 / sampleRate); // one bin per Hz: x lasts a second

// A complicated signal is a sum of simple ones: frequency, amplitude and phase of three cosines.
const parts = [[220, 0.6, 0.3], [330, 0.3, -1.2], [880, 0.15, 2.5]]; // prettier-ignore
const cosines = parts.map(([hz, amplitude, phase]) => cosine(hz, phase).mul(amplitude));
const sum = cosines.reduce((a, b) => add(a, b));

// Taken apart by hand: how much of a cosine and of a sine of that frequency is in the samples?
const samples = Float64Array.from(await sum.data());
for (const [hz, amplitude, phase] of parts) {
  const turn = (2 * Math.PI * hz) / sampleRate;
  const re = (2 / sampleRate) * samples.reduce((total, value, n) => total + value * Math.cos(turn * n), 0);
  const im = (-2 / sampleRate) * samples.reduce((total, value, n) => total + value * Math.sin(turn * n), 0);
  console.log(`${hz} Hz: amplitude ${Math.hypot(re, im).toFixed(4)}, phase ${Math.atan2(im, re).toFixed(4)} rad`);
  await assertClose(`${hz} Hz by hand`, [Math.hypot(re, im), Math.atan2(im, re)], [amplitude, phase], 1e-5);
  await assertClose(`${hz} Hz by FFT`, amplitudes(sum).get(hz), amplitude, 1e-5);
}

// Superposition: cos a + cos b = 2 cos((a - b) / 2) · cos((a + b) / 2). Two steady tones make one that beats.
const beat = cosine(60).add(cosine(66));
await assertClose("the product form", beat, cosine(3).mul(cosine(63)).mul(2), 1e-5);
await assertClose("the envelope of the beat", envelope(beat), cosine(3).abs().mul(2), 1e-4);
// As taught: low frequencies decide the envelope. But the beat holds nothing below 50 Hz; no filter finds it there.
await assertClose("the beat below 50 Hz", amplitudes(beat).get(slice(0, 50)), 0, 1e-5);
// Corrected: the envelope is what moves slowly. Its own spectrum peaks at the beats per second, 66 - 60.
assertEqual("beats per second", 1 + (await amplitudes(envelope(beat)).get(slice(1, 50)).argmax().item()), 6);

// The same split over frequency: the log spectrum of the loudest frame of a recording is a slow curve (resonances, the
// colour of the sound) plus a fast one (partials). The cepstrum, the spectrum of that curve, tells slow from fast.
const { y, sampleRate: rate, name } = await recording({ seconds: 5 });
const frames = frame(y, { frameLength: 2048, hopLength: 2048, tail: "pad" }); // [2048, frames]
const loudest = await frames.square().sum(0).argmax().item();
const piece = frames.select(1, loudest).mul(getWindow("hann", 2048));
const cepstra = cepstrum(piece, { amin: 1e-6 });
const [slow, fast] = (["low", "high"] as const).map((pass) => rfft(lifter(cepstra, { cutoff: 50, pass })).real());
await assertClose("slow + fast", slow.add(fast), rfft(piece).abs().clampMin(1e-6).log(), 1e-3);
const roughness = (x: Tensor): Promise<number> => x.diff().abs().mean().item();
assertThat("the slow curve is smoother", (await roughness(slow)) <= 0.3 * (await roughness(fast)));

// One spectrum tells all only of a stationary signal: a glide up has the magnitudes of the glide down.
const glide = chirp({ fmin: 200, fmax: 2000, sampleRate, duration: 1 });
await assertClose("glides up and down", amplitudes(glide), amplitudes(flip(glide, 0)), 1e-5);
// How far do the power spectra of both halves lie apart? 0: stationary, 1: nothing in common.
async function drift(x: Tensor): Promise<number> {
  const power = stft(x, { nFft: 512 }).abs().square();
  const [a, b] = power.chunk(2, 1).map((half) => half.mean(1)); // [257] each
  return a.sub(b).abs().sum().div(a.add(b).sum()).item();
}
const drifts = [await drift(noise({ length: 65536 })), await drift(glide), await drift(y)];
console.log(`drift of noise, a glide, ${name}: ${drifts.map((x) => x.toFixed(3)).join(", ")}`);
assertThat("noise is stationary, a glide is not", drifts[0] < 0.2 && drifts[1] > 0.8);

const [time, Hz, size] = [{ label: "Time", unit: "s" }, { label: "Frequency", unit: "Hz" }, { label: "Amplitude" }]; // prettier-ignore
const seconds = Float64Array.from({ length: sampleRate }, (_, n) => n / sampleRate);
const names = [...parts.map(([hz]) => `${hz} Hz`), "sum"];
const start = [...cosines, sum].map((x, i) => ({ x: seconds.slice(0, 70), y: x.get(slice(0, 70)), label: names[i] }));
const bins = fftFrequencies({ sampleRate: rate, nFft: 2048 }).filter((hz) => hz <= 2500);
const dB = (x: Tensor): Tensor => x.get(slice(0, bins.length)).mul(20 / Math.LN10);
const levels = [{ x: bins, y: dB(slow.add(fast)), label: "spectrum" }, { x: bins, y: dB(slow), label: "slow part" }]; // prettier-ignore
const figures = [
  plot(start, { title: "Three components and their sum", x: time, y: size }),
  plot(amplitudes(sum).get(slice(0, 1000)), { title: "The spectrum of the sum", x: Hz, y: size }),
  waveshow(beat, { sampleRate, title: "60 Hz + 66 Hz: six beats a second", label: "sum", overlays: [{ x: seconds, y: envelope(beat), label: "envelope" }] }), // prettier-ignore
  plot(levels, { title: `A frame of ${name}`, x: Hz, y: { label: "Level", unit: "dB" } }),
];
await saveChapterFigure(subplots(figures, { columns: 2 }));
