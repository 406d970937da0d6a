// Stable sorting by 32-bit keys: insertion for a few, otherwise one counting pass for each digit that differs.

/** Keys up to this number are sorted by insertion. */
const FEW = 32;
const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;
const PASSES = 32 / DIGIT_BITS;

/** Sorts `keys` (any 32-bit integers, smallest first) and the `origins` with them. */
export class RadixSorter {
  readonly keys: Int32Array;
  readonly origins: Int32Array;
  private readonly spareKeys: Int32Array;
  private readonly spareOrigins: Int32Array;
  /** How often each digit occurs in each pass, then where its next key goes. */
  private readonly counts = new Int32Array(PASSES * DIGITS);

  constructor(readonly count: number) {
    const spare = count > FEW ? count : 0;
    [this.keys, this.origins] = [new Int32Array(count), new Int32Array(count)];
    [this.spareKeys, this.spareOrigins] = [new Int32Array(spare), new Int32Array(spare)];
  }

  /** Sorts; `origins` is set first to 0, 1, 2, … */
  sort(): void {
    const { keys, origins, count } = this;
    for (let i = 0; i < count; i++) origins[i] = i;
    if (count <= FEW) return insertionSort(keys, origins, count);
    this.countDigits();
    let [from, fromOrigins, to, toOrigins] = [keys, origins, this.spareKeys, this.spareOrigins];
    for (let pass = 0; pass < PASSES; pass++) {
      const isSame = this.counts[pass * DIGITS + digitOf(from[0], pass)] === count;
      if (isSame) continue;
      startsFrom(this.counts, pass);
      distribute(this.counts, pass, from, fromOrigins, to, toOrigins);
      [from, fromOrigins, to, toOrigins] = [to, toOrigins, from, fromOrigins];
    }
    if (from === keys) return;
    keys.set(from);
    origins.set(fromOrigins);
  }

  private countDigits(): void {
    const { counts, keys } = this;
    counts.fill(0);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      counts[key & 255]++;
      counts[DIGITS + ((key >>> 8) & 255)]++;
      counts[2 * DIGITS + ((key >>> 16) & 255)]++;
      counts[3 * DIGITS + ((key >>> 24) ^ 128)]++;
    }
  }
}

/** Digits of the last pass begin with the negative ones. */
const digitOf = (key: number, pass: number): number =>
  pass === PASSES - 1 ? (key >>> 24) ^ 128 : (key >>> (DIGIT_BITS * pass)) & 255;

function startsFrom(counts: Int32Array, pass: number): void {
  let start = 0;
  for (let i = pass * DIGITS; i < (pass + 1) * DIGITS; i++) {
    const here = counts[i];
    counts[i] = start;
    start += here;
  }
}

function distribute(
  next: Int32Array,
  pass: number,
  from: Int32Array,
  fromOrigins: Int32Array,
  to: Int32Array,
  toOrigins: Int32Array,
): void {
  const shift = DIGIT_BITS * pass;
  const flip = pass === PASSES - 1 ? 128 : 0;
  const first = pass * DIGITS;
  for (let i = 0; i < from.length; i++) {
    const key = from[i];
    const digit = first + (((key >>> shift) & 255) ^ flip);
    const place = next[digit];
    next[digit] = place + 1;
    to[place] = key;
    toOrigins[place] = fromOrigins[i];
  }
}

function insertionSort(keys: Int32Array, origins: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const key = keys[i];
    const origin = origins[i];
    let hole = i;
    for (; hole > 0 && keys[hole - 1] > key; hole--) {
      keys[hole] = keys[hole - 1];
      origins[hole] = origins[hole - 1];
    }
    keys[hole] = key;
    origins[hole] = origin;
  }
}
