// Channels moved into the plane and back, and mixed between groups.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, type Tensor } from "../tensor/index.js";

function checkFactor(op: string, name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new ParameterError(`${op}: ${name}=${value} must be an integer ≥ 1.`);
}

/**
 * Groups of r² channels become r × r pixels, as `torch.nn.functional.pixel_shuffle`.
 *
 * @param x  [..., C·r², H, W]
 * @returns [..., C, H·r, W·r]
 * @throws ParameterError, ShapeError
 */
export function pixelShuffle(x: Tensor, upscaleFactor: number): Tensor {
  needTensor("pixelShuffle", x);
  const r = upscaleFactor;
  checkFactor("pixelShuffle", "upscaleFactor", r);
  if (x.ndim < 3 || x.shape.at(-3)! % (r * r) !== 0)
    throw new ShapeError(
      `pixelShuffle: input ${formatShape(x.shape)} must be [..., C, H, W] with channels divisible by upscaleFactor²=${r * r}.`,
    );
  const lead = x.shape.slice(0, -3);
  const [channels, height, width] = x.shape.slice(-3);
  const c = channels / (r * r);
  const d = lead.length;
  return x
    .reshape([...lead, c, r, r, height, width])
    .permute([...lead.map((_, i) => i), d, d + 3, d + 1, d + 4, d + 2]) // [C, r, r, H, W] → [C, H, r, W, r]
    .reshape([...lead, c, height * r, width * r]);
}

/**
 * Blocks of r × r pixels become r² channels: undoes {@link pixelShuffle}; as `torch.nn.functional.pixel_unshuffle`.
 *
 * @param x  [..., C, H·r, W·r]
 * @returns [..., C·r², H, W]
 * @throws ParameterError, ShapeError
 */
export function pixelUnshuffle(x: Tensor, downscaleFactor: number): Tensor {
  needTensor("pixelUnshuffle", x);
  const r = downscaleFactor;
  checkFactor("pixelUnshuffle", "downscaleFactor", r);
  if (x.ndim < 3 || x.shape.at(-2)! % r !== 0 || x.shape.at(-1)! % r !== 0)
    throw new ShapeError(
      `pixelUnshuffle: input ${formatShape(x.shape)} must be [..., C, H, W] with height and width divisible by downscaleFactor=${r}.`,
    );
  const lead = x.shape.slice(0, -3);
  const [c, height, width] = x.shape.slice(-3);
  const d = lead.length;
  return x
    .reshape([...lead, c, height / r, r, width / r, r])
    .permute([...lead.map((_, i) => i), d, d + 2, d + 4, d + 1, d + 3]) // [C, H, r, W, r] → [C, r, r, H, W]
    .reshape([...lead, c * r * r, height / r, width / r]);
}

/**
 * Channels of all groups in turn, as `torch.nn.functional.channel_shuffle`: [N, C, …] with g groups reads channels
 * 0, C/g, 2C/g, …, 1, C/g + 1, ….
 *
 * @param groups  divides the channels
 * @throws ParameterError, ShapeError
 */
export function channelShuffle(x: Tensor, groups: number): Tensor {
  needTensor("channelShuffle", x);
  checkFactor("channelShuffle", "groups", groups);
  if (x.ndim < 3 || x.shape[1] % groups !== 0)
    throw new ShapeError(
      `channelShuffle: input ${formatShape(x.shape)} must be [N, C, …] with at least 3 dimensions and channels divisible by groups=${groups}.`,
    );
  const [n, c, ...rest] = x.shape;
  return x.reshape([n, groups, c / groups, ...rest]).transpose(1, 2).reshape(x.shape); // prettier-ignore
}
