export type { Reduction } from "./reduction.js";
export { L1Loss, l1Loss, MSELoss, mseLoss } from "./regression.js";
export { CrossEntropyLoss, crossEntropy, type CrossEntropyOptions } from "./cross-entropy.js";
export { NLLLoss, nllLoss, type NLLOptions } from "./negative-log-likelihood.js";
export { BCEWithLogitsLoss, binaryCrossEntropyWithLogits, type BCEOptions } from "./binary-cross-entropy.js";
