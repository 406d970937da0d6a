import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { irfft } from "../ops/index.js";
import { formatShape, isComplex, needTensor, type Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";
import { constant } from "./constant.js";
import { fftWindow, resolveLengths, type StftOptions } from "./stft.js";
import { windowSumsquareValues } from "./window-sumsquare.js";

/** Least sum of squared windows that a sample may have in the steady state, as scipy.signal.check_NOLA. */
const NOLA_TOLERANCE = 1e-10;
/** Smallest normal float32: below it the envelope counts as zero, as in librosa. */
const TINY = 2 ** -126;

function checkNola(window: Float64Array, hopLength: number): void {
  for (let phase = 0; phase < hopLength; phase++) {
    let sum = 0;
    for (let i = phase; i < window.length; i += hopLength) sum += window[i] ** 2;
    if (sum <= NOLA_TOLERANCE)
      throw new ParameterError(
        `istft: hopLength=${hopLength} leaves samples that no window covers: the squared windows add up to ${sum} at every ` +
          `${phase + 1}. of ${hopLength} samples (nonzero overlap-add rule). Use a hop shorter than the window, as in the stft.`,
      );
  }
}

/**
 * Inverse short-time Fourier transform: overlap-added frames divided by the sum of the squared windows, which is the
 * signal whose stft is closest to `S`.
 *
 * @param S        complex, [..., bins, frames], from `stft` with the same options
 * @param options.nFft       samples; give it where it is odd (default 2 · (bins - 1))
 * @param options.hopLength  samples, integer ≥ 1 (default winLength / 4)
 * @param options.winLength  samples, 1…nFft (default nFft)
 * @param options.window     (default "hann", periodic)
 * @param options.center     frames were centred: cut the padding off (default true)
 * @param options.length     samples of the result: cut or filled with zeros (default: what the frames cover)
 * @returns real, [..., samples]; without centring, samples under a vanishing window stay as they are
 * @throws ParameterError  hopLength so long that samples are lost; lengths out of range
 * @throws ShapeError      bins do not suit nFft, or there are no frames
 * @source librosa.istft 0.11; refuses lossy hops, which librosa does not
 * @example istft(stft(y), { length: y.shape.at(-1) }) // y again, within 1e-6
 */
export function istft(S: Tensor, options: Omit<StftOptions, "padMode"> & { readonly length?: number } = {}): Tensor {
  needTensor("istft", S, "S");
  if (!isComplex(S.dtype))
    throw new DTypeError(`istft: S has dtype="${S.dtype}" but must be complex. Use griffinLim for magnitudes.`);
  if (S.ndim < 2 || S.shape.at(-1) === 0)
    throw new ShapeError(`istft: S ${formatShape(S.shape)} must be [..., bins, frames] with at least one frame.`);
  const bins = S.shape.at(-2)!;
  const { window = "hann", center = true, length } = options;
  const { nFft, winLength, hopLength } = resolveLengths("istft", { ...options, nFft: options.nFft ?? 2 * (bins - 1) });
  if (Math.floor(nFft / 2) + 1 !== bins)
    throw new ShapeError(
      `istft: S ${formatShape(S.shape)} has ${bins} bins but nFft=${nFft} makes ${Math.floor(nFft / 2) + 1}.`,
    );
  if (length !== undefined) checkInteger("istft", "length", length, 1);
  const taper = fftWindow(window, winLength, nFft);
  checkNola(taper, hopLength);

  const start = center ? Math.floor(nFft / 2) : 0;
  const available = S.shape.at(-1)!;
  // Frames beyond the wanted length would only be cut off.
  const frames = length === undefined ? available : Math.min(available, Math.ceil((length + 2 * start) / hopLength));
  const covered = nFft + hopLength * (frames - 1);
  const size = length ?? covered - 2 * start;
  if (size < 1)
    throw new ShapeError(
      `istft: S ${formatShape(S.shape)} holds no sample besides the padding of nFft=${nFft}. Give a length or more frames.`,
    );

  const spectra = S.narrow(-1, 0, frames).transpose(-1, -2); // [..., frames, bins]
  const envelope = windowSumsquareValues(taper, frames, hopLength);
  // Samples behind the last frame have no window: they are 0 as they are.
  const factors = Float64Array.from({ length: start + size }, (_, i) => (envelope[i] > TINY ? 1 / envelope[i] : 1));
  const synthesis = constant(taper, [nFft], S.dtype, S.device);
  const y = addFrames(
    irfft(spectra, { n: nFft }),
    synthesis,
    constant(factors, [start + size], S.dtype, S.device),
    hopLength,
  );
  return y.narrow(-1, start, size);
}

/** The windowed sum of frames [..., frames, n], each sample times its factor: as many samples as there are factors. */
function addFrames(x: Tensor, window: Tensor, factors: Tensor, hopLength: number): Tensor {
  const [frames, n] = x.shape.slice(-2);
  const [length] = factors.shape;
  const spec = { shape: [...x.shape.slice(0, -2), length], dtype: x.dtype };
  const forward = (): Tensor =>
    dispatch("overlapAdd", [x.transpose(-1, -2), window, factors], [spec], { hopLength })[0];
  return differentiable("overlapAdd", [x], forward, () => [
    (g) => {
      const reach = n + hopLength * (frames - 1);
      const scaled = g.mul(factors);
      const covered = length >= reach ? scaled.narrow(-1, 0, reach) : scaled.pad([0, reach - length]);
      return covered.unfold(-1, n, hopLength).mul(window);
    },
  ]);
}
