export { Parameter, replaceData } from "./parameter.js";
export { copyInto, type LoadResult, type StateDict } from "./state-dict.js";
export { Module, type TensorModule } from "./module.js";
export { ModuleList, Sequential } from "./containers.js";
export { Identity, Linear } from "./linear.js";
export { Flatten } from "./flatten.js";
export { GELU, LeakyReLU, LogSoftmax, ReLU, Sigmoid, SiLU, Softmax, Tanh } from "./activations.js";
export { Dropout } from "./dropout.js";
export { Conv1d, Conv2d, type ConvOptions, type PaddingMode } from "./convolution.js";
export {
  AvgPool1d,
  AvgPool2d,
  MaxPool1d,
  MaxPool2d,
  type AvgPool2dOptions,
  type AvgPoolOptions,
  type MaxPoolOptions,
} from "./pooling.js";
export { AdaptiveAvgPool1d, AdaptiveAvgPool2d } from "./adaptive-pooling.js";
export { BatchNorm1d, BatchNorm2d, type BatchNormOptions } from "./batch-norm.js";
export { uniformParameter } from "./initialization.js";
export type { Size } from "./size-parameters.js";
