// AssemblyScript: the passes of a Stockham transform and what frames of sound need around them, on pairs of doubles with one
// complex number to a vector. The sums and products are those of src/cpu/kernels/fft, in the same order: the same bits come
// out. `pnpm wasm` makes src/cpu/wasm/generated/passes.ts of this file. All addresses are in bytes, of 16-byte rows.

function turned(x: v128): v128 {
  // -i · x = (im, -re)
  return v128.xor(v128.shuffle<f64>(x, x, 1, 0), f64x2(0, -0.0));
}

/** x · w, where w comes as (re, re) and (-im, im). */
function times(x: v128, re: v128, im: v128): v128 {
  return f64x2.add(f64x2.mul(x, re), f64x2.mul(v128.shuffle<f64>(x, x, 1, 0), im));
}

/** A pass of radix 4 over `stride` transforms of 4·m points side by side; three twiddles for each p, as `times` takes them. */
export function radix4(x: usize, y: usize, m: usize, stride: usize, twiddles: usize): void {
  const row = stride << 4;
  const quarter = row * m;
  let from = x;
  let to = y;
  for (let p: usize = 0, t = twiddles; p < m; p++, t += 96) {
    const w1r = v128.load(t);
    const w1i = v128.load(t, 16);
    const w2r = v128.load(t, 32);
    const w2i = v128.load(t, 48);
    const w3r = v128.load(t, 64);
    const w3i = v128.load(t, 80);
    for (const end = from + row; from < end; from += 16, to += 16) {
      const a = v128.load(from);
      const b = v128.load(from + quarter);
      const c = v128.load(from + 2 * quarter);
      const d = v128.load(from + 3 * quarter);
      const sumAc = f64x2.add(a, c);
      const difAc = f64x2.sub(a, c);
      const sumBd = f64x2.add(b, d);
      const difBd = turned(f64x2.sub(b, d));
      v128.store(to, f64x2.add(sumAc, sumBd));
      v128.store(to + row, times(f64x2.add(difAc, difBd), w1r, w1i));
      v128.store(to + 2 * row, times(f64x2.sub(sumAc, sumBd), w2r, w2i));
      v128.store(to + 3 * row, times(f64x2.sub(difAc, difBd), w3r, w3i));
    }
    to += 3 * row;
  }
}

/** The last pass of radix 4, whose twiddles are 1. */
export function radix4Last(x: usize, y: usize, stride: usize): void {
  const row = stride << 4;
  for (let from = x, to = y, end = x + row; from < end; from += 16, to += 16) {
    const a = v128.load(from);
    const b = v128.load(from + row);
    const c = v128.load(from + 2 * row);
    const d = v128.load(from + 3 * row);
    const sumAc = f64x2.add(a, c);
    const difAc = f64x2.sub(a, c);
    const sumBd = f64x2.add(b, d);
    const difBd = turned(f64x2.sub(b, d));
    v128.store(to, f64x2.add(sumAc, sumBd));
    v128.store(to + row, f64x2.add(difAc, difBd));
    v128.store(to + 2 * row, f64x2.sub(sumAc, sumBd));
    v128.store(to + 3 * row, f64x2.sub(difAc, difBd));
  }
}

/** The last pass of radix 2. */
export function radix2Last(x: usize, y: usize, stride: usize): void {
  const row = stride << 4;
  for (let from = x, to = y, end = x + row; from < end; from += 16, to += 16) {
    const a = v128.load(from);
    const b = v128.load(from + row);
    v128.store(to, f64x2.add(a, b));
    v128.store(to + row, f64x2.sub(a, b));
  }
}

/** The n / 2 + 1 bins of n real samples, from the transform z of their pairs; roots e^(-2πik/n) from k = 1 on, as `times` takes them. */
export function untangle(z: usize, bins: usize, roots: usize, n: usize): void {
  const half = f64x2.splat(0.5);
  const conjugate = f64x2(0, -0.0);
  let upper = bins + (n << 3);
  let j = z + (n << 3);
  for (let k = z + 16, t = roots, lower = bins + 16; ; k += 16, t += 32, lower += 16) {
    j -= 16;
    upper -= 16;
    if (k > j) break;
    const a = v128.load(k);
    const b = v128.xor(v128.load(j), conjugate);
    const even = f64x2.mul(f64x2.add(a, b), half);
    const odd = turned(f64x2.mul(f64x2.sub(a, b), half));
    const spun = times(odd, v128.load(t), v128.load(t, 16));
    v128.store(lower, f64x2.add(even, spun));
    v128.store(upper, v128.xor(f64x2.sub(even, spun), conjugate));
  }
  const re = load<f64>(z);
  const im = load<f64>(z, 8);
  store<f64>(bins, re + im);
  store<f64>(bins, 0, 8);
  store<f64>(bins + (n << 3), re - im);
  store<f64>(bins + (n << 3), 0, 8);
}

/** n float32 samples times a float64 window, as float64; n is a multiple of 4. */
export function taper(samples: usize, window: usize, out: usize, n: usize): void {
  for (let i: usize = 0; i < n; i += 4) {
    const four = v128.load(samples + (i << 2));
    const at = i << 3;
    v128.store(out + at, f64x2.mul(f64x2.promote_low_f32x4(four), v128.load(window + at)));
    const others = v128.shuffle<f64>(four, four, 1, 1);
    v128.store(out + at, f64x2.mul(f64x2.promote_low_f32x4(others), v128.load(window + at, 16)), 16);
  }
}

/** n doubles rounded to float32; two at a time, so that `out` has room for an even number. */
export function narrow(x: usize, out: usize, n: usize): void {
  for (let i: usize = 0; i < n; i += 2)
    v128.store64_lane(out + (i << 2), f32x4.demote_f64x2_zero(v128.load(x + (i << 3))), 0);
}

/** |z|² of n complex numbers; two at a time, so that both sides have room for an even number. */
export function squares(z: usize, out: usize, n: usize): void {
  for (let i: usize = 0; i < n; i += 2) {
    const a = v128.load(z + (i << 4));
    const b = v128.load(z + (i << 4), 16);
    const re = v128.shuffle<f64>(a, b, 0, 2);
    const im = v128.shuffle<f64>(a, b, 1, 3);
    v128.store(out + (i << 3), f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im)));
  }
}

/** |z| of n complex numbers, rounded to float32; two at a time, so that both sides have room for an even number. */
export function magnitudes(z: usize, out: usize, n: usize): void {
  for (let i: usize = 0; i < n; i += 2) {
    const a = v128.load(z + (i << 4));
    const b = v128.load(z + (i << 4), 16);
    const re = v128.shuffle<f64>(a, b, 0, 2);
    const im = v128.shuffle<f64>(a, b, 1, 3);
    const squares = f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
    v128.store64_lane(out + (i << 2), f32x4.demote_f64x2_zero(f64x2.sqrt(squares)), 0);
  }
}
