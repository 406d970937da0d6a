import { fixLength } from "../dsp/pad-signal.js";
import { polyphase, type ResampleFilter } from "../dsp/resample/polyphase.js";
import { checkOptions, filterOf, resampledLengths } from "../dsp/resample/resample.js";
import type { ResampleOptions } from "../dsp/index.js";
import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { append, stage, type StreamStage } from "./stage.js";

interface Memory extends Readonly<Record<string, Tensor | number | undefined>> {
  /** Samples that later outputs still need. */
  readonly samples: Tensor | undefined;
  /** Number of the first of them, a multiple of `down`. */
  readonly first: number;
  /** Next output. */
  readonly next: number;
}

/** The filter with its weights kept, as each block asks for the same ones again. */
function remembered({ up, down, reach, weight }: ResampleFilter): ResampleFilter {
  const known = new Float64Array(2 * reach + 1).fill(Number.NaN);
  return {
    up,
    down,
    reach,
    weight: (step) => {
      const value = known[step + reach];
      return Number.isNaN(value) ? (known[step + reach] = weight(step)) : value;
    },
  };
}

/**
 * Streaming `resample`; it runs as far behind as its filter reaches.
 *
 * @param options  those of `resample` without dim; whole rates, and any resType but "fft" and "scipy"
 * @returns a stage: real [..., samples] → [..., samples · targetSr / origSr]
 * @throws ParameterError  as resample; a rate that is no integer; a resType that needs the whole signal
 * @source soxr.ResampleStream; torchaudio.functional.resample over blocks
 * @example resampleStream({ origSr: 22050, targetSr: 16000, resType: "sinc_interp_hann" }).push(y).shape // [7994]
 */
export function resampleStream(options: Omit<ResampleOptions, "dim"> = {} as never): StreamStage {
  const op = "resampleStream";
  checkOptions(op, options);
  const { origSr, targetSr, resType = "soxr_hq", scale = false } = options;
  if (resType === "fft" || resType === "scipy")
    throw new ParameterError(`${op}: resType="${resType}" transforms the whole signal. Use "soxr_hq".`);
  if (!Number.isInteger(origSr) || !Number.isInteger(targetSr))
    throw new ParameterError(
      `${op}: origSr=${origSr} and targetSr=${targetSr} must be integers: how exactly a fraction is met depends on the signal's length. Round them.`,
    );
  const full = { ...options, resType };
  const filter = remembered(filterOf(op, 1, full));
  const { up, down, reach } = filter;
  const gain = scale ? 1 / Math.sqrt(targetSr / origSr) : 1;

  /** The outputs `next`…`end` - 1 of the samples from number `first` on. */
  const outputs = (samples: Tensor, first: number, next: number, end: number): Tensor | undefined => {
    if (end <= next) return undefined;
    const early = next - (first / down) * up;
    const found = polyphase(samples, early + end - next, filter).narrow(-1, early, end - next);
    return gain === 1 ? found : found.mul(gain);
  };

  if (origSr === targetSr) return stage(op, { start: {}, push: (_, block) => ({ memory: {}, out: block }), flush: () => undefined }); // prettier-ignore
  return stage<Memory>(op, {
    start: { samples: undefined, first: 0, next: 0 },
    push({ samples: before, first, next }, block) {
      const samples = append(before, block);
      const total = first + samples.shape.at(-1)!;
      // Outputs that no later sample reaches, and that the signal has whatever its length is rounded to.
      const end = Math.max(next, Math.floor((total * up - 1 - Math.max(reach, down)) / down) + 1);
      const out = outputs(samples, first, next, end);
      const needed = Math.max(first, Math.floor(Math.max(0, Math.ceil((end * down - reach) / up)) / down) * down);
      return {
        memory: { samples: samples.narrow(-1, needed - first, total - needed), first: needed, next: end },
        out,
      };
    },
    flush({ samples, first, next }) {
      if (samples === undefined) return undefined;
      const [computed, length] = resampledLengths(first + samples.shape.at(-1)!, full);
      const rest = outputs(samples, first, next, computed);
      return rest && fixLength(rest, length - next);
    },
  });
}
