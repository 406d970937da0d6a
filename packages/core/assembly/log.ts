// AssemblyScript: the natural logarithm of blocks of float32 (see arithmetic.ts), the bits of src/cpu/kernels/expr/float32-log.ts.

/** log of two doubles of 0.75…1.5 in the pieces that start at these rows of the table, and the exponents of 2 before them. */
function logOfPair(m: v128, e: v128, first: usize, second: usize): v128 {
  const a = v128.load(first);
  const b = v128.load(second);
  const ends = v128.shuffle<f64>(a, b, 0, 2);
  const inverses = v128.shuffle<f64>(a, b, 1, 3);
  const logarithms = v128.load64_lane(second, v128.load64_zero(first, 16), 1, 16);
  const r = f64x2.mul(f64x2.sub(m, ends), inverses);
  const square = f64x2.mul(r, r);
  const cubic = f64x2.sub(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(0.3333333333333333)));
  const quintic = f64x2.sub(f64x2.splat(0.25), f64x2.mul(r, f64x2.splat(0.2)));
  const inner = f64x2.add(quintic, f64x2.mul(square, f64x2.splat(0.16666666666666666)));
  const tail = f64x2.mul(square, f64x2.add(cubic, f64x2.mul(square, inner)));
  const exponents = f64x2.mul(e, f64x2.splat(Math.LN2));
  return f64x2.add(exponents, f64x2.add(logarithms, f64x2.sub(r, tail)));
}

/**
 * Logarithms up to the first four numbers among which one is not normal and positive;
 * returns how many were done. `pieces` has rows (end, 1 / end, log end, 0).
 */
export function log(n: usize, out: usize, a: usize, pieces: usize): usize {
  for (let i: usize = 0; i < n; i += 4) {
    const x = v128.load(a + (i << 2));
    const isOdd = v128.or(i32x4.lt_s(x, i32x4.splat(0x00800000)), i32x4.ge_s(x, i32x4.splat(0x7f800000)));
    if (v128.any_true(isOdd)) return i;
    const distance = i32x4.sub(x, i32x4.splat(0x3f400000));
    const exponents = i32x4.shr_s(distance, 23);
    const mantissas = i32x4.sub(x, i32x4.shl(exponents, 23));
    const rows = i32x4.shl(v128.and(i32x4.shr_s(distance, 15), i32x4.splat(255)), 5);
    const low = logOfPair(
      f64x2.promote_low_f32x4(mantissas),
      f64x2.convert_low_i32x4_s(exponents),
      pieces + i32x4.extract_lane(rows, 0),
      pieces + i32x4.extract_lane(rows, 1),
    );
    const high = logOfPair(
      f64x2.promote_low_f32x4(v128.shuffle<f64>(mantissas, mantissas, 1, 1)),
      f64x2.convert_low_i32x4_s(v128.shuffle<f64>(exponents, exponents, 1, 1)),
      pieces + i32x4.extract_lane(rows, 2),
      pieces + i32x4.extract_lane(rows, 3),
    );
    v128.store(out + (i << 2), v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2));
  }
  return n;
}
