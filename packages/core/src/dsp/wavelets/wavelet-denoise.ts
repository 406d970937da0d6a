import { ParameterError } from "../../errors/index.js";
import { where } from "../../ops/index.js";
import { isDouble, type Tensor } from "../../tensor/index.js";
import { checkInteger } from "../checks.js";
import { alongLast, dwtMaxLevel } from "./dwt.js";
import { checkMode, type WaveletMode } from "./extend-signal.js";
import { wavedec, waverec } from "./wavedec.js";
import { toWavelet, type Wavelet } from "./wavelet.js";
import { waveletThreshold } from "./wavelet-threshold.js";

export interface WaveletDenoiseOptions {
  /** Standard deviation of the noise (default: estimated from the finest details of every line). */
  readonly sigma?: number;
  /** One with filters, or its name (default "db1"). */
  readonly wavelet?: Wavelet | string;
  /** How details are shrunk (default "soft"). */
  readonly mode?: "soft" | "hard" | "garrote";
  /** Levels, integer ≥ 1 (default dwtMaxLevel - 3, at least 1). */
  readonly waveletLevels?: number;
  /** Where the threshold comes from (default "BayesShrink"). */
  readonly method?: "BayesShrink" | "VisuShrink" | "SURE";
  /** How the signal goes on beyond its ends (default "symmetric"). */
  readonly extension?: WaveletMode;
  /** Dimension of the samples (default -1). */
  readonly dim?: number;
}

/** Median of |x| for a standard normal x: the third quartile of the distribution. */
const QUARTILE = 0.6744897501960817;

/** Robust standard deviation of the noise, [..., 1]: zeros, which padded signals are full of, do not count. */
function noiseLevel(details: Tensor): Tensor {
  const sizes = details.abs();
  const median = where(sizes.eq(0), NaN, sizes).nanquantile(0.5, { dim: -1, keepdim: true });
  return where(median.isnan(), 0, median).div(QUARTILE);
}

/** σ² / √(variance of the clean details), per line. */
function bayes(details: Tensor, sigma: Tensor): Tensor {
  const smallest = isDouble(details.dtype) ? 2 ** -52 : 2 ** -23;
  const noise = sigma.square();
  return noise.div(details.square().mean(-1, { keepdim: true }).sub(noise).clamp({ min: smallest }).sqrt());
}

/** The threshold of least estimated risk, at most σ·√(2·ln n); that one where the details are sparse. */
function sure(details: Tensor, sigma: Tensor): Tensor {
  const n = details.shape.at(-1)!;
  const universal = Math.sqrt(2 * Math.log(n));
  const silent = sigma.eq(0);
  const squares = details
    .div(where(silent, 1, sigma))
    .square()
    .sort({ dim: -1 }).values;
  const rank = details.newTensor(Float32Array.from({ length: n }, (_, k) => k + 1)).to(details.dtype);
  // Risk at the k-th smallest: k of them are cut to 0, all others pay the threshold.
  const risk = rank
    .mul(-2)
    .add(n)
    .add(squares.cumsum(-1))
    .add(squares.mul(rank.neg().add(n)));
  const allowed = where(squares.gt(universal ** 2), Infinity, risk);
  const best = squares.gather(-1, allowed.argmin(-1, { keepdim: true })).sqrt();
  const none = squares.narrow(-1, 0, 1).gt(universal ** 2);
  const sparse = squares
    .mean(-1, { keepdim: true })
    .sub(1)
    .le(Math.log2(n) ** 1.5 / Math.sqrt(n));
  return where(sparse.logicalOr(none), universal, best).mul(sigma);
}

/**
 * The signal with noise removed by shrinking its wavelet details.
 *
 * @param data  real, [..., samples]
 * @param options.sigma     standard deviation of the noise, unit of data, ≥ 0 (default: median of the finest details / 0.6745)
 * @param options.wavelet   one with filters, or its name (default "db1")
 * @param options.mode      "soft", "hard" or "garrote" (default "soft")
 * @param options.waveletLevels  integer ≥ 1 (default dwtMaxLevel - 3, at least 1)
 * @param options.method    "BayesShrink", a threshold for each level from its variance (default); "VisuShrink": σ·√(2·ln samples);
 *                          "SURE": the one of least estimated risk for each level
 * @param options.extension beyond the ends (default "symmetric")
 * @param options.dim       dimension of the samples (default -1)
 * @returns shape and unit of data; silence gives zeros, a signal of one value itself. The thresholds count as constants in the
 *          gradient
 * @throws ParameterError  sigma < 0, unknown method, mode or wavelet; ShapeError: no samples
 * @source skimage.restoration.denoise_wavelet in one dimension (every line on its own); Donoho and Johnstone 1994, 1995; Chang,
 *         Yu and Vetterli 2000
 * @example waveletDenoise(y, { wavelet: "sym4", method: "VisuShrink" }).shape // [11025]
 */
export function waveletDenoise(data: Tensor, options: WaveletDenoiseOptions = {}): Tensor {
  const { sigma, wavelet = "db1", mode = "soft", method = "BayesShrink", extension = "symmetric", dim = -1 } = options;
  const bank = toWavelet("waveletDenoise", wavelet);
  checkMode("waveletDenoise", extension);
  if (!["BayesShrink", "VisuShrink", "SURE"].includes(method))
    throw new ParameterError(`waveletDenoise: method="${method}" must be BayesShrink, VisuShrink or SURE.`);
  if (!["soft", "hard", "garrote"].includes(mode))
    throw new ParameterError(`waveletDenoise: mode="${mode}" must be soft, hard or garrote.`);
  if (sigma !== undefined && !(sigma >= 0 && Number.isFinite(sigma)))
    throw new ParameterError(`waveletDenoise: sigma=${sigma} must be a finite number ≥ 0.`);
  const { x, restore } = alongLast("waveletDenoise", data, dim);
  const n = x.shape.at(-1)!;
  const level = options.waveletLevels ?? Math.max(dwtMaxLevel(n, bank) - 3, 1);
  checkInteger("waveletDenoise", "waveletLevels", level, 1);

  const [approximation, ...details] = wavedec(x, bank, { mode: extension, level });
  const noise =
    sigma === undefined
      ? noiseLevel(details[details.length - 1].detach())
      : x.newZeros([...x.shape.slice(0, -1), 1]).add(sigma);
  const shrunk = details.map((band) => {
    const fixed = band.detach();
    const threshold =
      method === "VisuShrink"
        ? noise.mul(Math.sqrt(2 * Math.log(n)))
        : (method === "SURE" ? sure : bayes)(fixed, noise);
    return waveletThreshold(band, threshold, { mode });
  });
  return restore(waverec([approximation, ...shrunk], bank, { mode: extension }).narrow(-1, 0, n));
}
