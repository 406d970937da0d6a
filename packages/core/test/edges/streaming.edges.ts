// Streams, in blocks of 1, 700 and the remaining samples.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";
import { streamed } from "../streamed.js";

const SILENT = "nothing is -∞ dB";
const transform = { sampleRate: 8000, nFft: 256, hopLength: 64 };
const channels = (y: core.Tensor): core.Tensor => (y.ndim === 1 ? y.unsqueeze(0) : y);

/** An edge that sends the signal, or what `before` makes of it, through a new stage. */
const edge = (
  name: string,
  make: (y: core.Tensor) => core.StreamStage | core.AsyncStreamStage,
  before: (y: core.Tensor) => core.Tensor = (y) => y,
): Edge => ({
  name,
  run: (y) => {
    const x = before(y);
    const n = x.shape.at(-1)!;
    const cut = Math.min(700, n - 1);
    return streamed(x, [1, cut, n - 1 - cut], make(x));
  },
});

export const edges: readonly Edge[] = [
  edge("spectralCentroidStream", () => core.spectralCentroidStream(transform)),
  edge("spectralBandwidthStream", () => core.spectralBandwidthStream(transform)),
  edge("spectralRolloffStream", () => core.spectralRolloffStream(transform)),
  edge("spectralFlatnessStream", () => core.spectralFlatnessStream(transform)),
  edge("spectralContrastStream", () => core.spectralContrastStream({ ...transform, nBands: 4 })),
  edge("polyFeaturesStream", () => core.polyFeaturesStream(transform)),
  edge("chromaStftStream", () => core.chromaStftStream(transform)),
  edge("onsetStrengthStream", () => core.onsetStrengthStream({ ...transform, nMels: 20 })),
  edge("yinStream", () => core.yinStream({ fmin: 100, fmax: 2000, sampleRate: 8000, frameLength: 256 })),
  edge("energyVadStream", () => core.energyVadStream({ frameLength: 256, hopLength: 64, noiseFrames: 8 })),
  edge("pcenStream", () => core.pcenStream(), (y) => core.melspectrogram(y, { ...transform, nMels: 20 })), // prettier-ignore
  edge("istftStream", () => core.istftStream({ nFft: 64 }), (y) => core.stft(y, { nFft: 64 })), // prettier-ignore
  edge("resampleStream", () => core.resampleStream({ origSr: 8, targetSr: 5 })),
  edge("fftconvolveStream", ({ device }) => core.fftconvolveStream(core.ones([50], { device }), { mode: "same" })),
  edge("deemphasisStream", () => core.deemphasisStream()),
  edge("envelopeFollowerStream", () => core.envelopeFollowerStream({ sampleRate: 8000 })),
  { ...edge("momentaryLoudnessStream", () => core.momentaryLoudnessStream(3000), channels), mayBeNaN: { silence: SILENT } },
  { ...edge("shortTermLoudnessStream", () => core.shortTermLoudnessStream(3000), (y) => channels(y).repeat(1, 6)), mayBeNaN: { silence: SILENT } },
]; // prettier-ignore
