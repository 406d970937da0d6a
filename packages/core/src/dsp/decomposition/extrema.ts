// Maxima and minima of a sampled line, and how they go on beyond its ends.

export interface Extrema {
  readonly maxima: readonly number[];
  readonly minima: readonly number[];
}

/** Positions of the inner extrema; a plateau counts once, in its middle. */
export function findExtrema(x: Float64Array): Extrema {
  const [maxima, minima]: [number[], number[]] = [[], []];
  let rising = 0;
  let since = 0; // the last position before which the line changed
  for (let i = 1; i < x.length; i++) {
    if (x[i] === x[i - 1]) continue;
    const now = x[i] > x[i - 1] ? 1 : -1;
    if (rising * now < 0) (rising > 0 ? maxima : minima).push(Math.floor((since + i - 1) / 2));
    rising = now;
    since = i;
  }
  return { maxima, minima };
}

/** How often neighbours differ in sign; zeros belong to what came before. */
export function countZeroCrossings(x: Float64Array): number {
  let [count, sign] = [0, 0];
  for (const value of x) {
    const now = Math.sign(value) || sign;
    if (now * sign < 0) count++;
    sign = now;
  }
  return count;
}

export interface Knots {
  readonly at: number[];
  readonly values: number[];
}

/** Extrema mirrored past each end, so that a spline does not swing there. */
const MIRRORED = 2;

/** Those beyond the left end, in order of distance: where they lie, and which sample they repeat. */
function leftOf(x: Float64Array, { maxima, minima }: Extrema): { tops: number[][]; bottoms: number[][] } {
  const isTopFirst = maxima[0] < minima[0];
  const [near, far] = isTopFirst ? [maxima, minima] : [minima, maxima];
  // The end itself is an extremum where it goes beyond the first of the other kind.
  const isEndInside = isTopFirst ? x[0] > x[minima[0]] : x[0] < x[maxima[0]];
  let [center, first] = isEndInside ? [near[0], near.slice(1)] : [0, near];
  let second: readonly number[] = isEndInside ? far : [0, ...far];
  const mirror = (list: readonly number[]): number[][] => list.slice(0, MIRRORED).map((i) => [2 * center - i, i]);
  // Too close to cover the end: the end is the mirror.
  const reaches = (list: number[][]): boolean => list.length > 0 && list.at(-1)![0] <= 0;
  if (center !== 0 && !(reaches(mirror(first)) && reaches(mirror(second)))) [center, first, second] = [0, near, far];
  const [a, b] = [mirror(first), mirror(second)];
  return isTopFirst ? { tops: a, bottoms: b } : { tops: b, bottoms: a };
}

/** The knots of the upper and the lower envelope. There have to be a maximum and a minimum at least. */
export function envelopeKnots(x: Float64Array, extrema: Extrema): { upper: Knots; lower: Knots } {
  const last = x.length - 1;
  const turn = (list: readonly number[]): number[] => list.map((i) => last - i).reverse();
  const left = leftOf(x, extrema);
  const right = leftOf(Float64Array.from(x).reverse(), { maxima: turn(extrema.maxima), minima: turn(extrema.minima) });
  const join = (before: number[][], inner: readonly number[], after: number[][]): Knots => {
    const behind = after.map(([at, i]) => [last - at, last - i]);
    // Where the end is its own mirror image, both sides name it: knots have to be distinct.
    const all = [...before.reverse(), ...inner.map((i) => [i, i]), ...behind].sort((p, q) => p[0] - q[0]);
    const distinct = all.filter(([at], k) => k === 0 || at > all[k - 1][0]);
    return { at: distinct.map(([at]) => at), values: distinct.map(([, i]) => x[i]) };
  };
  return {
    upper: join(left.tops, extrema.maxima, right.tops),
    lower: join(left.bottoms, extrema.minima, right.bottoms),
  };
}
