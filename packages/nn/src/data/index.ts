export { ArrayDataset, ConcatDataset, Dataset, IterableDataset, Subset, TensorDataset } from "./dataset.js";
export { MapDataset, type TransformContext } from "./map-dataset.js";
export { groupSplit, randomSplit, stratifiedSplit } from "./splits.js";
export type { Fold as DataFold, KFoldOptions } from "./fold-assignment.js";
export { kFold, stratifiedKFold } from "./k-fold.js";
export { groupKFold, stratifiedGroupKFold, type GroupKey } from "./group-k-fold.js";
export {
  BatchSampler,
  SequentialSampler,
  type BatchOrder,
  type Order,
  type Sampler,
  type SamplerState,
} from "./samplers.js";
export {
  RandomOrder,
  RandomSampler,
  SubsetRandomSampler,
  WeightedRandomSampler,
  type ChanceOptions,
  type RandomSamplerOptions,
  type WeightedRandomSamplerOptions,
} from "./random-samplers.js";
export { GroupBatchSampler, GroupSampler, StratifiedSampler } from "./grouped-samplers.js";
export { defaultCollate, padCollate, type Collate, type Collated, type PadCollateOptions } from "./collate.js";
export { DataLoader } from "./data-loader.js";
export type { DataLoaderOptions, DataLoaderState, WorkerOptions } from "./loader-options.js";
export { serveDataset } from "./workers/serve-dataset.js";
export type { WorkerInfo } from "./workers/messages.js";
export type { NodeWorker, WorkerModule } from "./workers/thread.js";
export { WorkerError } from "./workers/worker-error.js";
export {
  synthesizeEnvironmentalSound,
  URBANSOUND8K_CLASSES,
  type SynthesisOptions,
  type UrbanSoundClass,
} from "./synthetic/environmental-sound.js";
