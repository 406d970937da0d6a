// Where in the sources the names of a Python module are looked for, for functions that carry the name without a @source.
import type { PublicName } from "./public-names.js";

const under =
  (from: string, ...folders: readonly string[]) =>
  (entry: PublicName): boolean =>
    entry.from === from && !entry.path.includes(".") && folders.some((folder) => entry.file.includes(`/src/${folder}`));
const named =
  (prefix: string) =>
  ({ path }: PublicName): boolean =>
    path.startsWith(`${prefix}.`);

const tensors = under("core", "ops/", "autograd/", "tensor/", "compile/");
const layers = under("nn", "modules/", "losses/");
const functional = (entry: PublicName): boolean => entry.kind === "function" && (tensors(entry) || layers(entry));
const optimizers = under("nn", "optim/");
/** Element by element, where NumPy and PyTorch mean the same by a name. */
const elementwise = under(
  "core",
  "ops/elementwise",
  "ops/binary",
  "ops/compare",
  "ops/bitwise",
  "ops/special.",
  "ops/fft",
);

export const POOLS: Readonly<Record<string, (entry: PublicName) => boolean>> = {
  numpy: elementwise,
  "numpy.fft": under("core", "ops/fft"),
  "scipy.fft": under("core", "ops/fft"),
  "scipy.special": under("core", "ops/error-functions", "ops/bessel", "ops/logarithms"),
  torch: tensors,
  "torch.Tensor": named("x"),
  "torch.fft": under("core", "ops/fft"),
  "torch.linalg": under("core", "ops/"),
  "torch.special": under("core", "ops/"),
  "torch.autograd": under("core", "autograd/", "ops/gradcheck"),
  "torch.autograd.functional": under("core", "ops/functional"),
  "torch.func": under("core", "ops/functional"),
  "torch.nn": layers,
  "torch.nn.Module": named("model"),
  "torch.nn.functional": functional,
  "torch.nn.init": named("init"),
  "torch.nn.utils": under("nn", "modules/", "optim/"),
  "torch.nn.utils.rnn": layers,
  "torch.nn.utils.parametrizations": layers,
  "torch.optim": optimizers,
  "torch.optim.Optimizer": named("optimizer"),
  "torch.optim.lr_scheduler": optimizers,
  "torch.optim.swa_utils": optimizers,
  "torch.utils.data": under("nn", "data/"),
  "torch.utils.tensorboard.SummaryWriter": named("writer"),
  "torchaudio.functional": under("nn", "losses/"),
  "torchaudio.transforms": named("transforms"),
  "torchaudio.compliance.kaldi": named("kaldi"),
  "torchvision.models": under("nn", "models/"),
};
