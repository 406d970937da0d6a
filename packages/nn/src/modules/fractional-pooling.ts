// Max-pooling by factors that are no integers, over windows whose places are drawn.
import { arange, cat, formatShape, ParameterError, rand, sameShape, ShapeError, zeros, type Generator, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "./module.js";
import { perAxis, type Size } from "./size-parameters.js";

export interface FractionalMaxPoolOptions {
  /** Extents of the result; this or `outputRatio`. */
  outputSize?: Size | null;
  /** Extents of the result as shares of the input's, 0…1 exclusive. */
  outputRatio?: Size | null;
  /** [batch, channels, axes], 0…1: where the windows lie, by PyTorch's order of the axes (in the plane the last axis first); drawn anew in each call by default. */
  randomSamples?: Tensor | null;
  /** Of the draws (default: the default generator). */
  generator?: Generator;
}

/** First places of the windows along an axis for samples [...]: int32 [..., count]. */
function starts(samples: Tensor, extent: number, count: number, kernel: number): Tensor {
  const last = samples.detach().newZeros([...samples.shape, 1]).fill_(extent - kernel); // prettier-ignore
  if (count === 1) return last.to("int32");
  const alpha = (extent - kernel) / (count - 1);
  const u = samples.unsqueeze(-1);
  const steps = arange(count - 1, { dtype: samples.dtype, device: samples.device });
  const inner = u.add(steps).mul(alpha).floor().sub(u.mul(alpha).floor()); // prettier-ignore
  return cat([inner, last], samples.ndim).to("int32");
}

abstract class FractionalMaxPool extends Module {
  readonly kernelSize: readonly number[];
  readonly outputSize: readonly number[] | null;
  readonly outputRatio: readonly number[] | null;
  readonly #samples: Tensor | null;
  readonly #generator: Generator | undefined;

  constructor(
    readonly axes: 2 | 3,
    kernelSize: Size,
    { outputSize = null, outputRatio = null, randomSamples = null, generator }: FractionalMaxPoolOptions,
  ) {
    super();
    const op = this.constructor.name;
    this.kernelSize = perAxis(op, "kernelSize", kernelSize, axes, 1);
    if ((outputSize === null) === (outputRatio === null))
      throw new ParameterError(`${op}: give either outputSize or outputRatio.`);
    this.outputSize = outputSize === null ? null : perAxis(op, "outputSize", outputSize, axes, 1);
    const ratios = typeof outputRatio === "number" ? Array.from({ length: axes }, () => outputRatio) : outputRatio;
    if (ratios && (ratios.length !== axes || ratios.some((r) => !(r > 0 && r < 1))))
      throw new ParameterError(`${op}: outputRatio=[${ratios.join(", ")}] must be ${axes} numbers between 0 and 1.`);
    this.outputRatio = ratios;
    this.#samples = randomSamples;
    this.#generator = generator;
  }

  /** @throws ShapeError  not [batch, channels, …] or [channels, …], or an extent too small for its windows */
  override forward(x: Tensor): Tensor {
    const { axes, kernelSize } = this;
    const op = this.constructor.name;
    if (x.ndim !== axes + 1 && x.ndim !== axes + 2)
      throw new ShapeError(`${op}: x ${formatShape(x.shape)} must have ${axes + 2} dimensions, or ${axes + 1} without a batch.`); // prettier-ignore
    const input = x.ndim === axes + 2 ? x : x.unsqueeze(0);
    const [batch, channels, ...extents] = input.shape;
    const out = this.outputSize ?? extents.map((n, a) => Math.floor(n * this.outputRatio![a]));
    if (out.some((n, a) => n < 1 || n + kernelSize[a] - 1 > extents[a]))
      throw new ShapeError(
        `${op}: x ${formatShape(x.shape)} is too small for ${formatShape(out)} windows of ${formatShape(kernelSize)}.`,
      );
    const { device, dtype } = x;
    const generator = this.#generator;
    const samples = this.#samples ?? rand([batch, channels, axes], { device, dtype, ...(generator && { generator }) });
    if (!sameShape(samples.shape, [batch, channels, axes]))
      throw new ShapeError(`${op}: randomSamples ${formatShape(samples.shape)} must be ${formatShape([batch, channels, axes])}.`); // prettier-ignore
    // Flat places [batch, channels, out₀, kernel₀, out₁, kernel₁, …], put together axis by axis.
    let places = zeros([batch, channels], { dtype: "int32", device });
    for (let a = 0; a < axes; a++) {
      const column = samples.select(2, axes === 2 ? 1 - a : a);
      const begin = starts(column, extents[a], out[a], kernelSize[a]).unsqueeze(-1);
      const along = begin.add(arange(kernelSize[a], { dtype: "int32", device }));
      const shape = [batch, channels, ...Array.from({ length: 2 * a }, () => 1), out[a], kernelSize[a]];
      places = places.mul(extents[a]).unsqueeze(-1).unsqueeze(-1).add(along.reshape(shape));
    }
    const windows = input.reshape([batch, channels, -1]).gather(2, places.reshape([batch, channels, -1])); // prettier-ignore
    const kernelAxes = Array.from({ length: axes }, (_, a) => 3 + 2 * a);
    const result = windows.reshape(places.shape).amax(kernelAxes);
    return x.ndim === axes + 2 ? result : result.squeeze(0);
  }
}

/** Fractional max-pooling of the plane, as `torch.nn.FractionalMaxPool2d`. @source Graham, "Fractional max-pooling" (2014) */
export class FractionalMaxPool2d extends FractionalMaxPool {
  constructor(kernelSize: Size, options: FractionalMaxPoolOptions = {}) {
    super(2, kernelSize, options);
  }
}

/** Fractional max-pooling of the volume, as `torch.nn.FractionalMaxPool3d`. */
export class FractionalMaxPool3d extends FractionalMaxPool {
  constructor(kernelSize: Size, options: FractionalMaxPoolOptions = {}) {
    super(3, kernelSize, options);
  }
}
