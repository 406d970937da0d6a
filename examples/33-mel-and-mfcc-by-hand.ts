// Chapter 33 · Mel and MFCC by hand: a filter bank, decibels, a cosine transform, and the defaults of two libraries
// sonograd course 33 [recording] [--device webgpu]
import { hzToMel, mel, melscaleFbanks, melspectrogram, mfcc, stft, tensor, type Tensor } from "@sonograd/core";
import { plot, specshow, subplots } from "@sonograd/io";
import { transforms } from "@sonograd/nn";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

// 1. Two formulas are called mel. HTK's is logarithmic throughout, Slaney's a straight line up to 1 kHz.
const scales = {
  htk: { toMel: (hz: number) => 2595 * Math.log10(1 + hz / 700), toHz: (m: number) => 700 * (10 ** (m / 2595) - 1) },
  slaney: {
    toMel: (hz: number) => (hz < 1000 ? hz * 0.015 : 15 + (27 * Math.log(hz / 1000)) / Math.log(6.4)),
    toHz: (m: number) => (m < 15 ? m / 0.015 : 1000 * 6.4 ** ((m - 15) / 27)),
  },
};
const some = [100, 440, 1000, 6000];
await assertClose("HTK's mel", some.map(scales.htk.toMel), hzToMel(some, { htk: true }), 1e-9);
await assertClose("Slaney's mel", some.map(scales.slaney.toMel), hzToMel(some), 1e-9);

// 2. The bank: triangles whose corners are evenly spaced in mel. HTK's peaks are 1, Slaney's areas are.
const rate = 16000;
function bankByHand(name: keyof typeof scales, bands: number, nFft: number): number[][] {
  const { toMel, toHz } = scales[name];
  const corners = Array.from({ length: bands + 2 }, (_, i) => toHz((toMel(rate / 2) * i) / (bands + 1)));
  return Array.from({ length: bands }, (_, band) => {
    const [low, peak, high] = corners.slice(band, band + 3);
    const height = name === "htk" ? 1 : 2 / (high - low);
    const at = (hz: number): number => Math.max(0, Math.min((hz - low) / (peak - low), (high - hz) / (high - peak)));
    return Array.from({ length: nFft / 2 + 1 }, (_, bin) => height * at((bin * rate) / nFft));
  });
}
const [htk, slaney] = [bankByHand("htk", 128, 400), bankByHand("slaney", 128, 2048)];
await assertClose("torchaudio's bank", melscaleFbanks(201, 0, rate / 2, 128, rate).transpose(0, 1), htk, 1e-6);
await assertClose("librosa's bank", mel({ sampleRate: rate, nFft: 2048 }), slaney, 1e-8);
// A trap in torchaudio's defaults: low bands are narrower than the 40 Hz between two bins, and some hold no bin at all.
const empty = [htk, slaney].map((bank) => bank.filter((band) => band.every((weight) => weight === 0)).length);
console.log(`bands without a bin: ${empty[0]} of 128 with torchaudio's defaults, ${empty[1]} with librosa's`);
assertEqual("bands without a bin", empty, [4, 0]);

// 3. Power in bands, then in decibels, at most 80 below the loudest.
const { y: original, sampleRate, name } = await recording({ seconds: 2 });
const y = new transforms.Resample(sampleRate, rate)(original);
const decibels = (S: Tensor): Tensor => S.clampMin(1e-10).maximum(S.amax().mul(1e-8)).log10().mul(10);
const melByHand = (bank: number[][], nFft: number, hopLength: number, padMode: "reflect" | "constant"): Tensor =>
  tensor(bank).matmul(stft(y, { nFft, hopLength, padMode }).abs().square());
const bands = { torchaudio: melByHand(htk, 400, 200, "reflect"), librosa: melByHand(slaney, 2048, 512, "constant") };
const same = async (what: string, a: Tensor, b: Tensor): Promise<void> => assertClose(what, a.sub(b).div(b.amax().clampMin(1e-10)), 0, 1e-5); // prettier-ignore
await same("MelSpectrogram()", new transforms.MelSpectrogram()(y), bands.torchaudio);
await same("melspectrogram()", melspectrogram(y, { sampleRate: rate }), bands.librosa);

// 4. Each library has the other's options.
const asTorchaudio = { nFft: 400, hopLength: 200, htk: true, norm: null, padMode: "reflect" } as const;
const asLibrosa = { nFft: 2048, hopLength: 512, melScale: "slaney", norm: "slaney", padMode: "constant" } as const;
await same("melspectrogram as torchaudio", melspectrogram(y, { sampleRate: rate, ...asTorchaudio }), bands.torchaudio);
await same("MelSpectrogram as librosa", new transforms.MelSpectrogram(asLibrosa)(y), bands.librosa);

// 5. The cosine transform (type II, orthonormal) of each frame: coefficient k counts ripples over the bands.
const dct = (count: number): Tensor => tensor(Array.from({ length: count }, (_, k) => Array.from({ length: 128 }, (__, m) => Math.sqrt((k === 0 ? 1 : 2) / 128) * Math.cos((Math.PI * k * (m + 0.5)) / 128)))); // prettier-ignore
const [ofTorchaudio, ofLibrosa] = [dct(40).matmul(decibels(bands.torchaudio)), dct(20).matmul(decibels(bands.librosa))];
await assertClose("MFCC()", new transforms.MFCC()(y), ofTorchaudio, 0.02);
await assertClose("mfcc()", mfcc(y, { sampleRate: rate }), ofLibrosa, 0.02);
for (const [library, c] of Object.entries({ torchaudio: ofTorchaudio, librosa: ofLibrosa })) console.log(`${name}, ${library}: [${c.shape.join(", ")}], means of the first three ${(await c.mean(1).narrow(0, 0, 3).array() as number[]).map((v) => v.toFixed(1)).join(", ")}`); // prettier-ignore

// 6. What they mean: few coefficients keep the envelope of the spectrum, all of them keep everything.
const level = decibels(bands.librosa);
const loudest = level.select(1, await bands.librosa.sum(0).argmax().item());
const rebuilt = (count: number): Tensor => dct(count).transpose(0, 1).matmul(dct(count).matmul(loudest.unsqueeze(1))).squeeze(1); // prettier-ignore
const errors = await Promise.all([5, 20, 128].map((count) => rebuilt(count).sub(loudest).square().mean().sqrt().item())); // prettier-ignore
console.log(`a frame of 128 bands from 5, 20, 128 coefficients: ${errors.map((e) => e.toFixed(2)).join(", ")} dB off`);
assertThat("more coefficients come closer", errors[0] >= errors[1] && errors[2] < 0.01);

const bank = (name: keyof typeof scales, title: string) => plot(bankByHand(name, 12, 1024).map((weights) => ({ x: Array.from(weights, (_, k) => (k * rate) / 1024), y: weights })), { title, x: { label: "Frequency", unit: "Hz" }, y: { label: "Weight" } }); // prettier-ignore
const frame = [{ y: loudest, label: "log-mel" }, { y: rebuilt(20), label: "20 coefficients" }, { y: rebuilt(5), label: "5" }]; // prettier-ignore
const pictures = [
  bank("htk", "12 bands, HTK: peaks of 1"),
  bank("slaney", "12 bands, Slaney: areas of 1"),
  specshow(level, { sampleRate: rate, hopLength: 512, yAxis: "mel", title: `Log-mel: ${name}` }),
  plot(frame, { title: "The loudest frame from its MFCC", x: { label: "Band" }, y: { label: "Level", unit: "dB" } }),
];
await saveChapterFigure(subplots(pictures, { columns: 2 }));
