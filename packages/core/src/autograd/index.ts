export { differentiable, enableGrad, isGradEnabled, noGrad, type GradientRow } from "./tape.js";
export { backward, grad } from "./backward.js";
