// How many values a weight joins, and by how much a nonlinearity shrinks them.
import { formatShape, ParameterError, ShapeError, type Tensor } from "@sonograd/core";

export type FanMode = "fan_in" | "fan_out";

/** The names that `calculateGain` knows. */
export type Nonlinearity =
  | "linear" | "conv1d" | "conv2d" | "conv3d" | "conv_transpose1d" | "conv_transpose2d" | "conv_transpose3d"
  | "sigmoid" | "tanh" | "relu" | "leaky_relu" | "selu"; // prettier-ignore

/**
 * Inputs and outputs of a weight [outputs, inputs, ...kernel]: its second and first extent times the size of the kernel.
 *
 * @throws ShapeError  fewer than two dimensions
 * @source torch.nn.init._calculate_fan_in_and_fan_out
 */
export function calculateFanInAndFanOut({ shape }: Tensor): { fanIn: number; fanOut: number } {
  if (shape.length < 2)
    throw new ShapeError(
      `calculateFanInAndFanOut: x ${formatShape(shape)} must have two dimensions or more: [outputs, inputs, …].`,
    );
  const kernel = shape.slice(2).reduce((product, n) => product * n, 1);
  return { fanIn: shape[1] * kernel, fanOut: shape[0] * kernel };
}

/** The fan of a mode. @throws ParameterError */
export function fanOf(op: string, x: Tensor, mode: FanMode): number {
  if (mode !== "fan_in" && mode !== "fan_out")
    throw new ParameterError(`${op}: mode="${String(mode)}" must be "fan_in" or "fan_out".`);
  const { fanIn, fanOut } = calculateFanInAndFanOut(x);
  return mode === "fan_in" ? fanIn : fanOut;
}

/**
 * The factor that keeps the variance through a nonlinearity, as `torch.nn.init.calculate_gain`: 1 for linear layers and
 * the sigmoid, 5/3 for tanh, √2 for relu, √(2 / (1 + slope²)) for leaky_relu, 3/4 for selu.
 *
 * @param param  the negative slope of leaky_relu (default 0.01)
 * @throws ParameterError  an unknown name
 */
export function calculateGain(nonlinearity: Nonlinearity, param = 0.01): number {
  switch (nonlinearity) {
    case "tanh":
      return 5 / 3;
    case "relu":
      return Math.SQRT2;
    case "leaky_relu":
      return Math.sqrt(2 / (1 + param ** 2));
    case "selu":
      return 3 / 4;
    case "sigmoid":
      return 1;
    default:
      if (/^(linear|conv(_transpose)?[123]d)$/.test(nonlinearity)) return 1;
      throw new ParameterError(
        `calculateGain: nonlinearity="${String(nonlinearity)}" must be "linear", a convolution such as "conv1d", "sigmoid", "tanh", "relu", "leaky_relu" or "selu".`,
      );
  }
}
