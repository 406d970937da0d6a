// Conversions between frequency scales, and the frequencies of bins. All in double precision, for numbers and lists.
import { checkInteger, checkPositive } from "./checks.js";
import { conversion } from "./conversion.js";

export interface MelOptions {
  /** HTK's formula rather than Slaney's (default false). */
  readonly htk?: boolean;
}

// Slaney's scale is linear to 1000 Hz and logarithmic above.
const HZ_PER_MEL = 200 / 3;
const BREAK_HZ = 1000;
const BREAK_MEL = BREAK_HZ / HZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

/**
 * Hz to mel. @param value Hz, ≥ 0 @returns mel @source librosa.hz_to_mel
 * @example hzToMel(1000) // 15
 */
export const hzToMel = conversion<MelOptions>((hz, { htk = false }) => {
  if (htk) return 2595 * Math.log10(1 + hz / 700);
  return hz >= BREAK_HZ ? BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP : hz / HZ_PER_MEL;
});

/**
 * Mel to Hz. @param value mel @returns Hz @source librosa.mel_to_hz
 * @example melToHz(15) // 1000
 */
export const melToHz = conversion<MelOptions>((mel, { htk = false }) => {
  if (htk) return 700 * (10 ** (mel / 2595) - 1);
  return mel >= BREAK_MEL ? BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL)) : mel * HZ_PER_MEL;
});

const A4_HZ = 440;
const A4_MIDI = 69;

/** Hz to MIDI note number, 69 for 440 Hz. @source librosa.hz_to_midi @example hzToMidi(440) // 69 */
export const hzToMidi = conversion((hz) => 12 * (Math.log2(hz) - Math.log2(A4_HZ)) + A4_MIDI);

/** MIDI note number to Hz. @source librosa.midi_to_hz @example midiToHz(69) // 440 */
export const midiToHz = conversion((midi) => A4_HZ * 2 ** ((midi - A4_MIDI) / 12));

export interface TuningOptions {
  /** Deviation from A440 in bins (default 0). */
  readonly tuning?: number;
  /** Bins per octave (default 12). */
  readonly binsPerOctave?: number;
}

/** Hz to octaves above A0 (27.5 Hz). @source librosa.hz_to_octs @example hzToOcts(440) // 4 */
export const hzToOcts = conversion<TuningOptions>((hz, { tuning = 0, binsPerOctave = 12 }) =>
  Math.log2(hz / ((A4_HZ * 2 ** (tuning / binsPerOctave)) / 16)),
);

/** Octaves above A0 to Hz. @source librosa.octs_to_hz @example octsToHz(4) // 440 */
export const octsToHz = conversion<TuningOptions>(
  (octs, { tuning = 0, binsPerOctave = 12 }) => ((A4_HZ * 2 ** (tuning / binsPerOctave)) / 16) * 2 ** octs,
);

/** The frequency of A4 in Hz to a tuning deviation in bins. @source librosa.A4_to_tuning @example A4ToTuning(440) // 0 */
export const A4ToTuning = conversion<Pick<TuningOptions, "binsPerOctave">>(
  (hz, { binsPerOctave = 12 }) => binsPerOctave * (Math.log2(hz) - Math.log2(A4_HZ)),
);

/** A tuning deviation in bins to the frequency of A4 in Hz. @source librosa.tuning_to_A4 @example tuningToA4(0) // 440 */
export const tuningToA4 = conversion<Pick<TuningOptions, "binsPerOctave">>(
  (tuning, { binsPerOctave = 12 }) => A4_HZ * 2 ** (tuning / binsPerOctave),
);

/** nMels frequencies evenly spaced in mel from fmin to fmax. @returns Hz, nMels values @source librosa.mel_frequencies
 * @example melFrequencies({ nMels: 40 }) */
export function melFrequencies({
  nMels = 128,
  fmin = 0,
  fmax = 11025,
  htk = false,
}: MelOptions & { readonly nMels?: number; readonly fmin?: number; readonly fmax?: number } = {}): Float64Array {
  checkInteger("melFrequencies", "nMels", nMels, 0);
  const [low, high] = [hzToMel(fmin, { htk }), hzToMel(fmax, { htk })];
  const step = nMels > 1 ? (high - low) / (nMels - 1) : 0;
  return Float64Array.from({ length: nMels }, (_, i) =>
    melToHz(i === nMels - 1 && i > 0 ? high : low + i * step, { htk }),
  );
}

/** The centre frequencies of the bins of an nFft-point DFT. @returns Hz, floor(nFft / 2) + 1 values
 * @source librosa.fft_frequencies @example fftFrequencies({ sampleRate: 8, nFft: 4 }) // [0, 2, 4] */
export function fftFrequencies({
  sampleRate = 22050,
  nFft = 2048,
}: { readonly sampleRate?: number; readonly nFft?: number } = {}): Float64Array {
  checkPositive("fftFrequencies", "sampleRate", sampleRate);
  checkInteger("fftFrequencies", "nFft", nFft, 1);
  return Float64Array.from({ length: Math.floor(nFft / 2) + 1 }, (_, k) => (k * sampleRate) / nFft);
}

/** Centre frequencies of a constant-Q transform. @param nBins number of bins @returns Hz, nBins values
 * @source librosa.cqt_frequencies @example cqtFrequencies(84, { fmin: 32.7 }) */
export function cqtFrequencies(
  nBins: number,
  { fmin, binsPerOctave = 12, tuning = 0 }: TuningOptions & { readonly fmin: number } = {} as never,
): Float64Array {
  checkInteger("cqtFrequencies", "nBins", nBins, 0);
  checkPositive("cqtFrequencies", "fmin", fmin);
  return Float64Array.from({ length: nBins }, (_, k) => fmin * 2 ** ((tuning + k) / binsPerOctave));
}

/** The tempo of each lag of a tempogram; lag 0 is Infinity. @returns beats per minute, nBins values
 * @source librosa.tempo_frequencies @example tempoFrequencies(384) */
export const tempoFrequencies = (
  nBins: number,
  { hopLength = 512, sampleRate = 22050 }: { readonly hopLength?: number; readonly sampleRate?: number } = {},
): Float64Array => Float64Array.from({ length: nBins }, (_, lag) => (60 * sampleRate) / (hopLength * lag));

/** The tempo of each bin of a Fourier tempogram. @returns beats per minute, floor(winLength / 2) + 1 values
 * @source librosa.fourier_tempo_frequencies @example fourierTempoFrequencies({ winLength: 384 }) */
export const fourierTempoFrequencies = ({
  sampleRate = 22050,
  winLength = 384,
  hopLength = 512,
}: { readonly sampleRate?: number; readonly winLength?: number; readonly hopLength?: number } = {}): Float64Array =>
  fftFrequencies({ sampleRate: (sampleRate * 60) / hopLength, nFft: winLength });
