import { ParameterError } from "../../../errors/index.js";
import { rfft } from "../../../ops/index.js";
import type { Tensor } from "../../../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "../../checks.js";
import { constant } from "../../constant.js";
import { detrendSegments, type Detrend } from "./detrend.js";
import { checkTapers } from "./dpss-tapers.js";
import { concentrations, slepianTapers } from "./slepian.js";
import type { PowerSpectrum } from "./welch.js";

export interface MultitaperOptions {
  /** Sampling frequency, > 0 (default 1). */
  readonly fs?: number;
  /** Half of the bandwidth times the duration, 0 < NW < samples / 2 (default 4). */
  readonly NW?: number;
  /** Tapers, integer ≥ 1 (default 2 · NW - 1, rounded down). */
  readonly kmax?: number;
  /** Points of the transform, integer ≥ samples (default: the samples). */
  readonly nfft?: number;
  /** Weights of the tapers: all alike, or their concentrations (default "unity"). */
  readonly weighting?: "unity" | "eigen";
  /** What is taken off the signal (default "constant"). */
  readonly detrend?: Detrend;
}

/**
 * Power spectral density by Thomson's multitaper method: the average of the spectra through independent tapers. It varies
 * less than a periodogram without cutting the signal into segments.
 *
 * @param x  real, [..., samples]
 * @param options.fs         sampling frequency, > 0 (default 1)
 * @param options.NW         half of the bandwidth times the duration (default 4): lines are 2 · NW · fs / samples wide
 * @param options.kmax       tapers, integer ≥ 1 (default floor(2 · NW) - 1)
 * @param options.nfft       points, ≥ samples (default: the samples)
 * @param options.weighting  "unity", or "eigen": by the tapers' concentrations (default "unity")
 * @param options.detrend    "constant", "linear", false or a function (default "constant")
 * @returns { frequencies, Pxx }: Pxx [..., floor(nfft / 2) + 1], unit of x squared per unit of fs, one-sided, ≥ 0; silence
 *          gives 0. Gradients flow
 * @throws ParameterError  NW, kmax or nfft out of range for the samples; ShapeError: no samples
 * @source Thomson, Proceedings of the IEEE 70, 1982; MATLAB Signal Processing Toolbox, pmtm with "unity" or "eigen"
 * @example multitaper(y.narrow(-1, 0, 256), { fs: 22050 }).Pxx.shape // [129]
 */
export function multitaper(
  x: Tensor,
  { fs = 1, NW = 4, kmax, nfft, weighting = "unity", detrend = "constant" }: MultitaperOptions = {},
): PowerSpectrum {
  checkSignal("multitaper", x, "x");
  checkPositive("multitaper", "fs", fs);
  const n = x.shape.at(-1)!;
  const count = checkTapers("multitaper", n, NW, kmax);
  const points = nfft ?? n;
  checkInteger("multitaper", "nfft", points, n);
  if (weighting !== "unity" && weighting !== "eigen")
    throw new ParameterError(`multitaper: weighting="${String(weighting)}" must be "unity" or "eigen".`);

  const tapers = slepianTapers(n, NW, count);
  const weights = weighting === "eigen" ? concentrations(tapers, NW) : new Float64Array(count).fill(1);
  const total = weights.reduce((sum, w) => sum + w, 0);
  // Each taper times the root of its weight: then the powers only need to be added up.
  const rows = new Float64Array(count * n);
  tapers.forEach((taper, k) => rows.set(taper.map((v) => v * Math.sqrt(weights[k] / (total * fs))), k * n)); // prettier-ignore
  const tapered = detrendSegments(x, detrend)
    .unsqueeze(-2)
    .mul(constant(rows, [count, n], x.dtype, x.device));
  const X = rfft(tapered, { n: points });
  const power = X.real().square().add(X.imag().square()).sum(-2);
  const bins = Math.floor(points / 2) + 1;
  const sides = Float64Array.from({ length: bins }, (_, k) => (k === 0 || 2 * k === points ? 1 : 2));
  return {
    frequencies: sides.map((_, k) => (k * fs) / points),
    Pxx: power.mul(constant(sides, [bins], x.dtype, x.device)),
  };
}
