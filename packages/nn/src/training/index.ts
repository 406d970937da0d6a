export { ConfusionMatrix, type ClassScores, type Evaluation } from "./metrics.js";
export {
  f1Score,
  fbetaScore,
  precisionScore,
  recallScore,
  type Average,
  type Averaged,
  type ClassScoreOptions,
  type FbetaOptions,
} from "./precision-recall.js";
export {
  meanAveragePrecision,
  meanRocAuc,
  type ClassRankingOptions,
  type ClassTruth,
} from "./class-ranking-metrics.js";
export { editDistance } from "./edit-distance.js";
export { averagePrecision, equalErrorRate, rocAuc, topKAccuracy } from "./ranking-metrics.js";
export type {
  BatchEvent,
  CheckpointEvent,
  EndEvent,
  EpochEvent,
  EvaluationEvent,
  PrepareEvent,
  StartEvent,
  TrainingEvent,
} from "./events.js";
export { evaluateClassifier, type LabelledBatch } from "./evaluate.js";
export { Trainer } from "./trainer.js";
export type { BatchSource, CheckpointInfo, EarlyStopping, TrainerOptions } from "./trainer-options.js";
export { loadTrainingState, saveTrainingState, type TrainingState, type TrainingValues } from "./training-state.js";
export { tensorboardListener, type ScalarWriter } from "./tensorboard-listener.js";
