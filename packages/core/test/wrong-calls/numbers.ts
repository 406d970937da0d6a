// Lengths, counts and probabilities that are negative, fractional, NaN or too large; values that are no numbers.
import {
  arange, avgPool1d, bernoulli, bincount, chunk, combinations, conv1d, dct, dropout, eye, fft, fftfreq, fftn, fromCloneable, fromTypedArray, full,
  Generator, ifft, irfft, kthvalue, lerp, linspace, logspace, lpPool1d, manualSeed, matrixPower, multinomial, narrow, normal, ones, overlapAdd, quantile,
  rand, randint, randperm, repeatInterleave, rfft, setPrintOptions, softmaxCrossEntropy, split, tensor, tensorSplit, toCloneableSync, zeros,
} from "../../src/index.js"; // prettier-ignore
import { backend, complexZeros, dtype, ints, parameter, shape, variable, wrong, type WrongCall } from "./row.js";

export const wrongNumbers: readonly WrongCall[] = [
  parameter("zeros of NaN", () => zeros([Number.NaN]), "shape=[NaN] must hold integers ≥ 0"),
  parameter("zeros of less than nothing", () => zeros([2, -1]), "shape=[2, -1] must hold integers ≥ 0"),
  parameter("zeros of a half", () => zeros([1.5]), "shape=[1.5] must hold integers ≥ 0"),
  parameter("zeros without end", () => zeros([Infinity]), "shape=[Infinity] must hold integers ≥ 0"),
  parameter("zeros of a number", () => zeros(wrong(5), wrong(2)), "zeros: shape is 5, but must be an array", "Write [5] in square brackets"), // prettier-ignore
  backend(
    "zeros that no memory holds",
    () => zeros([2 ** 40]),
    "length=1099511627776",
    "float32",
    "Use a smaller shape",
  ),
  parameter("full of a text", () => full([2], wrong("1")), 'full: value is "1"', "must be a number or a boolean"),
  parameter("arange that stands still", () => arange(0, 3, 0), "arange: start=0, end=3, step=0 never arrives", "must lead from start to end"), // prettier-ignore
  parameter("arange the other way", () => arange(0, 3, -1), "step=-1 never arrives"),
  parameter("arange to NaN", () => arange(Number.NaN), "arange: start=0, end=NaN"),
  parameter("arange to nowhere", () => arange(wrong(undefined)), "arange: the end is missing", "Write arange(3)"),
  parameter("linspace of half a step", () => linspace(0, 1, 1.5), "linspace: steps=1.5 must be an integer ≥ 0"),
  parameter("logspace backwards", () => logspace(0, 1, -1), "logspace: steps=-1 must be an integer ≥ 0"),
  parameter("eye of less than nothing", () => eye(-1), "eye: shape=[-1, -1] must hold integers ≥ 0"),
  shape(
    "rows of different length",
    () => tensor([[1, 2], [3]]),
    "tensor: rows of different length at depth 1",
    "[2, 2]",
  ),
  parameter("a tensor of a text", () => tensor(wrong("1")), 'tensor: a value is "1"', "must be a number, a boolean"),
  parameter(
    "a tensor with a hole",
    () => tensor(wrong([1, undefined])),
    "tensor: a value is missing",
    "Convert it first",
  ),
  parameter("a tensor of null", () => tensor(wrong(null)), "tensor: a value is null", "Convert it first"),
  parameter("a tensor of tensors", () => tensor(wrong([zeros([2]), zeros([2])])), "tensor: a value is a Tensor", "stack([…])"), // prettier-ignore
  parameter("64-bit integers that int32 does not hold", () => tensor(BigInt64Array.of(2n ** 40n)), "tensor: values[0]=1099511627776 does not fit in int32", '"float64"'), // prettier-ignore
  shape("a tensor of another shape", () => tensor([1, 2, 3], { shape: [2] }), "shape=[2] does not hold 3 elements"),
  shape("numbers that are no pairs", () => tensor([1, 2, 3], { dtype: "complex64" }), 'dtype="complex64"', "[re, im] pairs"), // prettier-ignore
  shape("an array that holds no pairs", () => fromTypedArray(new Float32Array(3), [1], { dtype: "complex64" }), "length 3", "must be even"), // prettier-ignore
  parameter("an array that is no typed one", () => fromTypedArray(wrong([1, 2])), "fromTypedArray: array is an array", "tensor(array)"), // prettier-ignore
  parameter("an array that is not stored", () => fromTypedArray(wrong(new Uint32Array(2))), "array is a Uint32Array", "Copy it with tensor(array)"), // prettier-ignore
  parameter("a split into nothing", () => split(zeros([5]), 0), "split: size=0 must be an integer ≥ 1"),
  parameter("chunks of nothing", () => chunk(zeros([5]), 0), "chunk: chunks=0 must be an integer ≥ 1"),
  parameter(
    "sections of nothing",
    () => tensorSplit(zeros([5]), 0),
    "tensorSplit: sections=0",
    "or a list of positions",
  ),
  parameter("narrow to NaN", () => narrow(zeros([6]), 0, Number.NaN, 3), "narrow: start=NaN, length=3"),
  parameter("a stride of 0", () => conv1d(zeros([1, 2, 5]), zeros([4, 2, 3]), null, { stride: 0 }), "conv1d: stride=[0] must be an integer ≥ 1"), // prettier-ignore
  parameter("a division by 0", () => avgPool1d(zeros([1, 1, 5]), 2, { divisorOverride: 0 }), "divisorOverride=0", "finite number other than 0"), // prettier-ignore
  parameter("a norm of order 0", () => lpPool1d(zeros([1, 1, 5]), 0, 2), "lpPool1d: p=0 must be a finite number > 0"),
  parameter("fft of no points", () => fft(zeros([3]), { n: 0 }), "fft: n=0 must be an integer ≥ 1", "[3]"),
  parameter("fft of half a point", () => fft(zeros([3]), { n: 1.5 }), "fft: n=1.5 must be an integer ≥ 1"),
  parameter("fft of nothing", () => ifft(zeros([0])), "ifft: n=0 must be an integer ≥ 1", "[0]"),
  parameter("fft by another norm", () => rfft(zeros([3]), { norm: wrong("none") }), 'rfft: norm="none"', '"ortho"'),
  parameter("irfft of one bin", () => irfft(complexZeros(1)), "irfft: n=0 must be an integer ≥ 1"),
  parameter(
    "fftn of more axes than there are",
    () => fftn(zeros([3, 3]), { s: [1, 2, 3] }),
    "fftn: dim=-3 is out of range",
  ),
  parameter("frequencies of nothing", () => fftfreq(0), "fftfreq: n=0 must be an integer ≥ 1"),
  parameter("a DCT of type 5", () => dct(zeros([3]), { type: wrong(5) }), "dct: type=5 must be 1, 2, 3 or 4"),
  parameter("a DCT of one point", () => dct(zeros([1]), { type: 1 }), "dct: type=1 needs at least 2 elements", "got 1"),
  parameter("frames that stand still", () => overlapAdd(zeros([3, 2]), { hopLength: 0 }), "overlapAdd: hopLength=0 must be an integer ≥ 1"), // prettier-ignore
  parameter("half a seed", () => new Generator(1.5), "Generator: seed=1.5 must be an integer in 0…2^53 − 1"),
  parameter("a seed below 0", () => manualSeed(-1), "Generator: seed=-1 must be an integer"),
  parameter("a seed that is NaN", () => new Generator(Number.NaN), "Generator: seed=NaN"),
  parameter("a position below 0", () => new Generator(1).setState({ seed: 1, offset: -1 }), "Generator: offset=-1 must be an integer"), // prettier-ignore
  parameter("a share above 1", () => dropout(ones([2]), { p: 1.5 }), "dropout: p=1.5 must lie in 0…1"),
  parameter("a share that is NaN", () => dropout(ones([2]), { p: Number.NaN }), "dropout: p=NaN must lie in 0…1"),
  parameter("probabilities above 1", () => bernoulli(tensor([0.5, 1.5])), "bernoulli: p holds 1.5", "must lie in 0…1"),
  parameter("random integers of nothing", () => randint(3, 3, [2]), "randint: low=3, high=3", "low < high"),
  parameter("random places of nothing", () => randperm(-1), "randperm: n=-1 must be an integer ≥ 0"),
  parameter("random numbers of NaN", () => rand([Number.NaN]), "rand: shape=[NaN] must hold integers ≥ 0"),
  parameter("more draws than there are", () => multinomial(tensor([0.5, 0.5]), 3), "multinomial: numSamples=3", "at most 2 without replacement"), // prettier-ignore
  parameter("a weight below 0", () => multinomial(tensor([-0.5, 0.5]), 1), "multinomial: weights hold -0.5", "≥ 0"),
  parameter("a spread below 0", () => normal(zeros([2]), -1), "normal: std=-1 must be ≥ 0"),
  parameter("a rate of 0", () => zeros([2]).exponential_(0), "exponential_: rate=0 must be > 0"),
  parameter("an empty interval", () => zeros([2]).uniform_(1, 0), "uniform_: from=1 must be ≤ to=0"),
  parameter("a share of the sorted above 1", () => quantile(zeros([3]), 1.5), "quantile: q=1.5 must lie in 0…1"),
  parameter("the 0th element", () => kthvalue(zeros([3]), 0), "kthvalue: k=0 must be an integer in 1…3"),
  parameter("counts below 0", () => repeatInterleave(zeros([3]), -1), "repeatInterleave: repeats=-1 must be an integer ≥ 0", "[3]"), // prettier-ignore
  parameter("combinations of less than nothing", () => combinations(zeros([3]), -1), "combinations: size=-1 must be an integer ≥ 0"), // prettier-ignore
  parameter("counting below 0", () => bincount(ints(-1)), "bincount: x holds -1", "must be ≥ 0"),
  parameter("smoothing above 1", () => softmaxCrossEntropy(zeros([1, 2]), ints(0), { labelSmoothing: 2 }), "labelSmoothing=2 must lie in 0…1"), // prettier-ignore
  parameter("digits below 0", () => setPrintOptions({ precision: -1 }), "precision=-1 must be an integer ≥ 0"),
  parameter("half a power of a matrix", () => matrixPower(eye(2), 0.5), "matrixPower: n=0.5 must be an integer"),
  parameter("a way of a text", () => lerp(zeros([2]), zeros([2]), wrong("0.5")), '"0.5"', "tensor(…)"),
];

const sent = { dtype: "float32", shape: [2], data: new Float32Array(2), requiresGrad: false } as const;
export const wrongRecords: readonly WrongCall[] = [
  parameter("a record that is none", () => fromCloneable(wrong(null)), "fromCloneable: the value is neither a record of toCloneable()"), // prettier-ignore
  parameter("a record without data", () => fromCloneable(wrong({ shape: [1] })), "neither a record of toCloneable()"),
  dtype("a record of another dtype", () => fromCloneable({ ...sent, dtype: wrong("float16") }), 'fromCloneable: dtype="float16" must be one of', "float32"), // prettier-ignore
  parameter("a record with another array", () => fromCloneable({ ...sent, dtype: "int32" }), "must be a Int32Array, got Float32Array(2)"), // prettier-ignore
  shape("a record of another size", () => fromCloneable({ ...sent, shape: [3] }), "shape=[3] float32 needs 3 numbers, data has 2"), // prettier-ignore
  shape(
    "a record of less than nothing",
    () => fromCloneable({ ...sent, shape: [-2] }),
    "must be a list of integers ≥ 0",
  ),
  parameter("a record of a result", () => toCloneableSync(variable(2).mul(2)), 'toCloneable: [2] is the result of "mul"', "Use detach()"), // prettier-ignore
];
