/** The DFT of n (re, im) pairs in place, on the host in double precision; n is a power of two. */
export function powerOfTwoDft(n: number): (pairs: Float64Array) => void {
  const roots = new Float64Array(n);
  for (let k = 0; k < n / 2; k++) {
    roots[2 * k] = Math.cos((2 * Math.PI * k) / n);
    roots[2 * k + 1] = -Math.sin((2 * Math.PI * k) / n);
  }
  return (pairs) => {
    reverseBits(pairs, n);
    for (let half = 1; half < n; half *= 2)
      for (let start = 0; start < n; start += 2 * half)
        for (let k = 0; k < half; k++) butterfly(pairs, start + k, start + k + half, roots, (k * n) / (2 * half));
  };
}

/** Puts each pair where its index has its bits turned round. */
function reverseBits(pairs: Float64Array, n: number): void {
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) swap(pairs, i, j);
  }
}

function swap(pairs: Float64Array, i: number, j: number): void {
  [pairs[2 * i], pairs[2 * j]] = [pairs[2 * j], pairs[2 * i]];
  [pairs[2 * i + 1], pairs[2 * j + 1]] = [pairs[2 * j + 1], pairs[2 * i + 1]];
}

function butterfly(pairs: Float64Array, top: number, bottom: number, roots: Float64Array, root: number): void {
  const [c, s] = [roots[2 * root], roots[2 * root + 1]];
  const re = pairs[2 * bottom] * c - pairs[2 * bottom + 1] * s;
  const im = pairs[2 * bottom] * s + pairs[2 * bottom + 1] * c;
  pairs[2 * bottom] = pairs[2 * top] - re;
  pairs[2 * bottom + 1] = pairs[2 * top + 1] - im;
  pairs[2 * top] += re;
  pairs[2 * top + 1] += im;
}
