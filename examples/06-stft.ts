// Chapter 6 · Short-time spectra: an STFT by hand, decibels, and what a window can resolve
// sonograd course 6 [recording] [--device webgpu]
import { amplitudeToDb, clicks, emd, fft, frame, getWindow, hilbert, hilbertSpectrum, instantaneousFrequency, istft, powerToDb, pseudoWignerVille, rfft, smoothedPseudoWignerVille, stft, tensor, tone, uncertainty, wignerVille, type Tensor } from "@sonograd/core"; // prettier-ignore
import { specshow, subplots } from "@sonograd/io";
import { assertClose, assertThat, recording, saveChapterFigure } from "./chapter.js";

const { y, sampleRate, name } = await recording({ seconds: 3 });
const [nFft, hopLength] = [1024, 512];

// By hand: frames, times Hann's window, transformed. The window of the FFT is periodic: the sample after the last is the first.
const hann = (period: number): Tensor => tensor(Array.from({ length: nFft }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / period))); // prettier-ignore
const byHand = (window: Tensor): Tensor => rfft(frame(y, { frameLength: nFft, hopLength }).mul(window.unsqueeze(1)), { dim: 0 }); // prettier-ignore
const S = stft(y, { nFft, hopLength, center: false });
const scale = await S.abs().amax().item();
await assertClose("STFT by hand", byHand(hann(nFft)).sub(S).abs(), 0, 1e-5 * scale);
// As taught, numpy.hanning, whose last sample is 0 again: made for filters, it is another window.
const other = (await byHand(hann(nFft - 1)).sub(S).abs().amax().item()) / scale; // prettier-ignore
console.log(`${name}: ${S.shape.join(" × ")}, with numpy.hanning off by up to ${other.toExponential(1)} of the largest`); // prettier-ignore
assertThat("the symmetric window is another", other > 1e-4);
await assertClose("round trip", istft(stft(y), { length: y.numel }), y, 1e-6); // neither amplitude nor phase is lost

// As taught, 20·log10 of the power. Power is amplitude squared, hence 10·log10; 20 counts the square twice.
const power = S.abs().square().div(nFft);
const [right, taught] = [10, 20].map((factor) => power.clampMin(1e-10).log10().mul(factor));
await assertClose("decibels of power", powerToDb(power, { topDb: null }), right, 1e-3);
await assertClose("as taught is twice that", taught.div(2), powerToDb(power, { topDb: null }), 1e-3);
// A sine of amplitude 1 is 0 dB once the window's sum is divided out, which the text leaves out.
const sine = stft(tone(1000, { sampleRate: 16000, duration: 1 }), { nFft, hopLength, center: false });
await assertClose("0 dB", amplitudeToDb(sine.abs().amax(0).mul(2).div(getWindow("hann", nFft).sum())), 0, 0.01);

// Uncertainty: the spread of a window's energy in time times that of its spectrum is 1/4π at least. By hand for each window.
const sigma = (density: readonly number[], axis: (i: number) => number): number => {
  const total = density.reduce((sum, d) => sum + d, 0);
  const centre = density.reduce((sum, d, i) => sum + d * axis(i), 0) / total;
  return Math.sqrt(density.reduce((sum, d, i) => sum + d * (axis(i) - centre) ** 2, 0) / total);
};
for (const window of ["boxcar", "hann", "hamming", "blackman", ["gaussian", 20]] as const) {
  const w = getWindow(window, 256, { fftbins: false });
  const energy = Array.from(await w.square().data(), Number);
  const spectrum = Array.from(await fft(w, { n: 512 }).abs().square().data(), Number); // negative frequencies second
  const product = sigma(energy, (n) => n) * sigma(spectrum, (k) => (k < 256 ? k : k - 512) / 512);
  console.log(`σt·σf of ${String(window)}: ${product.toFixed(4)}, 1/4π = ${(1 / 4 / Math.PI).toFixed(4)}`);
  await assertClose(`σt·σf of ${String(window)}`, uncertainty(w).product, product, 1e-4);
  assertThat("1/4π, for a Gaussian only", Math.abs(product - 1 / 4 / Math.PI) < 1e-4 === Array.isArray(window) && product > 0.0795); // prettier-ignore
}

// Wigner-Ville does without a window, and pays with a cross term half-way between any two components.
const burst = (n: number, f: number): number => Math.exp(-((n / 16) ** 2)) * Math.cos(2 * Math.PI * f * n);
const bursts = tensor(Array.from({ length: 256 }, (_, n) => burst(n - 64, 0.1) + burst(n - 192, 0.3)));
const W = wignerVille(bursts); // row k is at k / 512 cycles per sample
const pseudo = pseudoWignerVille(bursts, { lagLength: 63 }); // a window over lags: no two bursts farther apart than 62 samples
const smooth = smoothedPseudoWignerVille(bursts, { timeLength: 31, lagLength: 63 }); // and one over time
const ghost = async (map: Tensor): Promise<number> =>
  (await map.narrow(1, 124, 9).narrow(0, 92, 21).abs().amax().item()) / (await map.select(1, 64).amax().item());
const ghosts = await Promise.all([W, pseudo, smooth].map(ghost));
console.log(`ghost between two bursts: Wigner-Ville, pseudo, smoothed: ${ghosts.map((g) => g.toFixed(3)).join(", ")}`);
assertThat("cross term", ghosts[0] > 1.5 && ghosts[1] < 0.1 && ghosts[2] < 0.01);
await assertClose("its sum over frequency is the energy", W.sum(0).div(256), hilbert(bursts).abs().square(), 1e-4);

// Hilbert-Huang does without a transform: sift out the fastest oscillation, then the next, and ask each for its frequency.
const rate = { sampleRate: 500, duration: 2 };
const mixed = tone(60, rate).mul(tone(1, rate).mul(0.5).add(1)).add(tone(8, rate));
const { imfs, residue } = await emd(mixed);
await assertClose("modes and residue", imfs.sum(0).add(residue), mixed, 1e-5);
const { values: hz } = instantaneousFrequency(imfs.narrow(0, 0, 2), rate).median(-1);
await assertClose("frequencies of the modes", hz, [60, 8], 0.5);

// Two tones 60 Hz apart and two clicks 20 ms apart: no window shows both as two. Then the recording, and the other methods.
const second = { sampleRate: 8000, length: 8000 };
const both = clicks({ times: [0.49, 0.51], click: tensor([10]), ...second }).add(tone(1000, second)).add(tone(1060, second)); // prettier-ignore
const view = (n: number) => specshow(amplitudeToDb(stft(both, { nFft: n, hopLength: 8 }).abs().div(n)), { sampleRate: 8000, hopLength: 8, fmax: 2000, topDb: 50, title: `Window of ${n} samples` }); // prettier-ignore
await saveChapterFigure(subplots([view(128), view(1024)], { columns: 2 }));
const [music, modes] = [powerToDb(power, { ref: "max" }), hilbertSpectrum(imfs, { ...rate, bins: 125 }).sqrt()];
const named = [
  specshow(music, { sampleRate, hopLength, fmax: 4000, topDb: 50, title: `STFT: ${name}` }),
  specshow(modes, { ...rate, hopLength: 1, unit: "", fmax: 80, title: "Hilbert-Huang: two modes" }),
  specshow(W.abs(), { ...second, hopLength: 1, unit: "", title: "Wigner-Ville: two bursts and a ghost" }),
  specshow(smooth, { ...second, hopLength: 1, unit: "", title: "Smoothed pseudo Wigner-Ville" }),
];
await saveChapterFigure(subplots(named, { columns: 2 }), "-named");
