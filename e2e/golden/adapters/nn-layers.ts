// Modules: forward, gradients of inputs and parameters, buffers after the call; safetensors files.
import {
  adaptiveMaxPool1dWithIndices, adaptiveMaxPool2dWithIndices, adaptiveMaxPool3dWithIndices, isFloatingPoint, maxPool1dWithIndices,
  maxPool2dWithIndices, maxPool3dWithIndices, Tensor,
} from "@sonograd/core"; // prettier-ignore
import { readSafetensors } from "@sonograd/io";
import * as nn from "@sonograd/nn";
import {
  outputs,
  unsupported,
  type Adapter,
  type AdapterTable,
  type GoldenCase,
  type GoldenValue,
} from "../adapter.js";
import { toOptions } from "../options.js";

type Params = GoldenCase["params"];
/** Results by their names in the manifest. */
type Named = Readonly<Record<string, Tensor | null>>;

/** Params that a layer takes by position, in its order; the others are options. */
const POSITIONAL: Readonly<Record<string, readonly string[]>> = {
  Linear: ["in_features", "out_features"],
  Bilinear: ["in1_features", "in2_features", "out_features"],
  ...each(["Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"], ["in_channels", "out_channels", "kernel_size"]),
  ...each(["MaxPool1d", "MaxPool2d", "MaxPool3d", "AvgPool1d", "AvgPool2d", "AvgPool3d", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d", "Unfold"], ["kernel_size"]),
  Fold: ["output_size", "kernel_size"],
  ...each(["LPPool1d", "LPPool2d", "LPPool3d"], ["norm_type", "kernel_size"]),
  ...each(["AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveAvgPool3d", "AdaptiveMaxPool1d", "AdaptiveMaxPool2d", "AdaptiveMaxPool3d"], ["output_size"]),
  ...each(["BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"], ["num_features"]),
  ...each(["LayerNorm", "RMSNorm"], ["normalized_shape"]),
  GroupNorm: ["num_groups", "num_channels"],
  LocalResponseNorm: ["size"],
  ...each(["Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"], ["p"]),
  ...each(["Embedding", "EmbeddingBag"], ["num_embeddings", "embedding_dim"]),
  LeakyReLU: ["negative_slope"],
  Threshold: ["threshold", "value"],
  ...each(["RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell"], ["input_size", "hidden_size"]),
  MultiheadAttention: ["embed_dim", "num_heads"],
  ...each(["TransformerEncoderLayer", "TransformerDecoderLayer"], ["d_model", "nhead"]),
  Transformer: [],
  AdaptiveLogSoftmaxWithLoss: ["in_features", "n_classes", "cutoffs"],
  ...each(["ReflectionPad1d", "ReflectionPad2d", "ReflectionPad3d", "ReplicationPad1d", "ReplicationPad2d", "ReplicationPad3d", "ZeroPad1d", "ZeroPad2d", "ZeroPad3d", "CircularPad1d", "CircularPad2d", "CircularPad3d"], ["padding"]),
  ...each(["ConstantPad1d", "ConstantPad2d", "ConstantPad3d"], ["padding", "value"]),
  PixelShuffle: ["upscale_factor"],
  PixelUnshuffle: ["downscale_factor"],
  ChannelShuffle: ["groups"],
  Unflatten: ["dim", "unflattened_size"],
  ...each(
    ["Flatten", "Identity", "CELU", "ELU", "GELU", "GLU", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "LogSigmoid", "LogSoftmax", "Mish", "PReLU", "ReLU", "ReLU6", "RReLU", "SELU", "SiLU", "Sigmoid", "Softmax", "Softmax2d", "Softmin", "Softplus", "Softshrink", "Softsign", "Tanh", "Tanhshrink", "Upsample", "UpsamplingBilinear2d", "UpsamplingNearest2d", "CosineSimilarity", "PairwiseDistance"],
    [],
  ),
}; // prettier-ignore

function each(names: readonly string[], positional: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, positional]));
}

/** What the harness of the manifests says and no layer takes. */
const NO_OPTIONS = ["inplace", "return_indices", "sparse"];

function makeLayer(name: string, params: Params): nn.Module {
  const positional = POSITIONAL[name];
  const make = nn[name as "Conv2d"] as unknown as new (...given: unknown[]) => nn.Module;
  const options = toOptions(params, { omit: [...positional, ...NO_OPTIONS] });
  return new make(...positional.map((key) => params[key]), options);
}

/** Inputs that PyTorch's call takes by name. */
const BY_NAME = new Set([
  "key_padding_mask", "attn_mask", "src_mask", "src_key_padding_mask", "mask", "tgt_mask", "memory_mask", "tgt_key_padding_mask",
  "memory_key_padding_mask",
]); // prettier-ignore

/** The winners' positions, which the module does not return but the operation does. */
const INDICES: Readonly<Record<string, (x: Tensor, p: Params) => Tensor>> = {
  MaxPool1d: (x, p) => maxPool1dWithIndices(x, p["kernel_size"] as nn.Size, poolOptions(p)).indices,
  MaxPool2d: (x, p) => maxPool2dWithIndices(x, p["kernel_size"] as nn.Size, poolOptions(p)).indices,
  MaxPool3d: (x, p) => maxPool3dWithIndices(x, p["kernel_size"] as nn.Size, poolOptions(p)).indices,
  AdaptiveMaxPool1d: (x, p) => adaptiveMaxPool1dWithIndices(x, p["output_size"] as number).indices,
  AdaptiveMaxPool2d: (x, p) => adaptiveMaxPool2dWithIndices(x, p["output_size"] as number).indices,
  AdaptiveMaxPool3d: (x, p) => adaptiveMaxPool3dWithIndices(x, p["output_size"] as number).indices,
};
const poolOptions = (p: Params): nn.MaxPoolOptions => toOptions(p, { omit: ["kernel_size", ...NO_OPTIONS] });

/** Calls the layer as PyTorch's is called: tensors in order, masks and the like by name. */
function callLayer(name: string, module: nn.Module, inputs: Readonly<Record<string, Tensor>>, call: Params): Named {
  const given = Object.entries(inputs);
  const ordered = given.filter(([key]) => !BY_NAME.has(key)).map(([, x]) => x);
  const named = { ...Object.fromEntries(given.filter(([key]) => BY_NAME.has(key))), ...call };
  const [x, ...rest] = ordered;
  // Weights may be given without offsets, whose place then stays empty.
  if (name === "EmbeddingBag") return { output: (module as nn.EmbeddingBag)(x, inputs["offsets"] ?? null, inputs["per_sample_weights"] ?? null) }; // prettier-ignore
  const isLstm = name === "LSTM" || name === "LSTMCell";
  const args: unknown[] = isLstm && rest.length === 2 ? [x, rest] : [x, ...rest];
  if (Object.keys(named).length > 0) args.push(toOptions(named));
  const result = (module as unknown as (...args: unknown[]) => unknown)(...args);
  if (result instanceof Tensor) return { output: result };
  if (name === "AdaptiveLogSoftmaxWithLoss") return result as { output: Tensor; loss: Tensor };
  if (name === "LSTM") {
    const [output, [h, c]] = result as [Tensor, [Tensor, Tensor]];
    return { output, h_n: h, c_n: c };
  }
  const [a, b] = result as [Tensor, Tensor | null];
  if (name === "LSTMCell") return { h_1: a, c_1: b };
  return name === "MultiheadAttention" ? { output: a, attn_weights: b } : { output: a, h_n: b };
}

/** Σ output · grad_output over all outputs that have such an input, walked back at once. */
function walkBack(results: Named, seeds: Readonly<Record<string, Tensor>>): void {
  const terms = Object.entries(results).flatMap(([name, y]) =>
    y && y.requiresGrad && seeds[`grad_${name}`] ? [y.mul(seeds[`grad_${name}`]).sum()] : [],
  );
  if (terms.length > 0) terms.reduce((sum, term) => sum.add(term)).backward();
}

const layerAdapter =
  (name: string): Adapter =>
  (golden, all) => {
    const entries = Object.entries(all);
    const inputs = Object.fromEntries(entries.filter(([key]) => !key.startsWith("grad_")));
    const dtype = entries.find(([, x]) => isFloatingPoint(x.dtype))?.[1].dtype ?? golden.dtype;
    const module = makeLayer(name, golden.params).to({ device: golden.device, dtype });
    if (golden.entry.train) module.train();
    else module.eval();
    module.loadStateDict(golden.weights);
    for (const x of Object.values(inputs)) x.requiresGrad = isFloatingPoint(x.dtype);
    const results = callLayer(name, module, inputs, golden.entry.call ?? {});
    walkBack(results, all);
    const named: Record<string, GoldenValue> = {};
    for (const [key, y] of Object.entries(results)) if (y) named[key] = y;
    for (const [key, { grad }] of Object.entries(inputs)) if (grad) named[`grad_${key}`] = grad;
    for (const [key, { grad }] of module.namedParameters()) if (grad) named[`grad_w_${key}`] = grad;
    for (const [key, buffer] of module.namedBuffers()) named[`after_${key}`] = buffer;
    if (golden.params["return_indices"] === true) named["indices"] = INDICES[name](Object.values(inputs)[0].detach(), golden.params); // prettier-ignore
    return outputs(named);
  };

type LayerSpec = readonly [string, ...(number | Readonly<Record<string, unknown>>)[]];

/** ["Conv2d", 1, 4, 3, { padding: 1 }] → the layer: positional arguments are the same as PyTorch's. */
function layerFromSpec([name, ...args]: LayerSpec): nn.TensorModule {
  if (!(name in POSITIONAL)) unsupported(name);
  const make = nn[name as "Conv2d"] as unknown as new (...given: unknown[]) => nn.TensorModule;
  return new make(...args.map((arg) => (typeof arg === "object" ? toOptions(arg) : arg)));
}

const sequentialStateDict: Adapter = async (golden, { input }) => {
  const model = new nn.Sequential(...(golden.params["architecture"] as LayerSpec[]).map(layerFromSpec));
  const { tensors } = readSafetensors(await golden.readBytes(golden.entry.state_dict!.file));
  model.loadStateDict(Object.fromEntries(tensors));
  return model.to(golden.device).eval()(input);
};

/** Integers beyond int32 are asked for as float64, which holds them exactly, and compared as the integers they are. */
const safetensorsLoad: Adapter = async ({ entry, readBytes }) => {
  const { tensors } = readSafetensors(await readBytes(entry.state_dict!.file), { wideIntegers: "float64" });
  const results: Record<string, GoldenValue> = Object.fromEntries(tensors);
  for (const { name, dtype } of entry.extra_outputs ?? []) {
    const wide = tensors.get(name!);
    if (dtype === "int64" && wide?.dtype === "float64") results[name!] = { shape: wide.shape, data: await wide.data() };
  }
  return outputs(results);
};

export const nnLayers: AdapterTable = {
  ...Object.fromEntries(Object.keys(POSITIONAL).map((name) => [`torch.nn.${name}`, layerAdapter(name)])),
  "torch.nn.Sequential.state_dict": sequentialStateDict,
  "safetensors.load": safetensorsLoad,
};
