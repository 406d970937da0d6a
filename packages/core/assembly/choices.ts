// AssemblyScript: comparisons of blocks of float32, what chooses by them, and logic (see arithmetic.ts). Bools are 0 and 1.

function bool(mask: v128): v128 {
  return v128.and(mask, f32x4.splat(1));
}

function isTrue(x: v128): v128 {
  return f32x4.ne(x, f32x4.splat(0));
}

// A NaN of the first argument passes, and that of the second, since comparisons with it fail.
export function maximum(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) {
    const x = v128.load(a + i);
    const y = v128.load(b + i);
    v128.store(out + i, v128.bitselect(x, y, v128.or(f32x4.gt(x, y), f32x4.ne(x, x))));
  }
}

export function minimum(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) {
    const x = v128.load(a + i);
    const y = v128.load(b + i);
    v128.store(out + i, v128.bitselect(x, y, v128.or(f32x4.lt(x, y), f32x4.ne(x, x))));
  }
}

export function eq(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, bool(f32x4.eq(v128.load(a + i), v128.load(b + i))));
}

export function ne(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, bool(f32x4.ne(v128.load(a + i), v128.load(b + i))));
}

export function lt(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, bool(f32x4.lt(v128.load(a + i), v128.load(b + i))));
}

export function le(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, bool(f32x4.le(v128.load(a + i), v128.load(b + i))));
}

export function gt(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, bool(f32x4.gt(v128.load(a + i), v128.load(b + i))));
}

export function ge(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, bool(f32x4.ge(v128.load(a + i), v128.load(b + i))));
}

export function and(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16)
    v128.store(out + i, bool(v128.and(isTrue(v128.load(a + i)), isTrue(v128.load(b + i)))));
}

export function or(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16)
    v128.store(out + i, bool(v128.or(isTrue(v128.load(a + i)), isTrue(v128.load(b + i)))));
}

export function xor(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16)
    v128.store(out + i, bool(v128.xor(isTrue(v128.load(a + i)), isTrue(v128.load(b + i)))));
}

export function relu(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) {
    const x = v128.load(a + i);
    v128.store(out + i, v128.andnot(x, f32x4.le(x, f32x4.splat(0))));
  }
}

export function not(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, bool(f32x4.eq(v128.load(a + i), f32x4.splat(0))));
}

export function isnan(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) {
    const x = v128.load(a + i);
    v128.store(out + i, bool(f32x4.ne(x, x)));
  }
}

/** To bool. */
export function cast(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, bool(isTrue(v128.load(a + i))));
}

export function where(n: usize, out: usize, a: usize, b: usize, c: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16)
    v128.store(out + i, v128.bitselect(v128.load(b + i), v128.load(c + i), isTrue(v128.load(a + i))));
}

/** where(a < b, c, d). */
export function whereLess(n: usize, out: usize, a: usize, b: usize, c: usize, d: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) {
    const chosen = f32x4.lt(v128.load(a + i), v128.load(b + i));
    v128.store(out + i, v128.bitselect(v128.load(c + i), v128.load(d + i), chosen));
  }
}

/** where(a ≤ b, c, d). */
export function whereUpTo(n: usize, out: usize, a: usize, b: usize, c: usize, d: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) {
    const chosen = f32x4.le(v128.load(a + i), v128.load(b + i));
    v128.store(out + i, v128.bitselect(v128.load(c + i), v128.load(d + i), chosen));
  }
}
