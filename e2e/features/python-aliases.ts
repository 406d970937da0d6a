// What has another name here, is written another way, or means something else under its Python name.
type Alias = readonly [path: string, note?: string];

/** Window functions by name; SciPy's are symmetric unless told so, PyTorch's periodic. */
const WINDOWS = "barthann bartlett blackman blackmanharris bohman boxcar cosine exponential flattop gaussian general_gaussian hamming hann kaiser nuttall parzen triang tukey".split(" "); // prettier-ignore
const TORCH_WINDOWS = "bartlett blackman hamming hann kaiser".split(" ");
const windows: [string, Alias][] = [
  ...WINDOWS.flatMap((name): [string, Alias][] =>
    ["scipy.signal", "scipy.signal.windows"].map((module) => [
      `${module}.${name}`,
      ["getWindow", `\`getWindow("${name}", n, { fftbins: false })\`; parameters as \`["kaiser", 14]\``],
    ]),
  ),
  ...TORCH_WINDOWS.map((name): [string, Alias] => [
    `torch.${name}_window`,
    ["getWindow", `\`getWindow("${name}", n)\``],
  ]),
];

/** Another word for the same function, in `torch` and as a method. */
const SYNONYMS: Readonly<Record<string, string>> = {
  absolute: "abs", arccos: "acos", arccosh: "acosh", arcsin: "asin", arcsinh: "asinh", arctan: "atan", arctan2: "atan2", arctanh: "atanh",
  divide: "div", fix: "trunc", ger: "outer", greater: "gt", greater_equal: "ge", less: "lt", less_equal: "le", multiply: "mul",
  negative: "neg", not_equal: "ne", subtract: "sub",
}; // prettier-ignore
const synonyms = Object.entries(SYNONYMS).flatMap(([there, here]): [string, Alias][] => [
  [`torch.${there}`, [here]],
  [`torch.Tensor.${there}`, [`x.${here}`]],
]);

/** Conversions that have a method each in PyTorch. */
const DTYPES: Readonly<Record<string, string>> = { bool: "bool", byte: "uint8", cdouble: "complex128", cfloat: "complex64", double: "float64", float: "float32", int: "int32", long: "int32" }; // prettier-ignore
const dtypes = Object.entries(DTYPES).map(([there, here]): [string, Alias] => [
  `torch.Tensor.${there}`,
  ["x.to", `\`x.to("${here}")\`${there === "long" ? "; there is no int64" : ""}`],
]);

const TORCH: Readonly<Record<string, Alias>> = {
  "torch.argwhere": ["nonzero"],
  "torch.as_tensor": ["tensor", "always copies"],
  "torch.asarray": ["tensor", "always copies"],
  "torch.from_numpy": ["tensor", "takes typed arrays, and copies"],
  "torch.load": ["loadTorch", "tensors and state dicts only; no pickled code is run"],
  "torch.is_nonzero": ["x.item", "`(await x.item()) !== 0`"],
  "torch.istft": ["istft", "librosa's, with its defaults: `{ nFft, hopLength, winLength, window }`"],
  "torch.stft": ["stft", 'librosa\'s, with its defaults: pads with zeros, window "hann"'],
  "torch.numel": ["x.numel", "a property"],
  "torch.range": ["arange", "the end is not included"],
  "torch.var": ["variance", "`var` is a word of the language"],
  "torch.split": ["split", "of a tensor; `splitSilence` is librosa's"],
  "torch.linalg.inv": ["inverse"],
  "torch.linalg.multi_dot": ["chainMatmul"],
  "torch.autograd.Function": ["customFunction", "one call with the forward and backward passes"],
  "torch.autograd.Variable": ["tensor", "`{ requiresGrad: true }`"],
  "torch.func.grad": ["grad", "of tensors; `grad(loss, [x])`"],
  "torch.nn.functional.logsigmoid": ["logSigmoid"],
  "torch.nn.functional.normalize": ["lpNormalize", "`normalize` is librosa's"],
  "torch.nn.functional.pdist": ["cdist", "all pairs, `cdist(x, x)`"],
  "torch.nn.functional.upsample": ["interpolate"],
  "torch.nn.functional.upsample_bilinear": ["interpolate", '`{ mode: "bilinear", alignCorners: true }`'],
  "torch.nn.functional.upsample_nearest": ["interpolate", '`{ mode: "nearest" }`'],
  "torch.Tensor.cpu": ["x.toDevice", '`await x.toDevice("cpu")`: reading a GPU waits'],
  "torch.Tensor.cuda": ["x.to", '`x.to("webgpu")`'],
  "torch.Tensor.data": ["x.detach", "shares memory; `x.data()` reads the values"],
  "torch.Tensor.numpy": ["x.data", "a typed array, row by row; waits for the device"],
  "torch.Tensor.dim": ["x.ndim", "a property"],
  "torch.Tensor.ndimension": ["x.ndim", "a property"],
  "torch.Tensor.nelement": ["x.numel", "a property"],
  "torch.Tensor.grad_fn": ["x.gradNode"],
  "torch.Tensor.stride": ["x.strides", "a property"],
  "torch.Tensor.storage_offset": ["x.offset", "a property"],
  "torch.Tensor.is_floating_point": ["isFloatingPoint", "of the dtype: `isFloatingPoint(x.dtype)`"],
  "torch.Tensor.is_complex": ["isComplex", "of the dtype: `isComplex(x.dtype)`"],
  "torch.is_floating_point": ["isFloatingPoint", "of the dtype: `isFloatingPoint(x.dtype)`"],
  "torch.is_complex": ["isComplex", "of the dtype: `isComplex(x.dtype)`"],
  "torch.Tensor.type": ["x.dtype", "a property; `x.to(dtype)` converts"],
  "torch.Tensor.type_as": ["x.to", "`x.to(other)`"],
  "torch.Tensor.argwhere": ["x.nonzero"],
  "torch.Tensor.stft": ["stft", "a function, librosa's, with its defaults"],
  "torch.Tensor.istft": ["istft", "a function, librosa's, with its defaults"],
  "torch.Tensor.is_nonzero": ["x.item", "`(await x.item()) !== 0`"],
  "torch.Tensor.new_ones": ["ones", "`ones(shape, { dtype: x.dtype, device: x.device })`"],
  "torch.Tensor.new_full": ["full", "`full(shape, value, { dtype: x.dtype, device: x.device })`"],
  "torch.Tensor.new_empty": ["empty", "`empty(shape, { dtype: x.dtype, device: x.device })`"],
  "torch.nn.Module.cuda": ["model.to", '`model.to("webgpu")`'],
  "torch.nn.Module.cpu": ["model.toDevice", '`await model.toDevice("cpu")`: reading a GPU waits'],
  "torch.nn.Module.double": ["model.to", '`model.to("float64")`, on the CPU'],
  "torch.nn.Module.float": ["model.to", '`model.to("float32")`'],
  "torch.onnx.export": ["exportOnnx"],
  "torch.save": ["saveSafetensors", "safetensors instead of pickles; PyTorch reads them with its safetensors package"],
  "torch.set_printoptions": ["setPrintOptions"],
};

const AUDIO: Readonly<Record<string, Alias>> = {
  "librosa.get_duration": ["info", "`(await info(file)).durationSeconds`, or `y.shape.at(-1)! / sampleRate`"],
  "librosa.get_samplerate": ["info", "`(await info(file)).sampleRate`"],
  "librosa.beat.tempo": ["tempo", "which librosa moved to librosa.feature.tempo"],
  "librosa.effects.hpss": ["hpss"],
  "librosa.effects.harmonic": ["hpss", "`hpss(y).harmonic`"],
  "librosa.effects.percussive": ["hpss", "`hpss(y).percussive`"],
  "librosa.filters.get_window": ["getWindow"],
  "torchaudio.info": ["info"],
  "torchaudio.load": ["load"],
  "torchaudio.functional.DB_to_amplitude": ["dbToAmplitude", "librosa's; `dbToPower` for powers"],
  "torchaudio.functional.amplitude_to_DB": ["transforms.AmplitudeToDB"],
  "torchaudio.functional.add_noise": ["transforms.AddNoise"],
  "torchaudio.functional.deemphasis": ["transforms.Deemphasis"],
  "torchaudio.functional.preemphasis": ["transforms.Preemphasis"],
  "torchaudio.functional.griffinlim": ["transforms.GriffinLim"],
  "torchaudio.functional.inverse_spectrogram": ["transforms.InverseSpectrogram"],
  "torchaudio.functional.mask_along_axis": ["transforms.FrequencyMasking", "`transforms.TimeMasking` along time"],
  "torchaudio.functional.mask_along_axis_iid": ["transforms.FrequencyMasking", "`{ iidMasks: true }`"],
  "torchaudio.functional.phase_vocoder": ["phaseVocoder", "with `phaseAdvance`"],
  "torchaudio.functional.pitch_shift": ["transforms.PitchShift"],
  "torchaudio.functional.spectral_centroid": ["transforms.SpectralCentroid"],
  "torchaudio.functional.spectrogram": ["transforms.Spectrogram"],
  "torchaudio.functional.speed": ["transforms.Speed"],
  "torchaudio.datasets.GTZAN": ["openGTZAN"],
  "torchaudio.datasets.LIBRISPEECH": ["openLibriSpeech"],
  "torchaudio.datasets.SPEECHCOMMANDS": ["openSpeechCommands"],
  "torchaudio.datasets.YESNO": ["openYesNo"],
  "scipy.signal.chirp": ["chirp", "librosa's: between two frequencies, with a sample rate"],
  "scipy.signal.convolve": ["convolve", "torchaudio's: along the last axis"],
  "scipy.signal.fftconvolve": ["fftconvolve", "torchaudio's: along the last axis"],
  "scipy.signal.filtfilt": ["filtfilt", '`{ clamp: false, padType: "odd" }`; arguments in torchaudio\'s order'],
  "scipy.signal.find_peaks": ["peakPick", "librosa's rules"],
  "scipy.signal.istft": ["istft", "librosa's, unscaled"],
  "scipy.signal.stft": ["stft", "librosa's, unscaled"],
  "scipy.signal.spectrogram": ["spectrogram", "unscaled; `welch` for densities"],
};

const NUMPY: Readonly<Record<string, Alias>> = {
  "numpy.abs": ["abs"], "numpy.absolute": ["abs"], "numpy.all": ["all"], "numpy.any": ["any"], "numpy.allclose": ["allclose", "waits for the device"],
  "numpy.arange": ["arange"], "numpy.arccos": ["acos"], "numpy.arcsin": ["asin"], "numpy.arctan": ["atan"], "numpy.arctan2": ["atan2"],
  "numpy.argmax": ["argmax"], "numpy.argmin": ["argmin"], "numpy.argsort": ["argsort"], "numpy.array": ["tensor"], "numpy.asarray": ["tensor", "always copies"],
  "numpy.amax": ["amax"], "numpy.amin": ["amin"], "numpy.angle": ["angle"], "numpy.clip": ["clip"], "numpy.concatenate": ["cat"], "numpy.conj": ["conj"],
  "numpy.correlate": ["crossCorrelate"], "numpy.convolve": ["convolve"], "numpy.copy": ["clone"], "numpy.cumsum": ["cumsum"], "numpy.cumprod": ["cumprod"],
  "numpy.diag": ["diag"], "numpy.diff": ["diff"], "numpy.divide": ["div"], "numpy.dot": ["matmul", "`dot` takes vectors, as in PyTorch"], "numpy.einsum": ["einsum"],
  "numpy.equal": ["eq"], "numpy.expand_dims": ["unsqueeze"], "numpy.eye": ["eye"], "numpy.flip": ["flip"], "numpy.full": ["full"], "numpy.greater": ["gt"],
  "numpy.histogram": ["histc", "counts only; `hist` of io draws"], "numpy.hstack": ["hstack"], "numpy.imag": ["imag"], "numpy.real": ["real"], "numpy.kron": ["kron"],
  "numpy.less": ["lt"], "numpy.linspace": ["linspace"], "numpy.load": ["loadNpy", "`loadNpz` for .npz"], "numpy.save": ["saveNpy"], "numpy.savez": ["saveNpz"],
  "numpy.logspace": ["logspace"], "numpy.matmul": ["matmul"], "numpy.max": ["amax"], "numpy.min": ["amin"], "numpy.mean": ["mean"],
  "numpy.median": ["quantile", "`quantile(x, 0.5)`; `median` is PyTorch's, the lower of two"], "numpy.meshgrid": ["meshgrid", "`{ indexing: \"xy\" }`"],
  "numpy.moveaxis": ["moveaxis"], "numpy.multiply": ["mul"], "numpy.nan_to_num": ["nanToNum"], "numpy.negative": ["neg"], "numpy.nonzero": ["nonzero", "one tensor of positions; waits"],
  "numpy.ones": ["ones"], "numpy.ones_like": ["onesLike"], "numpy.outer": ["outer"], "numpy.pad": ["pad", "the last dimension first, as in PyTorch"],
  "numpy.percentile": ["quantile", "shares instead of percents"], "numpy.power": ["pow"], "numpy.prod": ["prod"], "numpy.quantile": ["quantile"],
  "numpy.ravel": ["ravel"], "numpy.repeat": ["repeatInterleave", "`repeat` is PyTorch's, which tiles"], "numpy.reshape": ["reshape"], "numpy.roll": ["roll"],
  "numpy.round": ["round"], "numpy.searchsorted": ["searchsorted", "the sorted values come first, as in PyTorch"], "numpy.set_printoptions": ["setPrintOptions"],
  "numpy.sort": ["sort", "`sort(x).values`"], "numpy.split": ["tensorSplit"], "numpy.squeeze": ["squeeze"], "numpy.stack": ["stack"],
  "numpy.std": ["std", "`{ correction: 0 }`: PyTorch's divides by n - 1"], "numpy.var": ["variance", "`{ correction: 0 }`: PyTorch's divides by n - 1"],
  "numpy.subtract": ["sub"], "numpy.sum": ["sum"], "numpy.swapaxes": ["swapaxes"], "numpy.take": ["take"], "numpy.tile": ["tile"],
  "numpy.transpose": ["permute", "`transpose` swaps two dimensions, as in PyTorch"], "numpy.trapz": ["trapezoid"], "numpy.tril": ["tril"], "numpy.triu": ["triu"],
  "numpy.unique": ["unique", "waits for the device"], "numpy.vstack": ["vstack"], "numpy.zeros": ["zeros"], "numpy.zeros_like": ["zerosLike"],
  "numpy.hanning": ["getWindow", "`getWindow(\"hann\", n, { fftbins: false })`"], "numpy.hamming": ["getWindow", "`getWindow(\"hamming\", n, { fftbins: false })`"],
  "numpy.random.default_rng": ["Generator"], "numpy.random.seed": ["manualSeed"], "numpy.random.rand": ["rand", "the shape as a list"], "numpy.random.randn": ["randn", "the shape as a list"],
  "numpy.random.randint": ["randint"], "numpy.random.normal": ["normal"], "numpy.random.permutation": ["randperm"], "numpy.random.random": ["rand"], "numpy.random.uniform": ["rand"],
  "numpy.linalg.norm": ["vectorNorm"], "numpy.linalg.inv": ["inverse"], "numpy.linalg.det": ["det"], "numpy.linalg.eig": ["eig"], "numpy.linalg.eigh": ["eigh"], "numpy.linalg.svd": ["svd"],
  "numpy.linalg.solve": ["solve"], "numpy.linalg.lstsq": ["lstsq"], "numpy.linalg.pinv": ["pinv"], "numpy.linalg.qr": ["qr"], "numpy.linalg.cholesky": ["cholesky"],
  "numpy.linalg.slogdet": ["slogdet"], "numpy.linalg.matrix_power": ["matrixPower"], "numpy.linalg.matrix_rank": ["matrixRank"],
}; // prettier-ignore

const LEARNING: Readonly<Record<string, Alias>> = {
  "sklearn.metrics.accuracy_score": ["ConfusionMatrix", "its `accuracy`"],
  "sklearn.metrics.confusion_matrix": ["ConfusionMatrix"],
  "sklearn.metrics.ConfusionMatrixDisplay": ["confusionMatrixFigure"],
  "sklearn.metrics.top_k_accuracy_score": ["topKAccuracy"],
  "sklearn.model_selection.train_test_split": ["randomSplit", "`stratifiedSplit` keeps the shares of the classes"],
  "sklearn.model_selection.GroupShuffleSplit": ["groupSplit"],
  "matplotlib.pyplot.savefig": ["saveFigure"],
};

/** Python name → ours, with what to know. */
export const ALIASES: Readonly<Record<string, Alias>> = {
  ...Object.fromEntries([...windows, ...synonyms, ...dtypes]),
  ...TORCH,
  ...AUDIO,
  ...NUMPY,
  ...LEARNING,
};
