// Modules: forward, gradients of inputs and parameters, buffers after the call; safetensors files.
import { maxPool1dWithIndices, maxPool2dWithIndices, type Tensor } from "@sonograd/core";
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
type Make = (params: Params) => nn.TensorModule;

/** Options of a layer without the arguments that PyTorch takes by position and so do we. */
const optionsOf = <T>(params: Params, ...omit: string[]): T => toOptions(params, { omit }) as T;

function convolution(layer: typeof nn.Conv1d): Make {
  return (p) =>
    new layer(
      p["in_channels"] as number,
      p["out_channels"] as number,
      p["kernel_size"] as nn.Size,
      optionsOf<nn.ConvOptions>(p, "in_channels", "out_channels", "kernel_size"),
    );
}
const maxPool =
  (layer: typeof nn.MaxPool1d): Make =>
  (p) =>
    new layer(p["kernel_size"] as nn.Size, optionsOf<nn.MaxPoolOptions>(p, "kernel_size", "return_indices"));
const avgPool =
  (layer: typeof nn.AvgPool1d): Make =>
  (p) =>
    new layer(p["kernel_size"] as nn.Size, optionsOf<nn.AvgPool2dOptions>(p, "kernel_size"));
const batchNorm =
  (layer: typeof nn.BatchNorm1d): Make =>
  (p) =>
    new layer(p["num_features"] as number, optionsOf<nn.BatchNormOptions>(p, "num_features"));

const LAYERS: Readonly<Record<string, Make>> = {
  Linear: (p) =>
    new nn.Linear(p["in_features"] as number, p["out_features"] as number, optionsOf(p, "in_features", "out_features")),
  Conv1d: convolution(nn.Conv1d),
  Conv2d: convolution(nn.Conv2d),
  MaxPool1d: maxPool(nn.MaxPool1d),
  MaxPool2d: maxPool(nn.MaxPool2d),
  AvgPool1d: avgPool(nn.AvgPool1d),
  AvgPool2d: avgPool(nn.AvgPool2d),
  AdaptiveAvgPool1d: (p) => new nn.AdaptiveAvgPool1d(p["output_size"] as number),
  AdaptiveAvgPool2d: (p) => new nn.AdaptiveAvgPool2d(p["output_size"] as number | [number | null, number | null]),
  BatchNorm1d: batchNorm(nn.BatchNorm1d),
  BatchNorm2d: batchNorm(nn.BatchNorm2d),
  Dropout: (p) => new nn.Dropout(p["p"] as number),
  Flatten: (p) => new nn.Flatten(optionsOf(p)),
  ReLU: () => new nn.ReLU(),
  LeakyReLU: (p) => new nn.LeakyReLU(p["negative_slope"] as number | undefined),
  Tanh: () => new nn.Tanh(),
  Sigmoid: () => new nn.Sigmoid(),
  SiLU: () => new nn.SiLU(),
  GELU: (p) => new nn.GELU(optionsOf(p)),
  Softmax: (p) => new nn.Softmax({ dim: p["dim"] as number }),
  LogSoftmax: (p) => new nn.LogSoftmax({ dim: p["dim"] as number }),
};

/** The winners' positions, which the module does not return but the operation does. */
function poolIndices(name: string, p: Params, x: Tensor): Tensor {
  const options = optionsOf<nn.MaxPoolOptions>(p, "kernel_size", "return_indices");
  const op = name === "MaxPool1d" ? maxPool1dWithIndices : maxPool2dWithIndices;
  return op(x, p["kernel_size"] as nn.Size, options).indices;
}

const layerAdapter =
  (name: string): Adapter =>
  async (golden, { input: x, grad_output: gradOutput }) => {
    const module = LAYERS[name](golden.params).to({ device: golden.device, dtype: x.dtype });
    if (golden.entry.train) module.train();
    else module.eval();
    module.loadStateDict(golden.weights);
    x.requiresGrad = true;
    const output = module(x);
    output.backward(gradOutput);
    const results: Record<string, GoldenValue> = { output, grad_input: x.grad! };
    for (const [parameter, { grad }] of module.namedParameters()) results[`grad_w_${parameter}`] = grad!;
    for (const [buffer, value] of module.namedBuffers()) results[`after_${buffer}`] = value;
    if (golden.params["return_indices"] === true) results["indices"] = poolIndices(name, golden.params, x.detach());
    return outputs(results);
  };

type LayerSpec = readonly [string, ...(number | Readonly<Record<string, unknown>>)[]];

/** ["Conv2d", 1, 4, 3, { padding: 1 }] → the layer: positional arguments are the same as PyTorch's. */
function layerFromSpec([name, ...args]: LayerSpec): nn.TensorModule {
  if (!(name in LAYERS)) unsupported(name);
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
  ...Object.fromEntries(Object.keys(LAYERS).map((name) => [`torch.nn.${name}`, layerAdapter(name)])),
  "torch.nn.Sequential.state_dict": sequentialStateDict,
  "safetensors.load": safetensorsLoad,
};
