// Other sizes of the plane: by interpolation, or by moving channels into it.
import { channelShuffle, interpolate, ParameterError, pixelShuffle, pixelUnshuffle, type InterpolateMode, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "./module.js";
import { pythonFloat, pythonInts } from "./python-text.js";
import { checkInteger, type Size } from "./size-parameters.js";

export interface UpsampleOptions {
  /** Extents of the spatial axes; this or `scaleFactor`. */
  size?: Size | null;
  /** Factor on the extents. */
  scaleFactor?: Size | null;
  /** Default "nearest". */
  mode?: InterpolateMode;
  /** The first and last samples keep their places; not for nearest (default false). */
  alignCorners?: boolean | null;
  /** Read by the ratio of the extents instead of scaleFactor (default false). */
  recomputeScaleFactor?: boolean | null;
}

/** Interpolation of [batch, channels, …], as `torch.nn.Upsample`. */
export class Upsample extends Module {
  readonly size: Size | null;
  readonly scaleFactor: Size | null;
  readonly mode: InterpolateMode;
  readonly alignCorners: boolean;
  readonly recomputeScaleFactor: boolean;

  constructor(options: UpsampleOptions = {}) {
    super();
    const { size = null, scaleFactor = null, mode = "nearest", alignCorners, recomputeScaleFactor } = options;
    if ((size === null) === (scaleFactor === null))
      throw new ParameterError("Upsample: give either size or scaleFactor.");
    this.size = size;
    this.scaleFactor = scaleFactor;
    this.mode = mode;
    this.alignCorners = alignCorners ?? false;
    this.recomputeScaleFactor = recomputeScaleFactor ?? false;
  }

  override forward(x: Tensor): Tensor {
    const { size, scaleFactor, mode, alignCorners, recomputeScaleFactor } = this;
    const extent = size !== null ? { size } : { scaleFactor: scaleFactor! };
    return interpolate(x, { ...extent, mode, alignCorners, recomputeScaleFactor });
  }

  override extraRepr(): string {
    const { size, scaleFactor } = this;
    const factors = (f: Size): string => (typeof f === "number" ? pythonFloat(f) : `(${f.map(pythonFloat).join(", ")}${f.length === 1 ? "," : ""})`); // prettier-ignore
    const extent = scaleFactor !== null ? `scale_factor=${factors(scaleFactor)}` : `size=${pythonInts(size)}`;
    return `${extent}, mode=${this.mode}`;
  }
}

/** Nearest neighbours in the plane, as `torch.nn.UpsamplingNearest2d`. */
export class UpsamplingNearest2d extends Upsample {
  constructor({ size = null, scaleFactor = null }: Pick<UpsampleOptions, "size" | "scaleFactor"> = {}) {
    super({ size, scaleFactor });
  }
}

/** Bilinear with aligned corners, as `torch.nn.UpsamplingBilinear2d`. */
export class UpsamplingBilinear2d extends Upsample {
  constructor({ size = null, scaleFactor = null }: Pick<UpsampleOptions, "size" | "scaleFactor"> = {}) {
    super({ size, scaleFactor, mode: "bilinear", alignCorners: true });
  }
}

/** [..., C·r², H, W] → [..., C, H·r, W·r], as `torch.nn.PixelShuffle`. */
export class PixelShuffle extends Module {
  constructor(readonly upscaleFactor: number) {
    super();
    checkInteger("PixelShuffle", "upscaleFactor", upscaleFactor, 1);
  }
  override forward(x: Tensor): Tensor {
    return pixelShuffle(x, this.upscaleFactor);
  }
  override extraRepr(): string {
    return `upscale_factor=${this.upscaleFactor}`;
  }
}

/** [..., C, H·r, W·r] → [..., C·r², H, W], as `torch.nn.PixelUnshuffle`. */
export class PixelUnshuffle extends Module {
  constructor(readonly downscaleFactor: number) {
    super();
    checkInteger("PixelUnshuffle", "downscaleFactor", downscaleFactor, 1);
  }
  override forward(x: Tensor): Tensor {
    return pixelUnshuffle(x, this.downscaleFactor);
  }
  override extraRepr(): string {
    return `downscale_factor=${this.downscaleFactor}`;
  }
}

/** Channels of all groups in turn, as `torch.nn.ChannelShuffle`. */
export class ChannelShuffle extends Module {
  constructor(readonly groups: number) {
    super();
    checkInteger("ChannelShuffle", "groups", groups, 1);
  }
  override forward(x: Tensor): Tensor {
    return channelShuffle(x, this.groups);
  }
  override extraRepr(): string {
    return `groups=${this.groups}`;
  }
}
