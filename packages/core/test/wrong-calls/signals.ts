// Frames, windows, banks and features whose lengths and rates do not go together.
import {
  amplitudeEnvelope, autocorrelate, chirp, fftFrequencies, fixLength, frame, getWindow, hzToMidi, istft, lpc, mel, melFrequencies, melspectrogram, mfcc,
  midiToNote, muCompress, normalize, noteToHz, ones, padCenter, powerToDb, preemphasis, rms, spectralRolloff, stft, tensor, toMono, tone,
  windowSumsquare, zeroCrossingRate, zeros,
} from "../../src/index.js"; // prettier-ignore
import { complexZeros, dtype, parameter, shape, wrong, type WrongCall } from "./row.js";

const signal = zeros([100]);

export const wrongSignals: readonly WrongCall[] = [
  parameter("stft of no points", () => stft(signal, { nFft: 0 }), "stft: nFft=0 must be an integer ≥ 1"),
  parameter("stft that stands still", () => stft(signal, { nFft: 16, hopLength: 0 }), "stft: hopLength=0 must be an integer ≥ 1"), // prettier-ignore
  parameter("a window longer than its transform", () => stft(signal, { nFft: 16, winLength: 32 }), "winLength=32 must be at most nFft=16", "Raise nFft"), // prettier-ignore
  parameter("a frame longer than the signal", () => stft(zeros([10]), { nFft: 16, center: false }), "frameLength=16 must be at most the signal's length 10", "center: true"), // prettier-ignore
  shape("stft of silence without samples", () => stft(zeros([0])), "stft: y [0] holds no samples", "Check the file or the slice"), // prettier-ignore
  dtype("stft of complex numbers", () => stft(complexZeros(100)), 'stft: y has dtype="complex64"', '.to("float32")'),
  parameter("stft of an array", () => stft(wrong(new Float32Array(100))), "stft: y is an object", "tensor(…)"),
  parameter("a window that nobody knows", () => stft(signal, { nFft: 16, window: wrong("hanning2") }), 'getWindow: window="hanning2" is not known', "hann"), // prettier-ignore
  parameter("a window of another length", () => stft(signal, { nFft: 16, window: new Float64Array(8) }), "window has 8 values but must have n=16"), // prettier-ignore
  parameter("a window that is a tensor", () => stft(signal, { nFft: 16, window: wrong(ones([16])) }), "getWindow: window is a Tensor", "dataSync()"), // prettier-ignore
  parameter("a padding that nobody knows", () => stft(signal, { nFft: 16, padMode: wrong("zero") }), 'stft: padMode="zero" is not known', "constant"), // prettier-ignore
  dtype("istft of magnitudes", () => istft(zeros([9, 4])), 'istft: S has dtype="float32" but must be complex', "griffinLim"), // prettier-ignore
  shape("istft of other bins", () => istft(complexZeros(9, 4), { nFft: 18 }), "istft: S [9, 4] has 9 bins but nFft=18 makes 10"), // prettier-ignore
  parameter("istft with gaps", () => istft(complexZeros(9, 4), { hopLength: 32 }), "istft: hopLength=32 leaves samples", "shorter than the window"), // prettier-ignore
  shape("istft of no frames", () => istft(complexZeros(9, 0)), "istft: S [9, 0]", "at least one frame"),
  parameter(
    "istft to no samples",
    () => istft(complexZeros(9, 4), { length: 0 }),
    "istft: length=0 must be an integer ≥ 1",
  ),
  parameter("a bank that ends before it begins", () => mel({ sampleRate: 100, nFft: 16, fmin: 60 }), "mel: fmin=60 Hz must be ≥ 0 and below fmax=50 Hz"), // prettier-ignore
  parameter("a bank of no bands", () => mel({ sampleRate: 100, nFft: 16, nMels: 0 }), "mel: nMels=0 must be an integer ≥ 1"), // prettier-ignore
  parameter(
    "a bank without a rate",
    () => mel({ sampleRate: 0, nFft: 16 }),
    "mel: sampleRate=0 must be a finite number > 0",
  ),
  parameter("mel bands that are no number", () => melFrequencies({ nMels: Number.NaN }), "melFrequencies: nMels=NaN must be an integer"), // prettier-ignore
  parameter("bins of a negative rate", () => fftFrequencies({ sampleRate: -1 }), "fftFrequencies: sampleRate=-1 must be a finite number > 0"), // prettier-ignore
  parameter("frames longer than the signal", () => frame(zeros([10]), { frameLength: 11 }), "frame: frameLength=11 must be at most the signal's length 10", "Use a shorter frame"), // prettier-ignore
  parameter(
    "frames that stand still",
    () => frame(zeros([10]), { frameLength: 5, hopLength: 0 }),
    "frame: hopLength=0",
  ),
  parameter("rms of no samples", () => rms(signal, { frameLength: 0 }), "rms: frameLength=0 must be an integer ≥ 1"),
  parameter("zero crossings of half a sample", () => zeroCrossingRate(signal, { frameLength: 1.5 }), "zeroCrossingRate: frameLength=1.5 must be an integer ≥ 2"), // prettier-ignore
  parameter("an envelope of another kind", () => amplitudeEnvelope(signal, { mode: wrong("min") }), 'amplitudeEnvelope: mode="min"', '"absmax"'), // prettier-ignore
  parameter("a window of less than nothing", () => getWindow("hann", -1), "getWindow: n=-1 must be an integer ≥ 0"),
  parameter("a window without its parameter", () => getWindow(wrong(["kaiser"]), 8), 'window=["kaiser"] needs 1 finite parameter(s)', '["kaiser", number]'), // prettier-ignore
  parameter("a tone without end", () => tone(440), "tone: neither length nor duration make no signal", "Give length in samples"), // prettier-ignore
  parameter(
    "a tone of less than nothing",
    () => tone(440, { duration: -1 }),
    "tone: duration=-1 makes no signal",
    "≥ 0",
  ),
  parameter(
    "a tone of NaN",
    () => tone(Number.NaN, { length: 8 }),
    "tone: frequency=NaN must be a finite number of Hz",
  ),
  parameter("a glide from 0", () => chirp({ fmin: 0, fmax: 100, length: 8 }), "chirp: fmin=0, fmax=100 must be > 0 Hz", "linear: true"), // prettier-ignore
  parameter(
    "decibels of nothing",
    () => powerToDb(zeros([2]), { amin: 0 }),
    "powerToDb: amin=0 must be a finite number > 0",
  ),
  parameter("a negative range", () => powerToDb(zeros([2]), { topDb: -1 }), "powerToDb: topDb=-1 must be ≥ 0", "null for no limit"), // prettier-ignore
  parameter(
    "a filter of NaN",
    () => preemphasis(signal, { coef: Number.NaN }),
    "preemphasis: coef=NaN must be a finite number",
  ),
  parameter("even levels", () => muCompress(tensor([0.5]), { mu: 100 }), "muCompress: mu=100", "Use 255"),
  shape("correlation of no samples", () => autocorrelate(zeros([0])), "autocorrelate: y [0] holds no samples"),
  parameter("a prediction from more than there is", () => lpc(ones([5]), { order: 9 }), "lpc: order=9 must be less than the 5 samples", "longer frame"), // prettier-ignore
  shape("the mono of a number", () => toMono(zeros([])), "toMono: y [] holds no samples"),
  parameter(
    "a norm of NaN",
    () => normalize(zeros([2]), { norm: Number.NaN }),
    "normalize: norm=NaN must be ≥ 0",
    "or null",
  ),
  parameter("a length below 0", () => fixLength(signal, -1), "fixLength: size=-1 must be an integer ≥ 0"),
  parameter(
    "padding to less",
    () => padCenter(zeros([5]), 3),
    "padCenter: size=3 must be an integer ≥ 5",
    "Use fixLength",
  ),
  parameter("windows of half a frame", () => windowSumsquare({ nFrames: 1.5 }), "windowSumsquare: nFrames=1.5 must be an integer"), // prettier-ignore
  parameter("a spectrogram above half the rate", () => melspectrogram(signal, { sampleRate: 100, fmin: 70 }), "melspectrogram: fmin=70 Hz", "below fmax=50 Hz"), // prettier-ignore
  parameter("no coefficients", () => mfcc(zeros([4000]), { sampleRate: 8000, nMfcc: 0 }), "mfcc: nMfcc=0 must be an integer ≥ 1"), // prettier-ignore
  shape("more coefficients than bands", () => mfcc(zeros([4000]), { sampleRate: 8000, nMfcc: 200 }), "mfcc: nMfcc=200", "Raise nMels"), // prettier-ignore
  parameter("a roll-off above all", () => spectralRolloff(zeros([4000]), { sampleRate: 8000, rollPercent: 1.5 }), "rollPercent=1.5 must lie between 0 and 1", "0.85 means 85 %"), // prettier-ignore
  parameter("a note that is none", () => noteToHz("H9"), 'note="H9" is no note name', '"F#3"'),
  parameter("a note of NaN", () => midiToNote(Number.NaN), "midiToNote: midi=NaN must be a finite number"),
  parameter("a pitch of a text", () => hzToMidi(wrong("a")), 'convert: value is "a"', "a list of numbers"),
];
