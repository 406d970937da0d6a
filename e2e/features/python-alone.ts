// What no Python function stands behind: exports that need neither a @source nor a Python name.

/** Folders whose exports are this project's own. */
export const OWN_FOLDERS: readonly string[] = [
  "core/src/backend/", "core/src/compile/", "core/src/errors/", "core/src/tensor/",
  "io/src/audio/", "io/src/charts/", "io/src/npy/", "io/src/npz/", "io/src/pytorch/", "io/src/safetensors/", "io/src/tensorboard/",
  "nn/src/audio/", "nn/src/augmentation/", "nn/src/data/", "nn/src/models/", "nn/src/onnx/", "nn/src/recipes/", "nn/src/training/", "webgpu/src/",
]; // prettier-ignore

/** Functions among those that PyTorch has: how things are done here. */
export const OWN: ReadonlySet<string> = new Set([
  "anomalies", "AnomalyError", "differentiable", "differentiableMany", // the tape
  "registerHook", "registerPostAccumulateGradHook", "retainGrad", // methods, as functions
  "assign", "contiguous", "copy_", "copyInto", "replaceData", "uniformParameter", "data", "dataSync", "get", "set", "slice", "moveTo", "to", // tensors and values
  "bernoulli_", "cauchy_", "exponential_", "logNormal_", "normal_", "uniform_", // methods, as functions
  "expand", "expandAs", "reshapeAs", "repeat", "sumToSize", "view", "viewAs", // methods, as functions
  "format", "formatAsync", "fromCloneable", "fromTypedArray", "toCloneable", "toCloneableSync", "transferList",
  "col2im", "im2col", "overlapAdd", "softmaxCrossEntropy", "featureStream", "gruGates", "lstmGates", "rnnGates", "timeSteps", "liveNumber",
  "FocalLoss", "MelL1Loss", "MultiResolutionSTFTLoss", "SISDRLoss", "summary",
  "getConstantScheduleWithWarmup", "getCosineScheduleWithWarmup", "getCosineWithHardRestartsScheduleWithWarmup", "getLinearScheduleWithWarmup", "getPolynomialDecayScheduleWithWarmup", // of Hugging Face's transformers
]); // prettier-ignore

/** Modules whose names without a row are listed at the end of the page. */
export const COMPARED: readonly string[] = [
  "librosa", "librosa.feature", "librosa.feature.inverse", "librosa.effects", "librosa.filters", "librosa.onset", "librosa.beat", "librosa.decompose", "librosa.segment", "librosa.sequence", "librosa.util", "librosa.display",
  "torchaudio", "torchaudio.functional", "torchaudio.transforms", "torchaudio.compliance.kaldi", "torchaudio.datasets", "torchaudio.prototype.functional", "torchaudio.prototype.transforms",
  "torch.fft", "torch.linalg", "torch.autograd", "torch.autograd.functional", "torch.func", "torch.nn", "torch.nn.Module", "torch.nn.functional", "torch.nn.init", "torch.nn.utils", "torch.nn.utils.rnn", "torch.nn.utils.parametrizations",
  "torch.optim", "torch.optim.Optimizer", "torch.optim.lr_scheduler", "torch.optim.swa_utils", "torch.utils.data", "torch.utils.tensorboard.SummaryWriter",
  "scipy.signal", "scipy.signal.windows", "scipy.fft", "pywt", "sklearn.metrics",
]; // prettier-ignore

/** Names in those modules that nobody calls: Python's machinery, deprecated twins, types of arguments. */
export const MACHINERY: ReadonlySet<string> = new Set([
  "Tensor", "DType", "Deprecated", "cache", "cite", "ex", "rename_kw", "show_versions", "get_fftlib", "set_fftlib", "dtype_c2r", "dtype_r2c", "is_positive_int", "is_unique", "valid_int",
  "assert_int_or_pair", "boolean_dispatch", "handle_torch_function", "has_torch_function", "has_torch_function_unary", "has_torch_function_variadic", "native_channel_shuffle", "factory_kwargs", "T_destination", "dump_patches",
  "Container", "NLLLoss2d", "CrossMapLRN2d", "RNNBase", "RNNCellBase", "UninitializedBuffer", "UninitializedParameter", "celu_", "elu_", "hardtanh_", "leaky_relu_", "relu_", "rrelu_", "selu_", "threshold_",
  "constant", "dirac", "eye", "kaiming_normal", "kaiming_uniform", "normal", "orthogonal", "sparse", "uniform", "xavier_normal", "xavier_uniform", "fractional_max_pool2d_with_indices", "fractional_max_pool3d_with_indices", "multi_head_attention_forward",
  "argument_validation", "functional_datapipe", "guaranteed_datapipes_determinism", "non_deterministic", "runtime_validation", "runtime_validation_disabled", "DFIterDataPipe", "DataChunk", "DataLoader2", "IterDataPipe", "MapDataPipe",
  "invert_permutation", "register_backward_hook", "share_memory", "ipu", "xpu", "get_audio_backend", "list_audio_backends", "set_audio_backend", "load_with_torchcodec", "save_with_torchcodec",
  "get_workers", "set_workers", "register_backend", "set_backend", "set_global_backend", "skip_backend", "normalize", "spline_filter",
  "BaseNode", "Node", "Node2D", "FswavedecnResult", "centrfrq", "scal2frq", "orthfilt", "intwave",
  "DistanceMetric", "check_scoring", "get_scorer", "get_scorer_names", "make_scorer",
]); // prettier-ignore
