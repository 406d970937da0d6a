// A minute of audio through STFT, log-mel, MFCC and a handful of features: ours beside loops with fft.js, Meyda, essentia.js
// and TensorFlow.js, in turn in one run: `pnpm bench:dsp`, or `pnpm bench:dsp mel` for the contests that say so. Times are for reading: nothing fails because of them.
import {
  compile, fromTypedArray, logMelspectrogram, mel, mfcc, rms, spectralBandwidth, spectralCentroid, spectralFlatness,
  spectralRolloff, spectrogram, stft, zeroCrossingRate, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import FFT from "fft.js";
import { requirePeers } from "./peers/on-demand.js";
import { tf } from "./peers/tfjs.js";
import { race } from "./race.js";
import { describeMachine } from "./report.js";

const [RATE, SECONDS, N, HOP, MELS, COEFFICIENTS] = [22050, 60, 2048, 512, 128, 20];
const BINS = N / 2 + 1;
const LENGTH = RATE * SECONDS;
const FRAMES = Math.floor(LENGTH / HOP) + 1;
/** TensorFlow.js takes n² steps for a spectrum of n points: it gets this part of the minute, and its time is multiplied. */
const TFJS_PART = 60;

const samples = Float32Array.from(
  { length: LENGTH },
  (_, i) => 0.3 * Math.sin(i * 0.05) + 0.2 * Math.sin(i * 0.31 + 3 * Math.sin(i / 9000)) + 0.05 * Math.sin(i * i),
);
const y = fromTypedArray(samples, [LENGTH]);

// The loops that somebody writes who has fft.js and nothing else.
const plan = new FFT(N);
const spectrum = plan.createComplexArray() as number[];
const windowed = Array.from({ length: N }, () => 0);
const hann = Float64Array.from({ length: N }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / N));
const padded = new Float32Array(LENGTH + N);
padded.set(samples, N / 2);
function eachFrame(use: (frame: number) => void): void {
  for (let f = 0; f < FRAMES; f++) {
    for (let i = 0; i < N; i++) windowed[i] = padded[f * HOP + i] * hann[i];
    plan.realTransform(spectrum, windowed);
    use(f);
  }
}
const bank = Float64Array.from(mel({ sampleRate: RATE, nFft: N, nMels: MELS }).dataSync());
const filters = Array.from({ length: MELS }, (_, m) => bank.subarray(m * BINS, (m + 1) * BINS));
const first = filters.map((w) => w.findIndex((v) => v > 0));
const last = filters.map((w) => w.findLastIndex((v) => v > 0));
const power = new Float64Array(BINS);
function loopLogMel(): Float32Array {
  const out = new Float32Array(FRAMES * MELS);
  eachFrame((f) => {
    for (let k = 0; k < BINS; k++) power[k] = spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2;
    for (let m = 0; m < MELS; m++) {
      let sum = 0;
      for (let k = first[m]; k <= last[m]; k++) sum += filters[m][k] * power[k];
      out[f * MELS + m] = 10 * Math.log10(Math.max(sum, 1e-10));
    }
  });
  return out;
}
const cosines = Float64Array.from(
  { length: COEFFICIENTS * MELS },
  (_, i) =>
    Math.cos((Math.PI * Math.floor(i / MELS) * ((i % MELS) + 0.5)) / MELS) * Math.sqrt((i < MELS ? 1 : 2) / MELS),
);
function loopMfcc(): Float32Array {
  const levels = loopLogMel();
  let peak = -Infinity;
  for (const level of levels) peak = Math.max(peak, level);
  const out = new Float32Array(FRAMES * COEFFICIENTS);
  for (let f = 0; f < FRAMES; f++)
    for (let c = 0; c < COEFFICIENTS; c++) {
      let sum = 0;
      for (let m = 0; m < MELS; m++) sum += cosines[c * MELS + m] * Math.max(levels[f * MELS + m], peak - 80);
      out[f * COEFFICIENTS + c] = sum;
    }
  return out;
}
function loopFeatures(): Float32Array {
  const out = new Float32Array(6 * FRAMES);
  eachFrame((f) => {
    let [sum, weighted, logs, powers, squares, crossings] = [0, 0, 0, 0, 0, 0];
    for (let k = 0; k < BINS; k++) {
      const p = spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2;
      power[k] = Math.sqrt(p);
      sum += power[k];
      weighted += power[k] * k;
      logs += Math.log(Math.max(p, 1e-10));
      powers += Math.max(p, 1e-10);
    }
    const center = weighted / sum;
    let spread = 0;
    let [below, rolloff] = [0, -1];
    for (let k = 0; k < BINS; k++) {
      spread += (power[k] / sum) * (k - center) ** 2;
      below += power[k];
      if (rolloff < 0 && below >= 0.85 * sum) rolloff = k;
    }
    for (let i = 0; i < N; i++) squares += padded[f * HOP + i] ** 2;
    for (let i = 1; i < N; i++) if (padded[f * HOP + i] < 0 !== padded[f * HOP + i - 1] < 0) crossings++;
    out.set([(center * RATE) / N, (Math.sqrt(spread) * RATE) / N, Math.exp(logs / BINS) / (powers / BINS), (rolloff * RATE) / N, Math.sqrt(squares / N), crossings / N], 6 * f); // prettier-ignore
  });
  return out;
}
function loopStft(): Float32Array {
  const out = new Float32Array(FRAMES * 2 * BINS);
  eachFrame((f) => {
    for (let i = 0; i < 2 * BINS; i++) out[f * 2 * BINS + i] = spectrum[i];
  });
  return out;
}

// Meyda and essentia.js, frame by frame as their documentation shows it.
const peers = requirePeers({ meyda: "5.6.3", "essentia.js": "0.1.3" });
interface MeydaApi {
  bufferSize: number;
  sampleRate: number;
  melBands: number;
  numberOfMFCCCoefficients: number;
  extract(features: readonly string[], frame: Float32Array): unknown;
}
const loadedMeyda = peers("meyda") as MeydaApi & { readonly default?: MeydaApi };
const meyda = loadedMeyda.default ?? loadedMeyda;
Object.assign(meyda, { bufferSize: N, sampleRate: RATE, melBands: MELS, numberOfMFCCCoefficients: COEFFICIENTS });
const withMeyda =
  (...features: string[]) =>
  (): void => {
    for (let at = 0; at + N <= LENGTH; at += HOP) meyda.extract(features, samples.subarray(at, at + N));
  };

interface Vector {
  delete(): void;
}
type Call = (...args: readonly unknown[]) => Record<string, Vector>;
const wasm: unknown = peers("essentia.js/dist/essentia-wasm.umd.js");
const Essentia = peers("essentia.js/dist/essentia.js-core.umd.js") as new (wasm: unknown) => Record<string, Call> & {
  arrayToVector(values: Float32Array): Vector;
  vectorToArray(values: Vector): Float32Array;
};
const essentia = new Essentia(wasm);
const withEssentia = (use: (spectrum: Vector, frame: Vector) => void) => (): void => {
  for (let at = 0; at + N <= LENGTH; at += HOP) {
    const frame = essentia.arrayToVector(samples.subarray(at, at + N));
    const { frame: tapered } = essentia.Windowing(frame, true, N, "hann");
    const { spectrum: bins } = essentia.Spectrum(tapered, N);
    use(bins, frame);
    for (const vector of [frame, tapered, bins]) vector.delete();
  }
};
const read = (vector: Vector, ...others: readonly Vector[]): void => {
  essentia.vectorToArray(vector);
  for (const used of [vector, ...others]) used.delete();
};

const part = samples.slice(0, LENGTH / TFJS_PART);
const inTfjs = (compute: (spectra: import("@tensorflow/tfjs-core").Tensor) => import("@tensorflow/tfjs-core").Tensor) => () =>
  tf.tidy(() => compute(tf.signal.stft(tf.tensor1d(part), N, HOP, N)).dataSync()); // prettier-ignore
const tfBank = tf.transpose(tf.tensor2d(Float32Array.from(bank), [MELS, BINS]));

const all = compile((signal: Tensor) => {
  const S = spectrogram(signal);
  return [spectralCentroid({ S }), spectralBandwidth({ S }), spectralFlatness({ S }), spectralRolloff({ S }), rms(signal), zeroCrossingRate(signal)]; // prettier-ignore
});

type Contest = Readonly<Record<string, () => unknown>>;
const CONTESTS: Readonly<Record<string, Contest>> = {
  "STFT, 2048 points every 512": {
    sonograd: () => stft(y).transpose(-1, -2).dataSync(),
    "fft.js loop": loopStft,
    Meyda: withMeyda("complexSpectrum"),
    "essentia.js": withEssentia((bins) => essentia.vectorToArray(bins)),
    "TF.js": inTfjs((spectra) => tf.real(spectra)),
  },
  "log-mel, 128 bands": {
    sonograd: () => logMelspectrogram(y, { topDb: null }).transpose(-1, -2).dataSync(),
    "fft.js loop": loopLogMel,
    Meyda: withMeyda("melBands"),
    "essentia.js": withEssentia((bins) => read(essentia.MelBands(bins, RATE / 2, BINS, true, 0, "unit_sum", MELS, RATE, "power").bands)), // prettier-ignore
    "TF.js": inTfjs((spectra) => tf.log(tf.add(tf.matMul(tf.square(tf.abs(spectra)), tfBank), 1e-10))),
  },
  "MFCC, 20 of 128 bands": {
    sonograd: () => mfcc(y).transpose(-1, -2).dataSync(),
    "fft.js loop": loopMfcc,
    Meyda: withMeyda("mfcc"),
    "essentia.js": withEssentia((bins) => {
      const { mfcc: coefficients, bands } = essentia.MFCC(bins, 2, RATE / 2, BINS, 0, "dbamp", 0, "unit_sum", MELS, COEFFICIENTS, RATE); // prettier-ignore
      read(coefficients, bands);
    }),
  },
  "centroid, bandwidth, flatness, roll-off, RMS, zero crossings": {
    sonograd: () => all(y).map((feature) => feature.dataSync()),
    "fft.js loop": loopFeatures,
    Meyda: withMeyda("spectralCentroid", "spectralSpread", "spectralFlatness", "spectralRolloff", "rms", "zcr"),
    "essentia.js": withEssentia((bins, frame) => {
      const { centralMoments } = essentia.CentralMoments(bins, "pdf", RATE / 2);
      essentia.DistributionShape(centralMoments);
      centralMoments.delete();
      for (const name of ["Centroid", "Flatness", "RollOff"]) essentia[name](bins);
      for (const name of ["RMS", "ZeroCrossingRate"]) essentia[name](frame);
    }),
  },
};

console.log(`${SECONDS} s at ${RATE} Hz. ${describeMachine()}\n`);
console.log("milliseconds, median of the runs, and how many times ours that is:\n");
for (const [name, contest] of Object.entries(CONTESTS)) {
  if (!name.includes(process.argv[2] ?? "")) continue;
  const timings = race(Object.values(contest), { budget: 8000, rounds: [2, 12] });
  const times = Object.keys(contest).map((library, i) => timings[i].median * (library === "TF.js" ? TFJS_PART : 1));
  const cells = Object.keys(contest).map((library, i) => `${library} ${times[i].toPrecision(3)}${i === 0 ? "" : ` ×${(times[i] / times[0]).toFixed(2)}`}`); // prettier-ignore
  console.log(
    `${name}: ${cells.join(", ")}. ${times[0] === Math.min(...times) ? "Ours is the fastest" : "Not ours is the fastest"}`,
  );
}
