// torch.nn.functional: activations, normalisation and losses as functions. Arrays stand in the order of Python's
// arguments, but for those that ours take as options; params likewise.
import * as core from "@sonograd/core";
import * as nn from "@sonograd/nn";
import { tensor, type Tensor } from "@sonograd/core";
import { toCamelCase } from "../options.js";
import { listed, optionsOf, type Call } from "./op-call.js";

/** A function of arrays, of params by position, and of options. */
type Functional = (...args: never[]) => Tensor;

/** Params that change nothing here: results are always new tensors. */
const IGNORED = ["inplace", "_stacklevel"];

const call =
  (functional: Functional, positional: readonly string[] = [], asOptions: readonly string[] = []): Call =>
  (params, arrays) => {
    const given = Object.entries(arrays).filter(([name]) => !name.startsWith("grad_"));
    const [, { dtype, device }] = given[0];
    const options = optionsOf<Record<string, unknown>>(params, ...positional, ...IGNORED);
    // Class weights are lists in the params.
    for (const name of ["weight", "posWeight"])
      if (Array.isArray(options[name])) options[name] = tensor(options[name] as number[], { dtype, device }); // prettier-ignore
    for (const [name, x] of given) if (asOptions.includes(name)) options[toCamelCase(name)] = x;
    const ordered = given.filter(([name]) => !asOptions.includes(name)).map(([, x]) => x);
    return (functional as (...args: unknown[]) => Tensor)(
      ...ordered,
      ...positional.map((name) => params[name]),
      options,
    );
  };

/** A function of arrays alone, the last of which may be left out. */
const ordered =
  (functional: Functional): Call =>
  (_, arrays) =>
    (functional as (...args: Tensor[]) => Tensor)(...listed(arrays));

const activations: Readonly<Record<string, Call>> = {
  celu: call(core.celu),
  elu: call(core.elu),
  gelu: call(core.gelu),
  glu: call(core.glu),
  hardshrink: call(core.hardshrink),
  hardsigmoid: call(core.hardsigmoid),
  hardswish: call(core.hardswish),
  hardtanh: call(core.hardtanh),
  leaky_relu: call(core.leakyRelu),
  logsigmoid: call(core.logSigmoid),
  log_softmax: call(core.logSoftmax, ["dim"]),
  mish: call(core.mish),
  prelu: call(core.prelu),
  relu6: call(core.relu6),
  rrelu: call(core.rrelu),
  selu: call(core.selu),
  silu: call(core.silu),
  softmax: call(core.softmax, ["dim"]),
  softmin: call(core.softmin, ["dim"]),
  softplus: call(core.softplus),
  softshrink: call(core.softshrink),
  softsign: call(core.softsign),
  tanhshrink: call(core.tanhshrink),
  threshold: call(core.threshold, ["threshold", "value"]),
};

const AFFINE = ["weight", "bias"];
const RUNNING = ["running_mean", "running_var", ...AFFINE];

const layers: Readonly<Record<string, Call>> = {
  linear: ordered(core.linear),
  bilinear: ordered(core.bilinear),
  embedding: call(core.embedding),
  layer_norm: call(core.layerNorm, ["normalized_shape"], AFFINE),
  group_norm: call(core.groupNorm, ["num_groups"], AFFINE),
  batch_norm: call(core.batchNorm, [], RUNNING),
  instance_norm: call(core.instanceNorm, [], RUNNING),
  local_response_norm: call(core.localResponseNorm, ["size"]),
  cosine_similarity: call(core.cosineSimilarity),
  pairwise_distance: call(core.pairwiseDistance),
  pixel_shuffle: call(core.pixelShuffle, ["upscale_factor"]),
  pixel_unshuffle: call(core.pixelUnshuffle, ["downscale_factor"]),
  channel_shuffle: call(core.channelShuffle, ["groups"]),
};

const WEIGHTS = ["weight", "pos_weight"];

const losses: Readonly<Record<string, Call>> = {
  l1_loss: call(nn.l1Loss),
  mse_loss: call(nn.mseLoss),
  smooth_l1_loss: call(nn.smoothL1Loss),
  huber_loss: call(nn.huberLoss),
  binary_cross_entropy: call(nn.binaryCrossEntropy, [], WEIGHTS),
  binary_cross_entropy_with_logits: call(nn.binaryCrossEntropyWithLogits, [], WEIGHTS),
  cross_entropy: call(nn.crossEntropy, [], WEIGHTS),
  nll_loss: call(nn.nllLoss, [], WEIGHTS),
  kl_div: call(nn.klDiv),
  ctc_loss: call(nn.ctcLoss),
  cosine_embedding_loss: call(nn.cosineEmbeddingLoss),
  triplet_margin_loss: call(nn.tripletMarginLoss),
  triplet_margin_with_distance_loss: call(nn.tripletMarginWithDistanceLoss),
  margin_ranking_loss: call(nn.marginRankingLoss),
  hinge_embedding_loss: call(nn.hingeEmbeddingLoss),
  poisson_nll_loss: call(nn.poissonNllLoss),
  gaussian_nll_loss: call(nn.gaussianNllLoss),
  soft_margin_loss: call(nn.softMarginLoss),
  multilabel_soft_margin_loss: call(nn.multilabelSoftMarginLoss, [], WEIGHTS),
  multi_margin_loss: call(nn.multiMarginLoss, [], WEIGHTS),
  multilabel_margin_loss: call(nn.multilabelMarginLoss),
};

/** Without "torch.". */
export const functionalCalls: Readonly<Record<string, Call>> = Object.fromEntries(
  Object.entries({ ...activations, ...layers, ...losses }).map(([name, run]) => [`nn.functional.${name}`, run]),
);
