import { ParameterError, ShapeError } from "../../errors/index.js";
import { cat, convTranspose1d, zerosLike } from "../../ops/index.js";
import { formatShape, sameShape, type Tensor } from "../../tensor/index.js";
import { checkMode, type WaveletMode } from "./extend-signal.js";
import { alongLast, filterPair, type DwtOptions } from "./dwt.js";
import { toWavelet, type FilterBank, type Wavelet } from "./wavelet.js";

/** One synthesis step along the last axis: two of [..., m] → [..., 2m − taps + 2], or 2m in periodization. */
export function synthesisStep(cA: Tensor, cD: Tensor, { recLo, recHi }: FilterBank, mode: WaveletMode): Tensor {
  const taps = recLo.length;
  const [batch, m] = [cA.shape.slice(0, -1), cA.shape.at(-1)!];
  const rows = batch.reduce((p, n) => p * n, 1);
  const both = cat([cA.reshape([rows, 1, m]), cD.reshape([rows, 1, m])], 1);
  // [rows, 2, m] → [rows, 1, 2(m − 1) + taps]
  const full = convTranspose1d(both, filterPair(recLo, recHi, cA), null, { stride: 2 });
  if (mode !== "periodization") {
    const length = 2 * m - taps + 2;
    return full.narrow(-1, taps - 2, length).reshape([...batch, length]);
  }
  // The ends wrap around: value k lands on (k − taps / 2 + 1) mod 2m.
  const length = 2 * m;
  const shift = taps / 2 - 1;
  const before = (length - (shift % length)) % length;
  const whole = before + full.shape.at(-1)!;
  const turns = Math.ceil(whole / length);
  return full
    .pad([before, turns * length - whole])
    .reshape([...batch, turns, length])
    .sum(-2);
}

/**
 * Undoes one level of the discrete wavelet transform.
 *
 * @param cA       approximation coefficients, [..., coefficients]; null: zeros
 * @param cD       detail coefficients of the same shape; null: zeros
 * @param wavelet  one with filters, or its name
 * @param options.mode  that of dwt (default "symmetric"); only "periodization" makes a difference
 * @param options.dim   dimension of the coefficients (default -1)
 * @returns [..., 2 · coefficients - taps + 2], unit of the coefficients; in mode "periodization" 2 · coefficients: one more than an odd signal had
 * @throws ParameterError  both null, unknown wavelet or mode; ShapeError: shapes differ, or too few coefficients for the taps
 * @source pywt.idwt
 * @example idwt(tensor([2, 4]), null, "haar").shape // [4]
 */
export function idwt(
  cA: Tensor | null,
  cD: Tensor | null,
  wavelet: Wavelet | string,
  { mode = "symmetric", dim = -1 }: DwtOptions = {},
): Tensor {
  const bank = toWavelet("idwt", wavelet);
  checkMode("idwt", mode);
  const given = cA ?? cD;
  if (!given) throw new ParameterError("idwt: cA=null and cD=null leave nothing to reconstruct. Give one of them.");
  const low = alongLast("idwt", cA ?? zerosLike(given), dim, "cA");
  const high = alongLast("idwt", cD ?? zerosLike(given), dim, "cD");
  if (!sameShape(low.x.shape, high.x.shape))
    throw new ShapeError(
      `idwt: cA ${formatShape(low.x.shape)} and cD ${formatShape(high.x.shape)} must have one shape. Cut the longer one.`,
    );
  const m = low.x.shape.at(-1)!;
  if (mode !== "periodization" && 2 * m - bank.recLen + 2 < 1)
    throw new ShapeError(
      `idwt: ${m} coefficients are too few for the ${bank.recLen} taps of wavelet="${bank.name}". Was another wavelet used for the analysis?`,
    );
  return low.restore(synthesisStep(low.x, high.x, bank, mode));
}
