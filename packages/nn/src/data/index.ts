export {
  ArrayDataset,
  ConcatDataset,
  Dataset,
  IterableDataset,
  randomSplit,
  Subset,
  TensorDataset,
} from "./dataset.js";
export { BatchSampler, RandomSampler, SequentialSampler, type Sampler } from "./samplers.js";
export { defaultCollate, padCollate, type Collate, type Collated } from "./collate.js";
export { DataLoader, type DataLoaderOptions } from "./data-loader.js";
export {
  synthesizeEnvironmentalSound,
  URBANSOUND8K_CLASSES,
  type SynthesisOptions,
  type UrbanSoundClass,
} from "./synthetic/environmental-sound.js";
