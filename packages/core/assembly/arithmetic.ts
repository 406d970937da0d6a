// AssemblyScript: arithmetic on blocks of float32, four numbers to a vector: the bits of the loops in src/cpu/kernels/expr, since a sum,
// product, quotient or root of float32 is the same whether it is rounded at once or by way of a double. Like those of choices.ts
// and log.ts the loops go on to a whole vector, so that blocks have room for that; `out` may be an argument.

export function add(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
}

export function sub(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.sub(v128.load(a + i), v128.load(b + i)));
}

export function mul(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
}

export function div(n: usize, out: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.div(v128.load(a + i), v128.load(b + i)));
}

export function neg(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.neg(v128.load(a + i)));
}

export function abs(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.abs(v128.load(a + i)));
}

export function square(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) {
    const x = v128.load(a + i);
    v128.store(out + i, f32x4.mul(x, x));
  }
}

export function sqrt(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.sqrt(v128.load(a + i)));
}

export function reciprocal(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.div(f32x4.splat(1), v128.load(a + i)));
}

export function floor(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.floor(v128.load(a + i)));
}

export function ceil(n: usize, out: usize, a: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(out + i, f32x4.ceil(v128.load(a + i)));
}

/** (a − b) · c + d. */
export function normalize(n: usize, out: usize, a: usize, b: usize, c: usize, d: usize): void {
  for (let i: usize = 0; i < n << 2; i += 16) {
    const difference = f32x4.sub(v128.load(a + i), v128.load(b + i));
    v128.store(out + i, f32x4.add(f32x4.mul(difference, v128.load(c + i)), v128.load(d + i)));
  }
}
