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

function checkChannels(op: string, quantizationChannels: number): void {
  if (!Number.isInteger(quantizationChannels) || quantizationChannels < 2)
    throw new ParameterError(`${op}: quantizationChannels=${quantizationChannels} must be an integer ≥ 2. Use 256.`);
}

export interface MuLawCodingOptions {
  /** Levels, integer ≥ 2; mu is one less (default 256). */
  readonly quantizationChannels?: number;
}

/**
 * Codes of a signal in mu-law: compressed and rounded to levels that count from 0.
 *
 * @param x        real, any shape, -1…1
 * @param options.quantizationChannels  levels, integer ≥ 2 (default 256)
 * @returns int32, shape of x, 0…quantizationChannels - 1; silence gives the middle level. No gradient
 * @throws ParameterError  quantizationChannels < 2
 * @source torchaudio.functional.mu_law_encoding; `muCompress` counts levels as librosa does
 * @example muLawEncoding(tensor([-1, 0, 1])).arraySync() // [0, 128, 255]
 */
export function muLawEncoding(x: Tensor, { quantizationChannels = 256 }: MuLawCodingOptions = {}): Tensor {
  needTensor("muLawEncoding", x);
  checkChannels("muLawEncoding", quantizationChannels);
  const mu = quantizationChannels - 1;
  const compressed = muCompress(isIntegral(x.dtype) ? x.to("float32") : x.detach(), { mu, quantize: false });
  // All terms are positive in -1…1, where truncation after adding a half rounds.
  return compressed.add(1).div(2).mul(mu).add(0.5).to("int32"); // prettier-ignore
}

/**
 * The signal of mu-law codes.
 *
 * @param xMu      codes, any shape, 0…quantizationChannels - 1
 * @param options.quantizationChannels  levels, integer ≥ 2 (default 256)
 * @returns float32 (floating codes keep their dtype), shape of xMu, -1…1
 * @throws ParameterError  quantizationChannels < 2
 * @source torchaudio.functional.mu_law_decoding
 * @example muLawDecoding(muLawEncoding(y))
 */
export function muLawDecoding(xMu: Tensor, { quantizationChannels = 256 }: MuLawCodingOptions = {}): Tensor {
  needTensor("muLawDecoding", xMu, "xMu");
  checkChannels("muLawDecoding", quantizationChannels);
  const mu = quantizationChannels - 1;
  const codes = isIntegral(xMu.dtype) ? xMu.to("float32") : xMu;
  return muExpand(codes.mul(2 / mu).sub(1), { mu, quantize: false });
}
