export { Optimizer, type OptimizerStateDict, type ParamGroup, type ParamsInput, type ParamState } from "./optimizer.js";
export { SGD, type SGDOptions } from "./sgd.js";
export { Adam, AdamW, type AdamOptions } from "./adam.js";
export { SparseAdam, type SparseAdamOptions } from "./sparse-adam.js";
export { RMSprop, type RMSpropOptions } from "./rmsprop.js";
export { Adagrad, type AdagradOptions } from "./adagrad.js";
export { Adadelta, type AdadeltaOptions } from "./adadelta.js";
export { Adamax, type AdamaxOptions } from "./adamax.js";
export { NAdam, type NAdamOptions } from "./nadam.js";
export { RAdam, type RAdamOptions } from "./radam.js";
export { ASGD, type ASGDOptions } from "./asgd.js";
export { Rprop, type RpropOptions } from "./rprop.js";
export { Lion, type LionOptions } from "./lion.js";
export { LAMB, type LAMBOptions } from "./lamb.js";
export { Muon, type MuonOptions } from "./muon.js";
export { LBFGS, type LBFGSOptions } from "./lbfgs.js";
export { LRScheduler, type PerGroup, type Scheduled, type ScheduledGroup, type SchedulerStateDict } from "./lr-scheduler.js"; // prettier-ignore
export { ExponentialLR, MultiStepLR, StepLR } from "./step-lr.js";
export { ConstantLR, LinearLR, PolynomialLR } from "./linear-lr.js";
export { LambdaLR, MultiplicativeLR, type LrLambda } from "./lambda-lr.js";
export {
  getConstantScheduleWithWarmup, getCosineScheduleWithWarmup, getCosineWithHardRestartsScheduleWithWarmup, getLinearScheduleWithWarmup,
  getPolynomialDecayScheduleWithWarmup, type WarmupDecayOptions, type WarmupOptions,
} from "./warmup-schedules.js"; // prettier-ignore
export { CosineAnnealingLR, CosineAnnealingWarmRestarts } from "./cosine-lr.js";
export { CyclicLR, type CyclicOptions } from "./cyclic-lr.js";
export { OneCycleLR, type OneCycleOptions } from "./one-cycle-lr.js";
export { ReduceLROnPlateau, type PlateauOptions, type PlateauStateDict } from "./reduce-lr-on-plateau.js";
export { ChainedScheduler, SequentialLR } from "./sequential-lr.js";
export { clipGradNorm, clipGradValue } from "./clip-grad.js";
export { parametersToVector, vectorToParameters } from "./parameters-to-vector.js";
export { AveragedModel, getEmaAvgFn, getSwaAvgFn, type AveragedStateDict, type AvgFn } from "./averaged-model.js";
export { SWALR } from "./swa-lr.js";
export { updateBn, type UpdateBnOptions } from "./update-bn.js";
