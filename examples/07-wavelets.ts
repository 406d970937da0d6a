// Chapter 7 · Wavelets: a picture in one line each, and a window that suits every frequency
// sonograd course 7 [recording] [--device webgpu]
import { amplitudeToDb, chirp, clicks, cwtFourier, fftFrequencies, rfft, slice, stft, tensor, tone, wavedec, waverec, type Tensor } from "@sonograd/core"; // prettier-ignore
import { plot, specshow, subplots, waveshow } from "@sonograd/io";
import { assertClose, assertThat, recording, saveChapterFigure } from "./chapter.js";

// Three helpers of the text, each a line here: the wave over time, its spectrum, both.
const { y, sampleRate, name } = await recording({ seconds: 2 });
const hz = { label: "Frequency", unit: "Hz", range: [0, 2000] } as const;
const spectrum = { x: fftFrequencies({ sampleRate, nFft: y.numel }), y: rfft(y).abs().div(y.numel / 2) }; // prettier-ignore
const asTaught = { x: fftFrequencies({ sampleRate, nFft: 1024 }), y: rfft(y, { n: 1024 }).real() };
const db = amplitudeToDb(stft(y, { nFft: 1024, hopLength: 256 }).abs(), { ref: "max" });
const helpers = [
  waveshow(y, { sampleRate, title: name }),
  plot([spectrum], { title: "Its spectrum", x: hz, y: { label: "Amplitude" } }),
  specshow(db, { sampleRate, hopLength: 256, fmax: 4000, topDb: 60, title: "Its spectrogram" }),
  plot([asTaught], { title: "Its spectrum as taught", x: hz, y: { label: "Real part" } }),
];

// As taught, the spectrum is plotted as it is, complex: the imaginary part is dropped, and with it every sine.
const sine = rfft(tone(1000, { sampleRate: 8000, duration: 1, phi: -Math.PI / 2 }));
await assertClose("a sine, as taught", sine.real().abs().amax().div(4000), 0, 1e-4);
await assertClose("a sine, its magnitude", sine.abs().amax().div(4000), 1, 1e-4);
// As taught, n_fft goes to rfft. It cuts the signal to so many samples: a spectrum of the first 1024, said to be of all.
await assertClose("a cut", rfft(y, { n: 1024 }).sub(rfft(y.get(slice(0, 1024)))).abs(), 0, 1e-4); // prettier-ignore

// A tone that glides from 50 Hz to 2 kHz in a second, and a click in the middle.
const rate = 8000;
const glide = chirp({ fmin: 50, fmax: 2000, sampleRate: rate, duration: 1 });
const x = glide.add(clicks({ times: [0.5], click: tensor([20]), sampleRate: rate, length: rate }));
const window = stft(x, { nFft: 2048, winLength: 256, hopLength: 8 }).abs(); // [1025, 1001]
const { coefs, frequencies, scales } = cwtFourier(x, { wavelet: "morlet", norm: "L1", fmin: 40, fmax: 3600, voices: 24, sampleRate: rate }); // prettier-ignore

// Morlet's wavelet is a wave in a Gaussian, stretched by a scale: other pitch, same number of turns. By hand at one scale:
const samples = Array.from(await x.data(), Number);
function correlate(scale: number, at: number, wave: (phase: number) => number): number {
  const turns = (n: number): number => (n - at) / scale;
  const sum = samples.reduce(
    (total, value, n) => total + value * Math.exp(-(turns(n) ** 2) / 2) * wave(6 * turns(n)),
    0,
  );
  return sum / scale / Math.sqrt(Math.PI / 2);
}
const [row, moments] = [Math.floor(scales.length / 2), Array.from({ length: 20 }, (_, i) => 400 * i + 200)];
const line = coefs.select(0, row).get(slice(200, undefined, 400));
await assertClose("by hand, real", line.real(), moments.map((at) => correlate(scales[row], at, Math.cos)), 1e-3); // prettier-ignore
await assertClose("by hand, imaginary", line.imag(), moments.map((at) => -correlate(scales[row], at, Math.sin)), 1e-3); // prettier-ignore

// How wide is the hill of half the power around the largest value?
async function width(curve: Tensor, axis: (i: number) => number): Promise<number> {
  const power = Array.from(await curve.abs().square().data(), Number);
  const peak = power.indexOf(Math.max(...power));
  let [from, to] = [peak, peak];
  while (from > 0 && power[from] > power[peak] / 2) from--;
  while (to < power.length - 1 && power[to] > power[peak] / 2) to++;
  return Math.abs(axis(to) - axis(from));
}
const [hzOfBin, secondsOfFrame] = [(k: number): number => (k * rate) / 2048, (t: number): number => (8 * t) / rate];
const [low, high] = [80, 1500].map((f) => Math.round((1000 * Math.log(f / 50)) / Math.log(40))); // frame in which the glide is there
const near3k = frequencies.findIndex((f) => f <= 3000);
const stftWidths = [await width(window.select(1, low), hzOfBin), await width(window.select(1, high), hzOfBin), await width(window.select(0, 768), secondsOfFrame)]; // prettier-ignore
const cwtWidths = [await width(coefs.select(1, 8 * low), (k) => frequencies[k]), await width(coefs.select(1, 8 * high), (k) => frequencies[k]), await width(coefs.select(0, near3k), (n) => n / rate)]; // prettier-ignore
for (const [method, [at80, at1500, click]] of [["window of 32 ms", stftWidths], ["wavelet", cwtWidths]] as const) // prettier-ignore
  console.log(`${method}: ${at80.toFixed(0)} Hz wide at 80 Hz, ${at1500.toFixed(0)} at 1500, a click ${(click * 1000).toFixed(1)} ms`); // prettier-ignore
assertThat("low: finer in frequency", cwtWidths[0] < 0.7 * stftWidths[0]);
assertThat("high: finer in time, and coarser in frequency", cwtWidths[2] < 0.2 * stftWidths[2] && cwtWidths[1] > 3 * stftWidths[1]); // prettier-ignore

// Octaves without redundancy: the discrete transform has as many coefficients as samples, and takes them back exactly.
const octaves = wavedec(x, "haar", { level: 5 });
console.log(`discrete: ${octaves.map((c) => c.numel).join(" + ")} coefficients`);
assertThat("as many as samples", octaves.reduce((sum, c) => sum + c.numel, 0) === rate); // prettier-ignore
await assertClose("and back", waverec(octaves, "haar"), x, 1e-5);

await saveChapterFigure(subplots(helpers, { columns: 2 }), "-helpers");
const dB = (S: Tensor, hopLength: number, title: string, yAxis: ArrayLike<number> | "log") => specshow(amplitudeToDb(S, { ref: "max", topDb: 50 }), { sampleRate: rate, hopLength, title, topDb: 50, yAxis, fmin: 40, fmax: 3600 }); // prettier-ignore
const views = [dB(window, 8, "Window of 32 ms", "log"), dB(coefs.abs().get(slice(), slice(0, undefined, 8)), 8, "Wavelets", frequencies)]; // prettier-ignore
await saveChapterFigure(subplots(views, { columns: 2 }));
