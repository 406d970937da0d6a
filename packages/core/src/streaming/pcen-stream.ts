import { ParameterError, ShapeError } from "../errors/index.js";
import { pcenWithState, type PcenOptions } from "../features/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { stage, type StreamStage } from "./stage.js";

/**
 * Streaming `pcen` of frames.
 *
 * @param options  those of `pcen` without dim and ref
 * @returns a stage: [..., bands, frames], ≥ 0 → the same shape, unitless
 * @throws ParameterError  as pcen; a ref, which goes with a whole spectrogram
 * @source librosa.pcen with zi and return_zf, over blocks
 * @example pcenStream().push(melspectrogram(y).mul(2 ** 31)).shape // [128, 22]
 */
export function pcenStream(options: Omit<PcenOptions, "dim" | "ref"> = {}): StreamStage {
  const { dim = -1, ref } = options as PcenOptions;
  if (ref !== undefined || dim !== -1)
    throw new ParameterError("pcenStream: ref and dim go with a whole spectrogram. Leave them out: frames come last.");
  return stage<{ zi: Tensor | undefined }>("pcenStream", {
    start: { zi: options.zi },
    push({ zi }, block) {
      if (block.ndim < 2)
        throw new ShapeError(`pcenStream: block ${formatShape(block.shape)} must be [..., bands, frames].`);
      const { S, zf } = pcenWithState(block, { ...options, ...(zi && { zi }) });
      return { memory: { zi: zf }, out: S };
    },
    flush: () => undefined,
  });
}
