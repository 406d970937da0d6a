import { randn } from "@sonograd/core";
import { replaceData, type Conv2d } from "../modules/index.js";

/** Draws the weights of a convolution from a normal distribution with variance 2 / fan-out (He et al., 2015). */
export function drawFanOut({ weight }: Conv2d): void {
  const [outputs, , height, width] = weight.shape;
  replaceData(weight, randn(weight.shape).mul(Math.sqrt(2 / (outputs * height * width))));
}
