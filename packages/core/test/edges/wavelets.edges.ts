// Wavelet transforms, discrete and continuous, and what is built on them.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const MODES: readonly core.WaveletMode[] = ["zero", "constant", "symmetric", "reflect", "periodic", "smooth", "antisymmetric", "antireflect", "periodization"]; // prettier-ignore
const audio = { sampleRate: 8000, voices: 2 };

/** The samples that can be halved `level` times. */
const even = (y: core.Tensor, level: number): core.Tensor => {
  const n = y.shape.at(-1)!;
  return n < 2 ** level ? y : y.narrow(-1, 0, n - (n % 2 ** level));
};

export const edges: readonly Edge[] = [
  ...MODES.map((mode): Edge => ({ name: `dwt with ${mode}`, run: (y) => core.dwt(y, "db4", { mode }) })),
  { name: "dwt with more taps than samples", run: (y) => core.dwt(y, "db38", { mode: "antireflect" }) },
  {
    name: "idwt",
    run: (y) => {
      const { cA, cD } = core.dwt(y, "sym5", { mode: "reflect" });
      return core.idwt(cA, cD, "sym5", { mode: "reflect" });
    },
  },
  { name: "wavedec", run: (y) => core.wavedec(y, "coif2") },
  { name: "waverec", run: (y) => core.waverec(core.wavedec(y, "bior4.4"), "bior4.4") },
  { name: "dwt2", run: (y) => core.dwt2(core.cat([y.unsqueeze(0), y.unsqueeze(0)]), "db2") },
  { name: "idwt2", run: (y) => core.idwt2(core.dwt2(core.cat([y.unsqueeze(0), y.unsqueeze(0)]), "db2"), "db2") },
  { name: "wavedec2", run: (y) => core.wavedec2(core.cat([y.unsqueeze(0), y.unsqueeze(0)]), "haar") },
  {
    name: "waverec2",
    run: (y) => core.waverec2(core.wavedec2(core.cat([y.unsqueeze(0), y.unsqueeze(0)]), "haar"), "haar"),
  },
  { name: "swt", run: (y) => core.swt(y, "db2", { level: 2 }) },
  { name: "iswt", run: (y) => core.iswt(core.swt(even(y, 2), "db2", { level: 2 }), "db2") },
  {
    name: "WaveletPacket",
    run: (y) => new core.WaveletPacket(y, "db2", { maxLevel: 3 }).getLevel(3, { order: "freq" }),
  },
  { name: "WaveletPacket.reconstruct", run: (y) => { const tree = new core.WaveletPacket(y, "db2", { maxLevel: 2 }); tree.getLevel(2); return tree.reconstruct(); } }, // prettier-ignore
  { name: "waveletThreshold", run: (y) => core.waveletThreshold(y, 0.2, { mode: "garrote" }) },
  { name: "thresholdFirm", run: (y) => core.thresholdFirm(y, 0.1, 0.3) },
  ...(["BayesShrink", "VisuShrink", "SURE"] as const).map((method): Edge => ({ name: `waveletDenoise with ${method}`, run: (y) => core.waveletDenoise(y, { method, wavelet: "db3" }) })), // prettier-ignore
  { name: "cwt", run: (y) => core.cwt(y, [1, 4, 20], "morl") },
  { name: "cwt, complex, by spectra", run: (y) => core.cwt(y, [2, 50], "cmor1.5-1.0", { method: "fft" }) },
  ...(["morlet", "paul", "dog", "morse", "bump"] as const).map((wavelet): Edge => ({ name: `cwtFourier with ${wavelet}`, run: (y) => core.cwtFourier(y, { ...audio, wavelet, padMode: "reflect" }) })), // prettier-ignore
  { name: "icwt", run: (y) => { const { coefs, scales } = core.cwtFourier(y, { ...audio, scales: [2, 4, 8, 16] }); return core.icwt(coefs, scales); } }, // prettier-ignore
  { name: "ssqCwt", run: (y) => core.ssqCwt(y, audio) },
  { name: "issqCwt", run: (y) => core.issqCwt(core.ssqCwt(y, audio).Tx) },
  { name: "ssqStft", run: (y) => core.ssqStft(y, { nFft: 64, hopLength: 8 }) },
  { name: "issqStft", run: (y) => core.issqStft(core.ssqStft(y, { nFft: 64 }).Tx) },
];
