// Programs made of random steps. Every list of numbers is a program: a step takes its operands from the tensors there are and
// is left out where it does not fit, so that fast-check can shrink a failing one to a few steps.
import * as fc from "fast-check";
import {
  arange, cat, conv1d, full, gather, Generator, maxPool1d, pad, rand, slice, SonogradError, stack, tensor, where, zeros, type Tensor,
} from "../../src/index.js"; // prettier-ignore

/** An operation and what it picks its operands and parameters with. */
export type Step = readonly [op: number, a: number, b: number, c: number, p: number, q: number];
export type Program = readonly Step[];

/** What a step sees: tensors made so far, and what surrounds the function. */
interface Scope {
  readonly pool: Tensor[];
  readonly a: Tensor;
  readonly b: Tensor;
  readonly c: Tensor;
  readonly p: number;
  readonly q: number;
  readonly numbers: readonly number[];
  readonly generator: Generator;
}

const dimOf = (x: Tensor, p: number): number => (x.ndim === 0 ? 0 : (p % (2 * x.ndim)) - x.ndim);
const realOf = (x: Tensor): Tensor => (x.dtype === "float32" || x.dtype === "float64" ? x : x.to("float32"));
const sameSize = (x: Tensor, p: number): number[] => {
  const n = x.numel;
  return [[n], [n, 1], [1, n], n % 2 === 0 ? [2, n / 2] : [n], n % 3 === 0 ? [n / 3, 3] : [n], n % 4 === 0 ? [2, n / 4, 2] : [n]][p % 6]; // prettier-ignore
};
const partOf = (x: Tensor, p: number, q: number): Tensor => {
  const n = x.shape.at(dimOf(x, p)) ?? 1;
  const start = q % n;
  return x.narrow(dimOf(x, p), start, 1 + ((q >> 3) % (n - start)));
};
const everySecond = (x: Tensor, p: number): Tensor => x.get(...x.shape.map((_, d) => (d === p % x.ndim ? slice(p % 2, undefined, 2) : slice()))); // prettier-ignore
const placesIn = (extent: number, count: number, q: number): Tensor =>
  tensor(Array.from({ length: extent === 0 ? 0 : count }, (_, i) => (q + 7 * i) % extent), { dtype: "int32" }); // prettier-ignore

type Op = (s: Scope) => Tensor | readonly Tensor[] | null;

const sources = new WeakMap<Op, string>();
/** An op with a name for {@link explain}. */
function called(name: string, op: Op): Op {
  sources.set(op, name);
  return op;
}

const ELEMENTWISE: readonly Op[] = [
  ...(["neg", "abs", "tanh", "sigmoid", "relu", "square", "sin", "exp", "floor", "sign", "round", "reciprocal", "log1p", "sqrt"] as const).map((name) => called(name, ({ a }) => a[name]())), // prettier-ignore
  ...(["add", "sub", "mul", "div", "maximum", "minimum", "atan2", "fmod", "hypot"] as const).map((name) => called(name, ({ a, b }) => a[name](b))), // prettier-ignore
  ...(["add", "mul", "sub", "div"] as const).map((name) => called(`${name} a number`, ({ a, p, numbers }) => a[name](numbers[p % numbers.length]))), // prettier-ignore
  ({ a, p }) => a.mul((p % 7) - 3),
  ({ a, p }) => a.clamp({ min: -1, max: p % 3 }),
  ({ a, b, c }) => where(a.gt(0), b, c),
  ({ a, b, c }) => where(a.lt(b), c, 0),
  ({ a, b }) => a.ge(b),
  ({ a, b }) => a.maskedFill(b.gt(0), -1),
  ({ a, b, c }) => a.lerp(b, realOf(c)),
  ({ a, b, c }) => a.addcmul(b, c),
  ({ a, p }) => a.pow([2, 3, 0.5, -1][p % 4]),
];

const VIEWS: readonly Op[] = [
  ({ a, p }) => a.transpose(dimOf(a, p), dimOf(a, p >> 4)),
  ({ a, p }) => a.permute(a.shape.map((_, i) => (i + p) % a.ndim)),
  ({ a, p, q }) => partOf(a, p, q),
  ({ a, p }) => everySecond(a, p),
  ({ a, p }) => a.reshape(sameSize(a, p)),
  ({ a, p }) => a.unsqueeze(p % (a.ndim + 1)),
  ({ a }) => a.squeeze(),
  ({ a, p }) => a.expand([1 + (p % 3), ...a.shape]),
  ({ a, b }) => a.expand(b.shape as number[]),
  ({ a, p, q }) => a.select(dimOf(a, p), q % (a.shape.at(dimOf(a, p)) ?? 1)),
  ({ a }) => a.diagonal(),
  ({ a, p, q }) => a.unfold(dimOf(a, p), 1 + (q % 2), 1 + ((q >> 1) % 2)),
  ({ a, p, q }) => a.split(1 + (q % 2), dimOf(a, p)),
  ({ a }) => a.detach(),
  ({ a }) => a.flatten(),
];

const MOVES: readonly Op[] = [
  ({ a, p }) => a.flip(dimOf(a, p)),
  ({ a, p, q }) => a.roll(q % 5, dimOf(a, p)),
  ({ a, b, p }) => cat([a, b], dimOf(a, p)),
  ({ a, b, c, p }) => cat([a, b, c], dimOf(a, p)),
  ({ a, b, p }) => stack([a, b], p % (a.ndim + 1)),
  ({ a, p, q }) => pad(a, [p % 3, q % 3]),
  ({ a, p }) => a.repeat(...a.shape.map((_, i) => 1 + ((p >> i) % 2))),
  ({ a }) => a.clone(),
  ({ a }) => a.contiguous(),
  ({ a, p }) => a.to((["float32", "int32", "float64", "bool"] as const)[p % 4]),
  ({ a, p, q }) => a.indexSelect(dimOf(a, p), placesIn(a.shape.at(dimOf(a, p))!, 1 + (q % 4), q)),
  ({ a, p }) => gather(a, 0, placesIn(a.shape[0], a.numel, p).reshape(a.shape)),
  ({ a, b, p }) => a.scatterAdd(0, placesIn(a.shape[0], b.numel, p).reshape(b.shape), b),
  ({ a, p }) => a.tril(p % 2),
];

const REDUCTIONS: readonly Op[] = [
  ...(["sum", "mean", "amax", "amin", "prod", "any", "logsumexp", "var"] as const).map((name) => called(name, ({ a, p, q }) => a[name](dimOf(a, p), { keepdim: q % 2 === 1 }))), // prettier-ignore
  ({ a }) => a.sum(),
  ({ a }) => a.mean(),
  ({ a, p }) => a.argmax(dimOf(a, p)),
  ({ a, p }) => a.cumsum(dimOf(a, p)),
  ({ a, p }) => a.cumprod(dimOf(a, p)),
  ({ a, p }) => a.max(dimOf(a, p)).values,
  ({ a, p }) => a.softmax(dimOf(a, p)),
  ({ a, p }) => a.sort({ dim: dimOf(a, p), descending: p % 2 === 0 }).values,
];

const PRODUCTS: readonly Op[] = [
  ({ a, b }) => a.matmul(b),
  ({ a, b }) => a.matmul(b.transpose(-1, -2)),
  ({ a, b }) => a.transpose(-1, -2).matmul(b),
  ({ a }) => realOf(a).matmul(realOf(a).transpose(-1, -2)),
  ({ a, b }) => realOf(a).matmul(realOf(b).flatten().narrow(0, 0, a.shape.at(-1)!)),
  ({ a, p }) => conv1d(realOf(a).reshape([1, 1, a.numel]), full([1 + (p % 2), 1, 2], 0.5).to(realOf(a).dtype)),
  ({ a, p }) => maxPool1d(realOf(a).reshape([1, 1, a.numel]), 1 + (p % 3)),
  ({ a }) => realOf(a).rfft().abs(),
  ({ a }) =>
    realOf(a)
      .rfft()
      .irfft({ n: a.shape.at(-1)! }),
];

const MAKERS: readonly Op[] = [
  ({ p }) => full([1 + (p % 3), 3], (p % 5) - 2),
  ({ p }) => zeros([3, 1 + (p % 3)]),
  ({ p }) => arange(1 + (p % 4)),
  () => tensor([[1, -2, 3], [0.5, 0, -1]]), // prettier-ignore
  ({ generator, p }) => rand([1 + (p % 3), 3], { generator }),
  ({ a, generator }) => rand(a.shape, { generator }).mul(2),
];

/** A tensor that may be written without falsifying a gradient. */
const isFree = (x: Tensor): boolean => !x.requiresGrad && x.numel > 0 && !x.strides.some((s, d) => s === 0 && x.shape[d] > 1); // prettier-ignore
const writing = (write: (s: Scope) => unknown): Op =>
  called(String(write), (s) => {
    if (isFree(s.a)) write(s);
    return null;
  });
const WRITES: readonly Op[] = [
  writing(({ a, b }) => a.copy_(b.detach())),
  writing(({ a, b }) => a.add_(b.detach())),
  writing(({ a, b }) => a.mul_(b.detach())),
  writing(({ a, p }) => a.add_((p % 5) - 2)),
  writing(({ a, p, numbers }) => a.fill_(numbers[p % numbers.length])),
  writing(({ a }) => a.zero_()),
  writing(({ a }) => a.tanh_()),
  writing(({ a, b, p, q }) => partOf(a, p, q).copy_(b.detach())),
  writing(({ a, b, p }) => everySecond(a, p).add_(b.detach())),
  writing(({ a, b, p, q }) => partOf(a, p, q).copy_(partOf(b.detach(), p, q >> 2))),
  writing(({ a, p, q }) => partOf(a, p, q).mul_(partOf(a.detach(), p, q >> 2).clone())),
];

/** Heavier weights for what plans can get wrong: elementwise chains, views and writes. */
const OPS: readonly Op[] = [
  ...ELEMENTWISE, ...ELEMENTWISE, ...VIEWS, ...VIEWS, ...MOVES, ...REDUCTIONS, ...PRODUCTS, ...MAKERS, ...WRITES, ...WRITES,
]; // prettier-ignore

const LARGEST = 400;

/** Runs a program; returns every tensor it saw, inputs first. */
export function runProgram(
  program: Program,
  inputs: readonly Tensor[],
  numbers: readonly number[],
  generator: Generator,
): Tensor[] {
  const pool = [...inputs];
  for (const [op, a, b, c, p, q] of program) {
    const pick = (n: number): Tensor => pool[pool.length - 1 - (n % pool.length)];
    try {
      const made = OPS[op % OPS.length]({ pool, a: pick(a), b: pick(b), c: pick(c), p, q, numbers, generator });
      const list = made === null ? [] : Array.isArray(made) ? (made as readonly Tensor[]) : [made as Tensor];
      for (const t of list) if (t.numel <= LARGEST && t.ndim <= 5) pool.push(t);
    } catch (error) {
      if (!(error instanceof SonogradError)) throw error; // it did not fit
    }
  }
  return pool;
}

const small = fc.nat({ max: 255 });
/** Mostly one of the last tensors made. */
const recent = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 3 }) }, { weight: 1, arbitrary: fc.nat({ max: 12 }) });
// Without fast-check's bias towards small numbers, which here would only mean the first op.
const stepOf = (ops: readonly Op[]): fc.Arbitrary<Step> => {
  const numbers = ops.map((op) => OPS.indexOf(op));
  return fc.noBias(fc.tuple(fc.constantFrom(...numbers), recent, recent, recent, small, small));
};
/** Of any ops, or of those that write, read and share memory alone: one order of them is right, many are wrong. */
export const programs = (maxLength: number): fc.Arbitrary<Program> => {
  const ofAny = fc.array(stepOf(OPS), { minLength: 1, maxLength, size: "max" });
  const ofWrites = fc.array(stepOf([...ELEMENTWISE.slice(0, 27), ...VIEWS.slice(0, 6), ...WRITES, ...WRITES]), { minLength: 1, maxLength, size: "max" }); // prettier-ignore
  return fc.oneof(ofAny, ofWrites);
};

/** The program for people: one op's source per step. */
export const explain = (program: Program): string =>
  program
    .map(([n, ...rest]) => {
      const op = OPS[n % OPS.length];
      return `${(sources.get(op) ?? String(op)).replaceAll(/\s+/g, " ")} ${rest.join()}`;
    })
    .join("\n");
