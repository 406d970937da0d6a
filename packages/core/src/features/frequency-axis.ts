// The frequencies of a spectrogram's bins as a tensor that broadcasts against it.
import { constant } from "../dsp/constant.js";
import { fftFrequencies } from "../dsp/index.js";
import { ShapeError } from "../errors/index.js";
import { formatShape, Tensor } from "../tensor/index.js";

/** Hz per bin: a list of one per bin, or a tensor [bins] or of the spectrogram's own shape. */
export type Frequencies = ArrayLike<number> | Tensor;

/** [bins, 1], or the shape of S where every frame has frequencies of its own. */
export function frequencyAxis(
  op: string,
  S: Tensor,
  freq: Frequencies | undefined,
  sampleRate: number,
  nFft: number,
): Tensor {
  const bins = S.shape.at(-2)!;
  if (freq instanceof Tensor && freq.ndim > 1) return freq;
  const length = freq === undefined ? bins : freq instanceof Tensor ? freq.numel : freq.length;
  if (length !== bins)
    throw new ShapeError(
      `${op}: freq has ${length} values but S ${formatShape(S.shape)} has ${bins} bins. Give one frequency per bin.`,
    );
  if (freq instanceof Tensor) return freq.reshape([bins, 1]);
  const hz = freq === undefined ? fftFrequencies({ sampleRate, nFft }) : Float64Array.from(freq);
  return constant(hz, [bins, 1], S.dtype, S.device);
}
