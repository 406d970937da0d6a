// Powers, remainders and what integers do by themselves in WGSL, on top of the exponential and the logarithm.
export const POWERS = /* wgsl */ `
fn pow_integer(x: f32, n: u32) -> f32 {
  var result = 1.0;
  var base = x;
  for (var left = n; left > 0u; left = left >> 1u) {
    if ((left & 1u) == 1u) { result = result * base; }
    base = base * base;
  }
  return result;
}
fn pow_magnitude(a: f32, y: f32) -> f32 {
  if (a == 1.0) { return 1.0; }
  if (is_inf(y)) { return select(0.0, inf_value(), (a > 1.0) == (y > 0.0)); }
  if (a == 0.0 || is_inf(a)) { return select(inf_value(), 0.0, (a == 0.0) == (y > 0.0)); }
  let s = split_f(a);
  let high = y * s.exponent;
  let low = fma(y, s.exponent, -high) + y * ((log_mantissa(s.mantissa) + s.mantissa) * 1.44269504);
  let k = floor(high + low + 0.5);
  if (k > 200.0) { return inf_value(); }
  if (k < -200.0) { return 0.0; }
  let e = exp_f(((high - k) + low) * 0.693147181);
  let half_k = i32(k) / 2;
  return (e * pow2(half_k)) * pow2(i32(k) - half_k);
}
fn pow_f(x: f32, y: f32) -> f32 {
  if (y == 0.0 || x == 1.0) { return 1.0; }
  if (is_nan(x)) { return x; }
  if (is_nan(y)) { return y; }
  let whole = floor(y) == y;
  if (whole && abs(y) <= 64.0) {
    let power = pow_integer(x, u32(abs(y)));
    return select(power, 1.0 / power, y < 0.0);
  }
  if (x < 0.0 && !whole && !is_inf(x) && !is_inf(y)) { return nan_value(); }
  let odd = whole && abs(y) < 16777216.0 && (i32(y) & 1) != 0;
  let power = pow_magnitude(abs(x), y);
  return select(power, -power, odd && is_negative(x));
}
fn pow_i(x: i32, y: i32) -> i32 {
  if (y < 0) { return select(select(0, select(1, -1, (y & 1) != 0), x == -1), 1, x == 1); }
  var result = 1;
  var base = x;
  for (var left = y; left > 0; left = left >> 1u) {
    if ((left & 1) == 1) { result = result * base; }
    base = base * base;
  }
  return result;
}
fn remainder_f(a: f32, b: f32) -> f32 {
  if (is_nan(a) || is_nan(b) || is_inf(a) || b == 0.0) { return nan_value(); }
  if (is_inf(b)) { return select(b, a, a == 0.0 || (a < 0.0) == (b < 0.0)); }
  // Long division: each subtraction is exact, where a quotient of large numbers would be rounded.
  let d = abs(b);
  var r = abs(a);
  let steps = i32(bitcast<u32>(r) >> 23u) - i32(bitcast<u32>(d) >> 23u);
  for (var k = steps; k >= 0; k--) {
    let multiple = d * pow2(k / 2) * pow2(k - k / 2);
    if (r >= multiple) { r = r - multiple; }
  }
  r = copy_sign(r, a);
  if (r != 0.0 && (r < 0.0) != (b < 0.0)) { r = r + b; }
  return r;
}
fn remainder_i(a: i32, b: i32) -> i32 {
  if (b == 0) { return 0; }
  let r = a % b;
  return select(r, r + b, r != 0 && (r < 0) != (b < 0));
}
fn shift_left(a: i32, b: i32) -> i32 {
  if (b < 0 || b > 31) { return 0; }
  return a << u32(b);
}
fn shift_right(a: i32, b: i32) -> i32 { return a >> u32(select(b, 31, b < 0 || b > 31)); }
fn gcd_i(a: i32, b: i32) -> i32 {
  var x = a;
  var y = b;
  while (y != 0) {
    let r = x % y;
    x = y;
    y = r;
  }
  return abs(x);
}`;
