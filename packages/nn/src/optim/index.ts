export { Optimizer, type OptimizerStateDict, type ParamGroup, type ParamsInput, type ParamState } from "./optimizer.js";
export { SGD, type SGDOptions } from "./sgd.js";
export { Adam, AdamW, type AdamOptions } from "./adam.js";
export { CosineAnnealingLR, ExponentialLR, LRScheduler, StepLR, type Scheduled } from "./schedulers.js";
export { OneCycleLR, type OneCycleOptions } from "./one-cycle-lr.js";
export { clipGradNorm, clipGradValue } from "./clip-grad.js";
