import { conv1d } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { constant } from "../constant.js";

// The interpolating filter of the recommendation, as its four phases; two are the mirror images of the others.
const NEAR = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
  -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
];
const BETWEEN = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
];
const PHASES = [NEAR, BETWEEN, BETWEEN.toReversed(), NEAR.toReversed()];
const TAPS = NEAR.length;

/**
 * True peak of each channel: the largest magnitude of the signal between its samples too, estimated at four times the rate.
 *
 * @param waveform  real, [..., samples], full scale -1…1
 * @returns [...], dBTP (decibels relative to full scale), never less than the largest sample; -∞ for silence
 * @throws ShapeError  no samples
 * @source ITU-R BS.1770-4, annex 2, which means it for 48 kHz; at 4 times higher rates it is no better than the samples
 * @example truePeak(y)
 */
export function truePeak(waveform: Tensor): Tensor {
  checkSignal("truePeak", waveform, "waveform");
  const samples = waveform.shape.at(-1)!;
  const lines = waveform.reshape([-1, 1, samples]);
  if (lines.shape[0] === 0) return waveform.sum(-1);
  // conv1d does not turn its kernel around; a filter does.
  const kernel = Float64Array.from(PHASES.flatMap((phase) => phase.toReversed()));
  const weight = constant(kernel, [PHASES.length, 1, TAPS], waveform.dtype, waveform.device);
  const between = conv1d(lines, weight, null, { padding: TAPS - 1 });
  const peak = between
    .abs()
    .amax([-2, -1])
    .maximum(lines.abs().amax([-2, -1]));
  return peak.log10().mul(20).reshape(waveform.shape.slice(0, -1));
}
