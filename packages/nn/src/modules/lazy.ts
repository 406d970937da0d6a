// Layers that take the number of their inputs from the first one they see. From then on they are what they stand for.
import { formatShape, outsideCapture, ShapeError, Tensor } from "@sonograd/core";
import { BatchNorm1d, BatchNorm2d, BatchNorm3d } from "./batch-norm.js";
import { Conv1d, Conv2d, Conv3d } from "./convolution.js";
import { InstanceNorm1d, InstanceNorm2d, InstanceNorm3d, type InstanceNormOptions } from "./instance-norm.js";
import { Linear } from "./linear.js";
import type { Module } from "./module.js";
import { replaceData } from "./parameter.js";
import { ConvTranspose1d, ConvTranspose2d, ConvTranspose3d } from "./transposed-convolution.js";

type SizeField = "inFeatures" | "inChannels" | "numFeatures";

/** A class of layers whose constructor takes the number of inputs first. */
type Sized<L, Rest extends unknown[]> = new (size: number, ...rest: Rest) => L;

/**
 * Gives `layer` the class, size and values of `made`. Handles of parameters and buffers stay, so that an optimizer may
 * hold them already, on the device and in the dtype that they have.
 */
function become(layer: Module, made: Module, field: SizeField, size: number): void {
  const held = layer as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(made) as [string, unknown][]) {
    const target = held[name];
    if (!(value instanceof Tensor && target instanceof Tensor)) continue;
    replaceData(target, value.detach().to({ device: target.device, dtype: target.dtype }));
    target.grad = null;
  }
  held[field] = size;
  Object.setPrototypeOf(layer, Object.getPrototypeOf(made) as object);
}

/** The class of `Base` without its first argument, which is the extent of the first input along `axis`. */
function lazy<L extends Module, Rest extends unknown[]>(
  Base: Sized<L, Rest>,
  field: SizeField,
  axis: number,
): new (...rest: Rest) => L {
  class Lazy extends (Base as unknown as Sized<Module, Rest>) {
    readonly #rest: Rest;
    constructor(...rest: Rest) {
      // The fewest that the groups, if there are any, can divide.
      const { groups = 1 } = (rest.at(-1) ?? {}) as { groups?: number };
      super(groups, ...rest);
      this.#rest = rest;
      Object.assign(this, { [field]: 0 }); // printed so, as PyTorch does
    }
    override forward(...inputs: never[]): unknown {
      const x: Tensor = inputs[0];
      const size = x.shape.at(axis);
      if (!size)
        throw new ShapeError(`${this.constructor.name}: x ${formatShape(x.shape)} has no inputs along axis ${axis}.`);
      outsideCapture(() => become(this, new Base(size, ...this.#rest), field, size));
      return super.forward(...inputs);
    }
  }
  return Lazy as unknown as new (...rest: Rest) => L;
}

/**
 * A {@link Linear} whose `inFeatures` is the last extent of the first input, as `torch.nn.LazyLinear`. Call it once before
 * `loadStateDict`.
 *
 * @example
 * const model = new Sequential(new Conv1d(1, 8, 9, { stride: 4 }), new Flatten(), new LazyLinear(10));
 * model(zeros([1, 1, 8000])); // now the last layer has its inputs
 */
export class LazyLinear extends lazy(Linear, "inFeatures", -1) {}

/** A {@link Conv1d} whose `inChannels` are those of the first input, as `torch.nn.LazyConv1d`. */
export class LazyConv1d extends lazy(Conv1d, "inChannels", -2) {}
/** A {@link Conv2d} whose `inChannels` are those of the first input, as `torch.nn.LazyConv2d`. */
export class LazyConv2d extends lazy(Conv2d, "inChannels", -3) {}
/** A {@link Conv3d} whose `inChannels` are those of the first input, as `torch.nn.LazyConv3d`. */
export class LazyConv3d extends lazy(Conv3d, "inChannels", -4) {}

/** A {@link ConvTranspose1d} whose `inChannels` are those of the first input, as `torch.nn.LazyConvTranspose1d`. */
export class LazyConvTranspose1d extends lazy(ConvTranspose1d, "inChannels", -2) {}
/** A {@link ConvTranspose2d} whose `inChannels` are those of the first input, as `torch.nn.LazyConvTranspose2d`. */
export class LazyConvTranspose2d extends lazy(ConvTranspose2d, "inChannels", -3) {}
/** A {@link ConvTranspose3d} whose `inChannels` are those of the first input, as `torch.nn.LazyConvTranspose3d`. */
export class LazyConvTranspose3d extends lazy(ConvTranspose3d, "inChannels", -4) {}

/** A {@link BatchNorm1d} whose `numFeatures` are the channels of the first input, as `torch.nn.LazyBatchNorm1d`. */
export class LazyBatchNorm1d extends lazy(BatchNorm1d, "numFeatures", 1) {}
/** A {@link BatchNorm2d} whose `numFeatures` are the channels of the first input, as `torch.nn.LazyBatchNorm2d`. */
export class LazyBatchNorm2d extends lazy(BatchNorm2d, "numFeatures", 1) {}
/** A {@link BatchNorm3d} whose `numFeatures` are the channels of the first input, as `torch.nn.LazyBatchNorm3d`. */
export class LazyBatchNorm3d extends lazy(BatchNorm3d, "numFeatures", 1) {}

/** Other than those of InstanceNorm, as in PyTorch. */
const LAZY_INSTANCE_NORM: InstanceNormOptions = { affine: true, trackRunningStats: true };

/** An {@link InstanceNorm1d} whose `numFeatures` are the channels of the first input, as `torch.nn.LazyInstanceNorm1d`: by default affine and with running statistics. */
export class LazyInstanceNorm1d extends lazy(InstanceNorm1d, "numFeatures", -2) {
  constructor(options: InstanceNormOptions = {}) {
    super({ ...LAZY_INSTANCE_NORM, ...options });
  }
}
/** An {@link InstanceNorm2d} whose `numFeatures` are the channels of the first input, as `torch.nn.LazyInstanceNorm2d`: by default affine and with running statistics. */
export class LazyInstanceNorm2d extends lazy(InstanceNorm2d, "numFeatures", -3) {
  constructor(options: InstanceNormOptions = {}) {
    super({ ...LAZY_INSTANCE_NORM, ...options });
  }
}
/** An {@link InstanceNorm3d} whose `numFeatures` are the channels of the first input, as `torch.nn.LazyInstanceNorm3d`: by default affine and with running statistics. */
export class LazyInstanceNorm3d extends lazy(InstanceNorm3d, "numFeatures", -4) {
  constructor(options: InstanceNormOptions = {}) {
    super({ ...LAZY_INSTANCE_NORM, ...options });
  }
}
