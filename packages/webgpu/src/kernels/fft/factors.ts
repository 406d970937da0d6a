// How a length is taken apart: into the radices of one line's stages, or into two lengths.

/** Largest prime factor that gets a butterfly of its own; longer primes go through Bluestein. */
const LARGEST_RADIX = 13;

/** The radices of the stages for length n, undefined where a prime factor is too large. */
export function radicesOf(n: number): number[] | undefined {
  const radices: number[] = [];
  let left = n;
  let twos = 0;
  for (; left % 2 === 0; left /= 2) twos++;
  for (; twos >= 3 && twos !== 4; twos -= 3) radices.push(8);
  for (; twos >= 2; twos -= 2) radices.push(4);
  if (twos === 1) radices.push(2);
  for (let prime = 3; prime <= LARGEST_RADIX; prime += 2) for (; left % prime === 0; left /= prime) radices.push(prime);
  if (left > 1) return undefined;
  return radices.length > 0 ? radices : [1];
}

/** n = first · second with first ≤ limit: alike where both can be, else first as large as it gets. */
export function splitLength(n: number, limit: number): [first: number, second: number] {
  let best = 1;
  for (let first = 2; first <= Math.min(limit, n); first++)
    if (n % first === 0 && (n / first >= first || n / best > limit)) best = first;
  return [best, n / best];
}
