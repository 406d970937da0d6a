export { enableGrad, inferenceMode, isGradEnabled, noGrad, setGradEnabled } from "./grad-mode.js";
export { differentiable, differentiableMany, type GradientRow, type GradientRowOfMany } from "./tape.js";
export { backward, grad, type BackwardOptions, type GradOptions } from "./backward.js";
export { registerHook, registerPostAccumulateGradHook, retainGrad, type HookHandle } from "./hooks.js";
export { anomalies, AnomalyError, detectAnomaly, isAnomalyEnabled, setDetectAnomaly } from "./anomaly.js";
export { customFunction, type CustomFunction, type FunctionContext } from "./custom-function.js";
