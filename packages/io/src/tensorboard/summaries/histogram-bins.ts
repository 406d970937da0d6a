// Where bins of a histogram lie: TensorFlow's fixed ones, and numpy's rules by number, name or edges.
import { ParameterError } from "@sonograd/core";

type Rule = (values: Float64Array) => number;

const fd: Rule = (v) => 2 * (percentile(v, 0.75) - percentile(v, 0.25)) * v.length ** (-1 / 3);
const sturges: Rule = (v) => extent(v) / (Math.log2(v.length) + 1);

/** Widths of bins by the names of numpy.histogram_bin_edges; 0 stands for a single bin. */
const RULES: Readonly<Record<string, Rule>> = {
  auto: (v) => (fd(v) ? Math.min(fd(v), sturges(v)) : sturges(v)),
  fd,
  doane,
  scott: (v) => ((24 * Math.sqrt(Math.PI)) / v.length) ** (1 / 3) * deviation(v),
  stone,
  rice: (v) => extent(v) / (2 * v.length ** (1 / 3)),
  sturges,
  sqrt: (v) => extent(v) / Math.sqrt(v.length),
};

/** TensorFlow's bins, a rule of numpy.histogram_bin_edges, a number of equal bins, or the edges themselves. */
export type HistogramBins =
  "tensorflow" | "auto" | "fd" | "doane" | "scott" | "stone" | "rice" | "sturges" | "sqrt" | number | readonly number[];

interface Edges {
  readonly edges: Float64Array;
  /** Whether all bins are equally wide. */
  readonly uniform: boolean;
}

let fixedEdges: Float64Array | undefined;

/** ±1e-12 · 1.1^k up to 1e20, and zero. */
function tensorflowEdges(): Float64Array {
  const positive: number[] = [];
  for (let edge = 1e-12; edge < 1e20; edge *= 1.1) positive.push(edge);
  return (fixedEdges ??= Float64Array.of(...positive.map((edge) => -edge).reverse(), 0, ...positive));
}

export function binEdges(values: Float64Array, bins: HistogramBins): Edges {
  if (bins === "tensorflow") return { edges: tensorflowEdges(), uniform: false };
  if (typeof bins === "object") {
    const edges = Float64Array.from(bins);
    if (edges.length < 2 || edges.some((edge, i) => i > 0 && !(edge >= edges[i - 1])))
      throw new ParameterError(`addHistogram: bins=[${bins.join(", ")}] must be two or more rising edges.`);
    return { edges, uniform: false };
  }
  let [first, last] = range(values);
  if (first === last) [first, last] = [first - 0.5, last + 0.5];
  const count = numberOfBins(values, bins, last - first);
  return { edges: equalEdges(first, last, count), uniform: true };
}

function numberOfBins(values: Float64Array, bins: string | number, width: number): number {
  if (typeof bins === "number") {
    if (Number.isInteger(bins) && bins >= 1) return bins;
    throw new ParameterError(`addHistogram: bins=${bins} must be an integer ≥ 1.`);
  }
  if (!Object.hasOwn(RULES, bins))
    throw new ParameterError(`addHistogram: bins="${bins}" must be "tensorflow" or one of ${Object.keys(RULES).join(", ")}.`); // prettier-ignore
  const binWidth = RULES[bins](values);
  return binWidth ? Math.ceil(width / binWidth) : 1;
}

/** As numpy.linspace rounds: i · step + first, the last one exact. */
function equalEdges(first: number, last: number, count: number): Float64Array {
  const step = (last - first) / count;
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => i * step + first);
  edges[count] = last;
  return edges;
}

/** Values per bin [edge, next edge), the last one closed; values outside are not counted. */
export function countBins(values: Float64Array, edges: Float64Array, uniform: boolean): Float64Array {
  const counts = new Float64Array(edges.length - 1);
  const last = counts.length - 1;
  const scale = counts.length / (edges[last + 1] - edges[0]);
  for (const value of values) {
    if (!(value >= edges[0] && value <= edges[last + 1])) continue;
    let bin = uniform ? Math.min(last, Math.floor((value - edges[0]) * scale)) : search(edges, value);
    if (uniform && value < edges[bin]) bin--;
    else if (uniform && bin < last && value >= edges[bin + 1]) bin++;
    counts[Math.min(bin, last)]++;
  }
  return counts;
}

/** Index of the last edge that is not above `value`. */
function search(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}

function range(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function extent(values: Float64Array): number {
  const [low, high] = range(values);
  return high - low;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
}

function percentile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

/** Doane: Sturges' rule widened by the skewness of the values. */
function doane(values: Float64Array): number {
  const n = values.length;
  const sigma = deviation(values);
  if (n <= 2 || !(sigma > 0)) return 0;
  const centre = mean(values);
  const skewness = mean(values.map((value) => ((value - centre) / sigma) ** 3));
  const spread = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return extent(values) / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / spread));
}

/** Stone: the number of bins with the least cross-validated squared error. */
function stone(values: Float64Array): number {
  const n = values.length;
  const [first, last] = range(values);
  if (n <= 1 || first === last) return 0;
  let [best, least] = [1, Infinity];
  for (let bins = 1; bins <= Math.max(100, Math.floor(Math.sqrt(n))); bins++) {
    const counts = countBins(values, equalEdges(first, last, bins), true);
    const power = counts.reduce((sum, count) => sum + (count / n) ** 2, 0);
    const error = ((2 - (n + 1) * power) * bins) / (last - first);
    if (error < least) [best, least] = [bins, error];
  }
  return (last - first) / best;
}
