// The rules of translation, each with a pair of snippets. The last line of a snippet is a value, which `gives` in JSON.
export interface Rule {
  readonly rule: string;
  readonly python: string;
  readonly ours: string;
  readonly gives: string;
}

export const RULES: readonly Rule[] = [
  {
    rule: "Names are Python's in camelCase, without their module: import them from the package that the table names.",
    python: "S = np.array([1.0, 0.1])\nlibrosa.power_to_db(S).tolist()",
    ours: "const S = tensor([1, 0.1]);\nawait powerToDb(S).tolist();",
    gives: "[0,-10]",
  },
  {
    rule: "Data comes first, then one object with the options. `sr` is `sampleRate`, `n_fft` is `nFft`, `axis` is `dim`.",
    python: "y = np.ones(2048)\nlibrosa.feature.melspectrogram(y=y, sr=16000, n_fft=512, hop_length=256).shape",
    ours: "const y = ones([2048]);\nmelspectrogram(y, { sampleRate: 16000, nFft: 512, hopLength: 256 }).shape;",
    gives: "[128,9]",
  },
  {
    rule: "librosa's functions of a signal or a spectrogram (`y=`, `S=`) take either as their first argument, a spectrogram as `{ S }`.",
    python: "S = np.ones((1025, 4))\nlibrosa.feature.spectral_rolloff(S=S, roll_percent=0.5).shape",
    ours: "const S = ones([1025, 4]);\nspectralRolloff({ S }, { rollPercent: 0.5 }).shape;",
    gives: "[1,4]",
  },
  {
    rule: "Classes are made with `new`; a module is called like a function.",
    python: "layer = torch.nn.Conv2d(1, 8, 3, stride=2)\nlist(layer(torch.ones(1, 1, 9, 9)).shape)",
    ours: "const layer = new Conv2d(1, 8, 3, { stride: 2 });\nlayer(ones([1, 1, 9, 9])).shape;",
    gives: "[1,8,4,4]",
  },
  {
    rule: "Shapes are lists, dtypes and devices are strings.",
    python: "x = torch.zeros(2, 3, dtype=torch.float64)\nlist(x.reshape(3, -1).shape)",
    ours: 'const x = zeros([2, 3], { dtype: "float64" });\nx.reshape([3, -1]).shape;',
    gives: "[3,2]",
  },
  {
    rule: "A reduction takes its dimension first, or everything as options.",
    python: "x = torch.ones(2, 3)\nx.sum(dim=0, keepdim=True).tolist()",
    ours: "const x = ones([2, 3]);\nawait x.sum(0, { keepdim: true }).tolist();",
    gives: "[[2,2,2]]",
  },
  {
    rule: "There is no int64. Numbers become float32 unless told otherwise; indices are int32.",
    python: "x = torch.tensor([1, 2], dtype=torch.int32)\nstr(x.dtype).removeprefix('torch.')",
    ours: 'const x = tensor([1, 2], { dtype: "int32" });\nx.dtype;',
    gives: '"int32"',
  },
  {
    rule: "Reading values waits for the device: `await` stands before `item`, `tolist`, `data` and everything whose result depends on values.",
    python: "x = torch.tensor([1.0, 2.0])\nx.sum().item()",
    ours: "const x = tensor([1, 2]);\nawait x.sum().item();",
    gives: "3",
  },
  {
    rule: "Operators are methods: `a + b` is `a.add(b)`, `a * 2` is `a.mul(2)`, `a @ b` is `a.matmul(b)`, `a > 0` is `a.gt(0)`.",
    python: "a, b = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])\n((a + b) * 2 - a / 2).tolist()",
    ours: "const [a, b] = [tensor([1, 2]), tensor([3, 4])];\nawait a.add(b).mul(2).sub(a.div(2)).tolist();",
    gives: "[7.5,11]",
  },
  {
    rule: 'Square brackets are `get`: `1:-1` is `slice(1, -1)`, `:` is `slice()`, `None` is `null`, `...` is `"..."`.',
    python: "x = torch.arange(6.0).reshape(2, 3)\nx[:, 1:].tolist()",
    ours: "const x = arange(6).reshape([2, 3]);\nawait x.get(slice(), slice(1, null)).tolist();",
    gives: "[[1,2],[4,5]]",
  },
  {
    rule: "Assigning to square brackets is `set`, with the indices in a list.",
    python: "x = torch.zeros(3)\nx[1:] = 7; x.tolist()",
    ours: "const x = zeros([3]);\nawait x.set([slice(1, null)], 7).tolist();",
    gives: "[0,7,7]",
  },
  {
    rule: "In place ends in `_`, as in PyTorch.",
    python: "x = torch.ones(2)\nx.add_(1).mul_(3).tolist()",
    ours: "const x = ones([2]);\nawait x.add_(1).mul_(3).tolist();",
    gives: "[6,6]",
  },
  {
    rule: "Several results are an object, taken apart by name.",
    python: "values, indices = torch.tensor([[1.0, 5.0], [7.0, 2.0]]).max(dim=1)\n[values.tolist(), indices.tolist()]",
    ours: "const { values, indices } = tensor([[1, 5], [7, 2]]).max(1);\n[await values.tolist(), await indices.tolist()];",
    gives: "[[5,7],[1,0]]",
  },
  {
    rule: "`with torch.no_grad():` takes a function.",
    python: "w = torch.ones(2, requires_grad=True)\nwith torch.no_grad(): y = w * 2\ny.requires_grad",
    ours: "const w = ones([2], { requiresGrad: true });\nconst y = noGrad(() => w.mul(2));\ny.requiresGrad;",
    gives: "false",
  },
  {
    rule: "Gradients are PyTorch's.",
    python: "w = torch.tensor([1.0, 2.0], requires_grad=True)\n(w ** 2).sum().backward(); w.grad.tolist()",
    ours: "const w = tensor([1, 2], { requiresGrad: true });\nw.pow(2).sum().backward();\nawait w.grad!.tolist();",
    gives: "[2,4]",
  },
  {
    rule: "A training step is PyTorch's, too.",
    python:
      "model = torch.nn.Linear(2, 1)\noptimizer = torch.optim.SGD(model.parameters(), lr=0.1)\nloss = torch.nn.functional.mse_loss(model(torch.ones(4, 2)), torch.zeros(4, 1))\noptimizer.zero_grad(); loss.backward(); optimizer.step()\nlist(model.state_dict())",
    ours: "const model = new Linear(2, 1);\nconst optimizer = new SGD(model.parameters(), { lr: 0.1 });\nconst loss = mseLoss(model(ones([4, 2])), zeros([4, 1]));\noptimizer.zeroGrad(); loss.backward(); optimizer.step();\nObject.keys(model.stateDict());",
    gives: '["weight","bias"]',
  },
  {
    rule: "A `DataLoader` is gone through with `for await`.",
    python:
      "data = torch.utils.data.TensorDataset(torch.arange(5.0))\nsizes = [len(x) for (x,) in torch.utils.data.DataLoader(data, batch_size=2)]\nsizes",
    ours: "const data = new TensorDataset(arange(5));\nconst sizes = [];\nfor await (const [x] of new DataLoader(data, { batchSize: 2 })) sizes.push(x.shape[0]);\nsizes;",
    gives: "[2,2,1]",
  },
  {
    rule: "`cuda` is `webgpu`, once `await useWebGPU()` of `@sonograd/webgpu` has found it.",
    python: 'device = "cuda" if torch.cuda.is_available() else "cpu"\ntorch.ones(3).to(device).sum().item()',
    ours: 'const device = isAvailable("webgpu") ? "webgpu" : "cpu";\nawait ones([3]).to(device).sum().item();',
    gives: "3",
  },
  {
    rule: "Printing is PyTorch's: `String(x)` on the CPU, `await x.toStringAsync()` anywhere.",
    python: "x = torch.tensor([[1.0, 2.5], [3.0, 4.0]])\nstr(x)",
    ours: "const x = tensor([[1, 2.5], [3, 4]]);\nString(x);",
    gives: '"tensor([[1.0000, 2.5000],\\n        [3.0000, 4.0000]])"',
  },
];
