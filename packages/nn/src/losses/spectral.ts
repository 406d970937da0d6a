// Losses between the spectra of signals, for networks that make sound.
import { melspectrogram, ParameterError, stft, type MelspectrogramOptions, type Tensor, type WindowSpec } from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

export interface StftLossOptions {
  /** Points of the transform, samples (default 1024). */
  nFft?: number;
  /** Samples between frames (default 120). */
  hopLength?: number;
  /** Samples of the window (default 600). */
  winLength?: number;
  /** Default "hann". */
  window?: WindowSpec;
  /** Weight of ‖|Y| − |X|‖ / ‖|Y|‖ over the whole batch, X of the input, Y of the target (default 1). */
  spectralConvergence?: number;
  /** Weight of the mean of |log |Y| − log |X|| (default 1). */
  logMagnitude?: number;
}

/** |STFT| [..., bins, frames], with powers of at least 1e-7. */
function magnitude(
  x: Tensor,
  { nFft = 1024, hopLength = 120, winLength = 600, window = "hann" }: StftLossOptions,
): Tensor {
  const spectrum = stft(x, { nFft, hopLength, winLength, window, padMode: "reflect" });
  return spectrum.real().square().add(spectrum.imag().square()).clamp({ min: 1e-7 }).sqrt(); // prettier-ignore
}

/**
 * Spectral convergence and distance of log magnitudes at one resolution.
 *
 * @param input, target  [..., samples], more than nFft / 2 of them
 * @throws ParameterError, ShapeError
 * @source Yamamoto et al., "Parallel WaveGAN" (2020); Arık et al., "Fast spectrogram inversion" (2018)
 */
export function stftLoss(input: Tensor, target: Tensor, options: StftLossOptions = {}): Tensor {
  const { spectralConvergence = 1, logMagnitude = 1 } = options;
  checkSameShape("stftLoss", input, target);
  const [x, y] = [magnitude(input, options), magnitude(target, options)];
  const length = (a: Tensor): Tensor => a.square().sum().sqrt(); // prettier-ignore
  const convergence = length(y.sub(x)).div(length(y));
  const distance = y.log().sub(x.log()).abs().mean(); // prettier-ignore
  return convergence.mul(spectralConvergence).add(distance.mul(logMagnitude));
}

export interface MultiResolutionStftOptions extends Omit<StftLossOptions, "nFft" | "hopLength" | "winLength"> {
  /** Points of the transforms (default 1024, 2048, 512). */
  fftSizes?: readonly number[];
  /** Samples between frames, one per resolution (default 120, 240, 50). */
  hopSizes?: readonly number[];
  /** Samples of the windows, one per resolution (default 600, 1200, 240). */
  winLengths?: readonly number[];
}

/**
 * Mean of {@link stftLoss} over resolutions: fine in time and fine in frequency at once.
 *
 * @param input, target  [..., samples], more than half the longest transform
 * @throws ParameterError  lists of different lengths; ShapeError
 * @source Yamamoto et al., "Parallel WaveGAN" (2020)
 */
export function multiResolutionStftLoss(
  input: Tensor,
  target: Tensor,
  options: MultiResolutionStftOptions = {},
): Tensor {
  const { fftSizes = [1024, 2048, 512], hopSizes = [120, 240, 50], winLengths = [600, 1200, 240], ...rest } = options;
  if (fftSizes.length === 0 || hopSizes.length !== fftSizes.length || winLengths.length !== fftSizes.length)
    throw new ParameterError(
      `multiResolutionStftLoss: fftSizes=[${fftSizes.join(", ")}], hopSizes=[${hopSizes.join(", ")}] and winLengths=[${winLengths.join(", ")}] must be equally long.`,
    );
  const losses = fftSizes.map((nFft, i) =>
    stftLoss(input, target, { ...rest, nFft, hopLength: hopSizes[i], winLength: winLengths[i] }),
  );
  return losses.reduce((sum, loss) => sum.add(loss)).div(losses.length);
}

/** Module form of {@link multiResolutionStftLoss}. */
export class MultiResolutionSTFTLoss extends Module {
  readonly options: MultiResolutionStftOptions;
  constructor(options: MultiResolutionStftOptions = {}) {
    super();
    this.options = options;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return multiResolutionStftLoss(input, target, this.options);
  }
}

export interface MelL1Options extends Omit<MelspectrogramOptions, "S"> {
  /** Compare logarithms, of bands of at least 1e-5 (default true). */
  log?: boolean;
  /** Default "mean". */
  reduction?: Reduction;
}

/**
 * Mean distance of (log) mel spectrograms of magnitudes, the reconstruction loss of vocoders.
 *
 * @param input, target  [..., samples]
 * @param options  of `melspectrogram`, here by default nFft 1024, hopLength 256, nMels 80, power 1, padMode "reflect"
 * @throws ParameterError, ShapeError
 * @source Kong et al., "HiFi-GAN" (2020), which weighs it by 45
 */
export function melL1Loss(input: Tensor, target: Tensor, options: MelL1Options = {}): Tensor {
  const { log = true, reduction = "mean", ...mel } = options;
  checkSameShape("melL1Loss", input, target);
  const bands = (x: Tensor): Tensor => {
    const S = melspectrogram(x, { nFft: 1024, hopLength: 256, nMels: 80, power: 1, padMode: "reflect", ...mel });
    return log ? S.clamp({ min: 1e-5 }).log() : S;
  };
  return reduceLoss("melL1Loss", bands(input).sub(bands(target)).abs(), reduction);
}

/** Module form of {@link melL1Loss}. */
export class MelL1Loss extends Module {
  readonly options: MelL1Options;
  constructor(options: MelL1Options = {}) {
    super();
    this.options = options;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return melL1Loss(input, target, this.options);
  }
}
