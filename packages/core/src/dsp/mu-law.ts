// Companding: small amplitudes get more of the 8 bits of telephony than large ones.
import { ParameterError } from "../errors/index.js";
import { isIntegral, needTensor, type Tensor } from "../tensor/index.js";

export interface MuLawOptions {
  /** Strength, > 0; mu + 1 levels when quantised (default 255). */
  readonly mu?: number;
  /** To and from integer levels (default true). */
  readonly quantize?: boolean;
}

function checkMu(op: string, mu: number, quantize: boolean): void {
  if (!(mu > 0) || (quantize && (!Number.isInteger(mu) || mu % 2 === 0)))
    throw new ParameterError(
      `${op}: mu=${mu} must be > 0, and odd when quantised so that mu + 1 levels are symmetric. Use 255.`,
    );
}

/**
 * Compresses amplitudes by sign(x) · ln(1 + mu·|x|) / ln(1 + mu).
 *
 * @param x        real, any shape, -1…1
 * @param options.mu        > 0 (default 255)
 * @param options.quantize  to mu + 1 integer levels (default true)
 * @returns shape of x: int32 levels -(mu + 1)/2…(mu - 1)/2, or real -1…1 without quantisation. Levels pass no gradient
 * @throws ParameterError  mu out of range
 * @source librosa.mu_compress (torchaudio's MuLawEncoding counts levels from 0); does not look for |x| > 1
 * @example muCompress(y, { mu: 255 })
 */
export function muCompress(x: Tensor, { mu = 255, quantize = true }: MuLawOptions = {}): Tensor {
  needTensor("muCompress", x);
  checkMu("muCompress", mu, quantize);
  const compressed = x.sign().mul(x.abs().mul(mu).log1p().div(Math.log1p(mu)));
  if (!quantize) return compressed;
  // The number of the levels' lower edges, -1…1 in steps of 2 / mu, that lie below the value.
  return compressed.detach().mul(mu / 2).add(mu / 2).ceil().sub((mu + 1) / 2).to("int32"); // prettier-ignore
}

/**
 * Undoes `muCompress`: sign(x) · ((1 + mu)^|x| - 1) / mu.
 *
 * @param x        levels when quantised, else -1…1; any shape
 * @param options.mu        > 0 (default 255)
 * @param options.quantize  x holds levels (default true)
 * @returns real, shape of x, -1…1
 * @throws ParameterError  mu out of range
 * @source librosa.mu_expand
 * @example muExpand(muCompress(y))
 */
export function muExpand(x: Tensor, { mu = 255, quantize = true }: MuLawOptions = {}): Tensor {
  needTensor("muExpand", x);
  checkMu("muExpand", mu, quantize);
  const own = isIntegral(x.dtype) ? x.to("float32") : x;
  const scaled = quantize ? own.mul(2 / (1 + mu)) : own;
  return scaled.sign().mul(scaled.abs().mul(Math.log1p(mu)).expm1().div(mu));
}
