// Where the energy of modes lies: over time and frequency (Hilbert-Huang transform), and over frequency alone.
import { ParameterError, ShapeError } from "../../errors/index.js";
import { cat, where, zeros } from "../../ops/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "../checks.js";
import { analytic } from "../hilbert.js";
import { unwrappedSteps } from "../unwrap.js";

export interface HilbertSpectrumOptions {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Rows of equal width in Hz, integer ≥ 1 (default 128). */
  readonly bins?: number;
  /** Lower edge of the first row in Hz, ≥ 0 (default 0). */
  readonly fmin?: number;
  /** Upper edge of the last row in Hz, > fmin (default sampleRate / 2). */
  readonly fmax?: number;
}

/**
 * Hilbert spectrum: at each sample the energy of every mode, in the row of its instantaneous frequency.
 *
 * @param imfs     modes as `emd` gives them, real, [..., modes, samples]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.bins        rows, integer ≥ 1 (default 128)
 * @param options.fmin        Hz, ≥ 0 (default 0), to fmax (default sampleRate / 2)
 * @returns [..., bins, samples], squared amplitude, ≥ 0; row b covers fmin + b · (fmax - fmin) / bins Hz and what follows. Modes
 *          outside are left out. The gradient is that of the amplitudes. No modes give 0
 * @throws ParameterError  bins, fmin or fmax out of range; ShapeError: no dimension of modes
 * @source Huang et al., Proc. R. Soc. A 454 (1998)
 * @example hilbertSpectrum(y.unsqueeze(0), { bins: 64 }).shape // [64, 11025]
 */
export function hilbertSpectrum(
  imfs: Tensor,
  { sampleRate = 22050, bins = 128, fmin = 0, fmax = sampleRate / 2 }: HilbertSpectrumOptions = {},
): Tensor {
  checkSignal("hilbertSpectrum", imfs, "imfs");
  checkPositive("hilbertSpectrum", "sampleRate", sampleRate);
  checkInteger("hilbertSpectrum", "bins", bins, 1);
  if (!(fmin >= 0 && fmax > fmin) || !Number.isFinite(fmax))
    throw new ParameterError(`hilbertSpectrum: fmin=${fmin}, fmax=${fmax} must be 0 ≤ fmin < fmax. They are in Hz.`);
  if (imfs.ndim < 2)
    throw new ShapeError(
      `hilbertSpectrum: imfs ${formatShape(imfs.shape)} must be [..., modes, samples]. Use .unsqueeze(0) for one mode.`,
    );
  const samples = imfs.shape.at(-1)!;
  const shape = [...imfs.shape.slice(0, -2), bins, samples];
  const map = zeros(shape, { dtype: imfs.dtype, device: imfs.device });
  if (imfs.shape.at(-2) === 0) return map;
  const z = analytic(imfs, samples); // [..., modes, samples]
  const row = rowsOf(z.detach(), sampleRate).sub(fmin).mul(bins / (fmax - fmin)).floor(); // prettier-ignore
  const isInside = row.ge(0).logicalAnd(row.lt(bins));
  const energy = where(isInside, z.real().square().add(z.imag().square()), 0);
  return map.scatterAdd(-2, where(isInside, row, 0).to("int32"), energy);
}

/** Hz at each sample; the step to the next one, and at the last the one before. */
function rowsOf(z: Tensor, sampleRate: number): Tensor {
  const angle = z.angle();
  const n = angle.shape.at(-1)!;
  if (n === 1) return angle.mul(0);
  const hz = unwrappedSteps(angle).mul(sampleRate / (2 * Math.PI));
  return cat([hz, hz.narrow(-1, n - 2, 1)], -1);
}

/**
 * Marginal Hilbert spectrum: the energy of the modes by instantaneous frequency, over the whole time.
 *
 * @param imfs     modes as `emd` gives them, real, [..., modes, samples]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.bins        integer ≥ 1 (default 128)
 * @param options.fmin        Hz, ≥ 0 (default 0), to fmax (default sampleRate / 2)
 * @returns [..., bins], squared amplitude times seconds, ≥ 0; rows as `hilbertSpectrum`
 * @throws ParameterError  bins, fmin or fmax out of range; ShapeError: no dimension of modes
 * @source Huang et al., Proc. R. Soc. A 454 (1998), with energies for amplitudes
 * @example marginalSpectrum(y.unsqueeze(0), { bins: 64 }).shape // [64]
 */
export const marginalSpectrum = (imfs: Tensor, options: HilbertSpectrumOptions = {}): Tensor =>
  hilbertSpectrum(imfs, options)
    .sum(-1)
    .div(options.sampleRate ?? 22050);
