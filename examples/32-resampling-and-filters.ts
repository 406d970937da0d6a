// Chapter 32 · Resampling and filters: aliasing seen and heard, a resampler and a biquad by hand, and effects
// sonograd course 32 [recording] [--device webgpu]
import { tmpdir } from "node:os";
import { amplitudeToDb, chirp, equalizerBiquad, flanger, lowpassBiquad, overdrive, resample, rfft, slice, stft, tensor, tone, type ResampleOptions, type Tensor } from "@sonograd/core"; // prettier-ignore
import { plot, save, specshow, subplots } from "@sonograd/io";
import { transforms } from "@sonograd/nn";
import { assertClose, assertThat, recording, saveChapterFigure } from "./chapter.js";

// 1. Half the rate holds half the band. Take every second sample, and 7 kHz comes back as 8 − 7 = 1 kHz: an alias.
const second = { sampleRate: 16000, duration: 1 };
const everySecond = (x: Tensor): Tensor => x.get(slice(0, undefined, 2));
const halved = (x: Tensor, options: Partial<ResampleOptions> = {}): Tensor => resample(x, { origSr: 16000, targetSr: 8000, ...options }); // prettier-ignore
const alias = await rfft(everySecond(tone(7000, second)))
  .abs()
  .argmax()
  .item();
const left = await halved(tone(7000, second)).narrow(0, 200, 7600).abs().amax().item();
console.log(`7 kHz, every second sample: ${alias} Hz; resampled: a peak of ${left.toExponential(1)} is left`);
assertThat("an alias at 1 kHz, unless a low-pass comes first", alias === 1000 && left < 1e-5); // a bin per Hz

// 2. A resampler by hand: each output is the sum of the inputs around it, weighted by a sinc under a window.
const hann = (u: number): number => Math.cos((Math.PI / 2) * u) ** 2;
const besselI0 = (x: number, k = 1): number => (k > 60 ? 1 : 1 + (x / 2 / k) ** 2 * besselI0(x, k + 1)); // its power series
const kaiser = (u: number): number => besselI0(14.769656459379492 * Math.sqrt(1 - u * u)) / besselI0(14.769656459379492); // prettier-ignore
function resampleByHand(x: number[], from: number, to: number, window: typeof hann): number[] {
  const band = 0.99 * Math.min(1, to / from); // zero crossings of the sinc per input sample
  return Array.from({ length: Math.ceil((x.length * to) / from) }, (_, j) => {
    const at = (j * from) / to; // where output j lies between the inputs
    let sum = 0;
    for (let n = Math.max(0, Math.ceil(at - 6 / band)); n <= Math.min(x.length - 1, at + 6 / band); n++) {
      const t = (n - at) * band; // six zero crossings on either side
      sum += x[n] * band * window(t / 6) * (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t));
    }
    return sum;
  });
}
const { y, sampleRate, name } = await recording({ seconds: 2 });
const to = sampleRate === 16000 ? 12000 : 16000;
const samples = Array.from(await y.data(), Number).slice(0, 4000);
for (const [resamplingMethod, window] of [["sinc_interp_hann", hann], ["sinc_interp_kaiser", kaiser]] as const) // prettier-ignore
  await assertClose(resamplingMethod, new transforms.Resample(sampleRate, to, { resamplingMethod })(tensor(samples)), resampleByHand(samples, sampleRate, to, window), 1e-5); // prettier-ignore

// 3. What a window does, measured: tones of 100 Hz to 7.9 kHz at half the rate. Above 4 kHz there should be nothing.
const hz = Array.from({ length: 118 }, (_, i) => 99 + 67 * i);
const tones = tensor(hz.map((f) => Array.from({ length: 2000 }, (_, n) => Math.SQRT2 * Math.sin((2 * Math.PI * f * n) / 16000)))); // prettier-ignore
const windows = (["sinc_interp_hann", "sinc_interp_kaiser", "kaiser_best"] as const).map((resType) => amplitudeToDb(halved(tones, { resType }).narrow(1, 200, 600).square().mean(1).sqrt(), { amin: 1e-9, topDb: null })); // prettier-ignore
const [ofHann, ofKaiser, ofLong] = await Promise.all(windows.map((gain) => gain.narrow(0, 75, 43).amax().item()));
console.log(`of what lay above 5.1 kHz: Hann ${ofHann.toFixed(0)} dB, Kaiser ${ofKaiser.toFixed(0)} dB, 64 crossings ${ofLong.toFixed(0)} dB`); // prettier-ignore
assertThat("with 6 crossings Hann is better, a long Kaiser is best", ofHann < -35 && ofKaiser > ofHann && ofLong < -100); // prettier-ignore

// 4. A biquad by hand: two inputs and two outputs are remembered. The coefficients are a cookbook's low-pass at 1 kHz.
const w = (2 * Math.PI * 1000) / sampleRate;
const [cos, alpha] = [Math.cos(w), Math.sin(w) * Math.SQRT1_2]; // alpha is sin w / 2Q
const [b, a] = [[(1 - cos) / 2, 1 - cos, (1 - cos) / 2], [1 + alpha, -2 * cos, 1 - alpha]]; // prettier-ignore
const [x, out] = [[0, 0, ...samples], [0, 0]]; // prettier-ignore
for (let n = 2; n < x.length; n++)
  out[n] = (b[0] * x[n] + b[1] * x[n - 1] + b[2] * x[n - 2] - a[1] * out[n - 1] - a[2] * out[n - 2]) / a[0];
await assertClose("lowpassBiquad", lowpassBiquad(tensor(samples), sampleRate, 1000, { Q: Math.SQRT1_2 }), out.slice(2).map((v) => Math.min(1, Math.max(-1, v))), 1e-5); // prettier-ignore
await assertClose("as SoX's, cut at full scale", equalizerBiquad(tone(3000, second), 16000, 3000, 6).amax(), 1, 0);

// 5. What a filter makes of an impulse has its gains as spectrum. A flanger at rest adds an echo, which is its opposite at 500 Hz.
const impulse = tensor(Array.from({ length: 4096 }, (_, n) => (n === 0 ? 0.25 : 0)));
const gains = (response: Tensor): Tensor => amplitudeToDb(rfft(response).abs().mul(4)); // at k · 16000 / 4096 Hz
const [lowpass, equalizer, comb] = [lowpassBiquad(impulse, 16000, 1000), equalizerBiquad(impulse, 16000, 3000, 6, { Q: 2 }), flanger(impulse, 16000, { delay: 1, depth: 0 })].map(gains); // prettier-ignore
for (const [effect, gain, bins, expected] of [["low-pass", lowpass, [0, 256], [0, -3.01]], ["equalizer", equalizer, [0, 768], [0, 6]], ["flanger", comb, [128, 256], [20 * Math.log10(0.29 / 1.71), 0]]] as const) await assertClose(effect, gain.indexSelect(0, tensor([...bins], { dtype: "int32" })), expected, 0.02); // prettier-ignore
// No filter makes a frequency that was not there. Overdrive bends amplitude 0.9: a twelfth of its cube comes out at 3 · 500 Hz.
await assertClose("third harmonic", rfft(overdrive(tone(500, second).mul(0.09), { gain: 20, colour: 0 })).abs().get(1500).div(8000), (0.75 * 0.9 ** 3) / 12, 1e-3); // prettier-ignore
// Heard and seen.
const sweep = chirp({ fmin: 200, fmax: 8000, linear: true, ...second }).mul(0.5);
for (const [file, sound, rate] of [["sweep-aliased", everySecond(sweep), 8000], ["sweep-resampled", halved(sweep), 8000], ["effects", flanger(overdrive(y), sampleRate), sampleRate]] as const) await save(`${tmpdir()}/sonograd-${file}.wav`, sound, rate); // prettier-ignore
console.log(`to listen to: both sweeps, ${name} with overdrive and flanger, in ${tmpdir()}`);
const views = [everySecond(sweep), halved(sweep)].map((x, i) => specshow(amplitudeToDb(stft(x, { nFft: 256, hopLength: 32 })), { sampleRate: 8000, hopLength: 32, topDb: 60, title: i === 0 ? "A sweep to 8 kHz, every second sample" : "The same, resampled" })); // prettier-ignore
const responses = ["Hann, 6 crossings", "Kaiser, 6", "Kaiser, 64"].map((label, i) => ({ label, x: hz, y: windows[i] }));
const filters = [lowpass, equalizer, comb].map((gain, i) => ({ label: ["low-pass", "equalizer", "flanger"][i], x: Array.from({ length: 2049 }, (_, k) => k * 3.90625), y: gain })); // prettier-ignore
const pictures = [
  ...views,
  plot(responses, { title: "From 16 to 8 kHz", x: { label: "Frequency", unit: "Hz" }, y: { label: "Gain", unit: "dB", range: [-160, 10] } }), // prettier-ignore
  plot(filters, { title: "Filters", x: { label: "Frequency", unit: "Hz", scale: "log", range: [50, 8000] }, y: { label: "Gain", unit: "dB", range: [-40, 10] } }), // prettier-ignore
];
await saveChapterFigure(subplots(pictures, { columns: 2 }));
