// Distances between vectors, on the host in double precision.
import { ParameterError } from "../../errors/index.js";
import { nameValue } from "../../tensor/index.js";

const sumOver = (a: Float64Array, term: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += term(i);
  return sum;
};
const dot = (a: Float64Array, b: Float64Array): number => sumOver(a, (i) => a[i] * b[i]);
const squared = (a: Float64Array, b: Float64Array): number => sumOver(a, (i) => (a[i] - b[i]) ** 2);
const euclidean = (a: Float64Array, b: Float64Array): number => Math.sqrt(squared(a, b));
const cityblock = (a: Float64Array, b: Float64Array): number => sumOver(a, (i) => Math.abs(a[i] - b[i]));
const cosine = (a: Float64Array, b: Float64Array): number => 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
const centred = (a: Float64Array): Float64Array => {
  const mean = sumOver(a, (i) => a[i]) / a.length;
  return a.map((x) => x - mean);
};
/** 0 / 0 counts as 0. */
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const entropyTerm = (p: number, q: number): number => (p > 0 ? p * Math.log((2 * p) / (p + q)) : 0);

const METRICS = {
  euclidean,
  l2: euclidean,
  minkowski: euclidean,
  sqeuclidean: squared,
  cityblock,
  manhattan: cityblock,
  l1: cityblock,
  chebyshev: (a, b) => a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0),
  cosine,
  correlation: (a, b) => cosine(centred(a), centred(b)),
  canberra: (a, b) => sumOver(a, (i) => share(Math.abs(a[i] - b[i]), Math.abs(a[i]) + Math.abs(b[i]))),
  braycurtis: (a, b) => cityblock(a, b) / sumOver(a, (i) => Math.abs(a[i] + b[i])),
  hamming: (a, b) => sumOver(a, (i) => Number(a[i] !== b[i])) / a.length,
  jensenshannon: (a, b) => {
    const [total, other] = [a, b].map((x) => sumOver(x, (i) => x[i]));
    const both = sumOver(a, (i) => entropyTerm(a[i] / total, b[i] / other) + entropyTerm(b[i] / other, a[i] / total));
    return Math.sqrt(Math.max(0, both / 2));
  },
} satisfies Record<string, (a: Float64Array, b: Float64Array) => number>;

/** The name of a distance, as in SciPy's cdist, or a function of two vectors. */
export type Metric = keyof typeof METRICS | ((a: Float64Array, b: Float64Array) => number);

/** The function of a metric. */
export function metricOf(op: string, metric: Metric): (a: Float64Array, b: Float64Array) => number {
  if (typeof metric === "function") return metric;
  if (typeof metric !== "string" || !Object.hasOwn(METRICS, metric))
    throw new ParameterError(
      `${op}: metric=${nameValue(metric)} must be a function or one of ${Object.keys(METRICS).join(", ")}.`,
    );
  return METRICS[metric];
}

/** The distance of each vector of `from` to each of `to`, row by row. */
export function distancesBetween(
  from: readonly Float64Array[],
  to: readonly Float64Array[],
  metric: (a: Float64Array, b: Float64Array) => number,
): Float64Array {
  const table = new Float64Array(from.length * to.length);
  from.forEach((a, i) => to.forEach((b, j) => (table[i * to.length + j] = metric(a, b))));
  return table;
}
