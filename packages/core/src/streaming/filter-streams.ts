// The streaming twins of filters, which carry their state from block to block.
import { checkCoefficient, deemphasis, preemphasis, startOf, type EmphasisOptions } from "../dsp/emphasis.js";
import { lfilterWithState, sosfiltWithState, type Coefficients, type SosRows } from "../dsp/filters/index.js";
import { ParameterError } from "../errors/index.js";
import { Tensor } from "../tensor/index.js";
import { localStage } from "./local-stage.js";
import { append, stage, type StreamStage } from "./stage.js";

/** The state of a filter between two blocks. */
interface State extends Readonly<Record<string, Tensor | undefined>> {
  readonly zf: Tensor | undefined;
}

const nothing = (): undefined => undefined;

/**
 * Streaming `lfilter`.
 *
 * @param aCoeffs  denominator, as in lfilter
 * @param bCoeffs  numerator, as in lfilter
 * @param options.clamp     limit to -1…1 (default true)
 * @param options.batching  as in lfilter (default true)
 * @returns a stage: real [..., samples] → the same shape
 * @throws ShapeError  coefficients that do not fit each other or the channels
 * @source torchaudio.functional.lfilter, with the state of scipy.signal.lfilter
 * @example lfilterStream([1, -0.9], [0.1, 0]).push(y).shape // [11025]
 */
export const lfilterStream = (
  aCoeffs: Coefficients,
  bCoeffs: Coefficients,
  { clamp = true, batching = true }: { readonly clamp?: boolean; readonly batching?: boolean } = {},
): StreamStage =>
  stage<State>("lfilterStream", {
    start: { zf: undefined },
    push({ zf: zi }, block) {
      const { y, zf } = lfilterWithState(block, aCoeffs, bCoeffs, { batching, ...(zi && { zi }) });
      return { memory: { zf }, out: clamp ? y.clamp({ min: -1, max: 1 }) : y };
    },
    flush: nothing,
  });

/**
 * Streaming `sosfilt`.
 *
 * @param sos  rows b0, b1, b2, a0, a1, a2, or a tensor [sections, 6]
 * @returns a stage: real [..., samples] → the same shape
 * @throws ShapeError  sos is not [sections, 6]
 * @source scipy.signal.sosfilt with its state
 * @example sosfiltStream([[0.1, 0, 0, 1, -0.9, 0]]).push(y).shape // [11025]
 */
export function sosfiltStream(sos: SosRows | Tensor): StreamStage {
  if (!(sos instanceof Tensor) && !Array.isArray(sos))
    throw new ParameterError("sosfiltStream: sos must be rows b0, b1, b2, a0, a1, a2, or a tensor [sections, 6].");
  return stage<State>("sosfiltStream", {
    start: { zf: undefined },
    push({ zf: zi }, block) {
      const { y, zf } = sosfiltWithState(block, sos, zi && { zi });
      return { memory: { zf }, out: y };
    },
    flush: nothing,
  });
}

/**
 * Streaming `preemphasis`.
 *
 * @param options.coef  as in preemphasis (default 0.97)
 * @param options.zi    as in preemphasis
 * @returns a stage: real [..., samples] → the same shape
 * @throws ParameterError  coef not finite
 * @source librosa.effects.preemphasis over blocks
 * @example preemphasisStream().push(y).shape // [11025]
 */
export const preemphasisStream = (options: EmphasisOptions = {}): StreamStage =>
  localStage("preemphasisStream", { before: 1, after: 0 }, (y) => preemphasis(y, options));

/**
 * Streaming `deemphasis`.
 *
 * @param options.coef  as in deemphasis (default 0.97)
 * @param options.zi    as in deemphasis (default: undoes preemphasis with its default, for which two samples are awaited)
 * @returns a stage: real [..., samples] → the same shape
 * @throws ParameterError  coef not finite
 * @source librosa.effects.deemphasis over blocks
 * @example deemphasisStream().push(preemphasis(y)).shape // [11025]
 */
export function deemphasisStream({ coef = 0.97, zi }: EmphasisOptions = {}): StreamStage {
  checkCoefficient("deemphasisStream", coef);
  const run = (samples: Tensor, state: Tensor) => {
    const { y, zf } = lfilterWithState(samples, [1, -coef], [1, 0], { zi: state });
    return { memory: { zf, begun: undefined }, out: y };
  };
  return stage<{ zf: Tensor | undefined; begun: Tensor | undefined }>("deemphasisStream", {
    start: { zf: undefined, begun: undefined },
    push(memory, block) {
      if (memory.zf) return run(block, memory.zf);
      const samples = append(memory.begun, block);
      if (zi === undefined && samples.shape.at(-1) === 1) return { memory: { zf: undefined, begun: samples } };
      return run(samples, startOf(samples, coef, zi));
    },
    flush: ({ begun }) => begun && deemphasis(begun, { coef }),
  });
}
