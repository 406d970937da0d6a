// Complex elementary functions in WGSL on top of the real ones; z is vec2(re, im), branch cuts as in C99.
export const COMPLEX_FUNCTIONS = /* wgsl */ `
fn mul_c(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> { return vec2<f32>(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }
// Smith: no overflow where the result has none.
fn div_c(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> {
  if (abs(b.x) >= abs(b.y)) {
    if (b.x == 0.0 && b.y == 0.0) { return vec2<f32>(a.x / b.x, a.y / b.x); }
    let r = b.y / b.x;
    let d = b.x + b.y * r;
    return vec2<f32>((a.x + a.y * r) / d, (a.y - a.x * r) / d);
  }
  let r = b.x / b.y;
  let d = b.x * r + b.y;
  return vec2<f32>((a.x * r + a.y) / d, (a.y * r - a.x) / d);
}
fn abs_c(z: vec2<f32>) -> f32 {
  if (is_inf(z.x) || is_inf(z.y)) { return inf_value(); }
  let a = max_f(abs(z.x), abs(z.y));
  if (a == 0.0 || is_nan(a)) { return a; }
  let b = min(abs(z.x), abs(z.y)) / a;
  return a * sqrt(1.0 + b * b);
}
fn angle_c(z: vec2<f32>) -> f32 { return atan2_f(z.y, z.x); }
fn sign_c(z: vec2<f32>) -> vec2<f32> {
  let r = abs_c(z);
  if (r == 0.0) { return vec2<f32>(); }
  return z / r;
}
fn sqrt_c(z: vec2<f32>) -> vec2<f32> {
  if (z.x == 0.0 && z.y == 0.0) { return vec2<f32>(0.0, z.y); }
  let t = sqrt(0.5 * (abs(z.x) + abs_c(z)));
  if (z.x >= 0.0) { return vec2<f32>(t, z.y / (2.0 * t)); }
  return vec2<f32>(abs(z.y) / (2.0 * t), copy_sign(t, z.y));
}
fn exp_c(z: vec2<f32>) -> vec2<f32> {
  let e = exp_f(z.x);
  if (z.y == 0.0) { return vec2<f32>(e, z.y); }
  return vec2<f32>(e * cos_f(z.y), e * sin_f(z.y));
}
// log |z| by log1p near the unit circle, where the plain logarithm loses digits.
fn log_c(z: vec2<f32>) -> vec2<f32> {
  let r = abs_c(z);
  let big = max(abs(z.x), abs(z.y));
  let small = min(abs(z.x), abs(z.y));
  var l = log_f(r);
  if (r > 0.5 && r < 2.0) { l = 0.5 * log1p_f((big - 1.0) * (big + 1.0) + small * small); }
  return vec2<f32>(l, angle_c(z));
}
fn sin_c(z: vec2<f32>) -> vec2<f32> { return vec2<f32>(sin_f(z.x) * cosh_f(z.y), cos_f(z.x) * sinh_f(z.y)); }
fn cos_c(z: vec2<f32>) -> vec2<f32> { return vec2<f32>(cos_f(z.x) * cosh_f(z.y), -sin_f(z.x) * sinh_f(z.y)); }
fn sinh_c(z: vec2<f32>) -> vec2<f32> { return vec2<f32>(sinh_f(z.x) * cos_f(z.y), cosh_f(z.x) * sin_f(z.y)); }
fn cosh_c(z: vec2<f32>) -> vec2<f32> { return vec2<f32>(cosh_f(z.x) * cos_f(z.y), sinh_f(z.x) * sin_f(z.y)); }
fn tanh_c(z: vec2<f32>) -> vec2<f32> {
  if (abs(z.x) > 20.0) { return vec2<f32>(copy_sign(1.0, z.x), 0.0); }
  let d = cosh_f(2.0 * z.x) + cos_f(2.0 * z.y);
  return vec2<f32>(sinh_f(2.0 * z.x) / d, sin_f(2.0 * z.y) / d);
}
fn tan_c(z: vec2<f32>) -> vec2<f32> {
  let t = tanh_c(vec2<f32>(-z.y, z.x));
  return vec2<f32>(t.y, -t.x);
}
// Hull, Fairgrieve and Tang in their short form: products of square roots keep the branch cuts.
fn asinh_c(z: vec2<f32>) -> vec2<f32> {
  let s1 = sqrt_c(vec2<f32>(1.0 + z.y, -z.x));
  let s2 = sqrt_c(vec2<f32>(1.0 - z.y, z.x));
  return vec2<f32>(asinh_f(s1.x * s2.y - s2.x * s1.y), atan2_f(z.y, s1.x * s2.x - s1.y * s2.y));
}
fn asin_c(z: vec2<f32>) -> vec2<f32> {
  let t = asinh_c(vec2<f32>(-z.y, z.x));
  return vec2<f32>(t.y, -t.x);
}
fn acos_c(z: vec2<f32>) -> vec2<f32> {
  let s1 = sqrt_c(vec2<f32>(1.0 - z.x, -z.y));
  let s2 = sqrt_c(vec2<f32>(1.0 + z.x, z.y));
  return vec2<f32>(2.0 * atan2_f(s1.x, s2.x), asinh_f(s2.x * s1.y - s2.y * s1.x));
}
fn acosh_c(z: vec2<f32>) -> vec2<f32> {
  let s1 = sqrt_c(vec2<f32>(z.x - 1.0, z.y));
  let s2 = sqrt_c(vec2<f32>(z.x + 1.0, z.y));
  return vec2<f32>(asinh_f(s1.x * s2.x + s1.y * s2.y), 2.0 * atan2_f(s1.y, s2.x));
}
fn atanh_c(z: vec2<f32>) -> vec2<f32> {
  let a = 1.0 - z.x;
  let re = 0.25 * log1p_f(4.0 * z.x / (a * a + z.y * z.y));
  return vec2<f32>(re, 0.5 * atan2_f(2.0 * z.y, a * (1.0 + z.x) - z.y * z.y));
}
fn atan_c(z: vec2<f32>) -> vec2<f32> {
  let t = atanh_c(vec2<f32>(-z.y, z.x));
  return vec2<f32>(t.y, -t.x);
}
fn pow_c(x: vec2<f32>, y: vec2<f32>) -> vec2<f32> {
  if (y.x == 0.0 && y.y == 0.0) { return vec2<f32>(1.0, 0.0); }
  if (x.x == 0.0 && x.y == 0.0) { return vec2<f32>(select(nan_value(), 0.0, y.x > 0.0), 0.0); }
  if (y.y == 0.0 && floor(y.x) == y.x && abs(y.x) <= 64.0) {
    var result = vec2<f32>(1.0, 0.0);
    var base = x;
    for (var left = u32(abs(y.x)); left > 0u; left = left >> 1u) {
      if ((left & 1u) == 1u) { result = mul_c(result, base); }
      base = mul_c(base, base);
    }
    if (y.x < 0.0) { return div_c(vec2<f32>(1.0, 0.0), result); }
    return result;
  }
  return exp_c(mul_c(y, log_c(x)));
}
fn expm1_c(z: vec2<f32>) -> vec2<f32> {
  let h = sin_f(0.5 * z.y);
  let e = exp_f(z.x);
  return vec2<f32>(expm1_f(z.x) * cos_f(z.y) - 2.0 * h * h, e * sin_f(z.y));
}
fn log1p_c(z: vec2<f32>) -> vec2<f32> {
  let w = vec2<f32>(1.0 + z.x, z.y);
  if (abs(z.x) < 0.3 && abs(z.y) < 0.3) { return vec2<f32>(0.5 * log1p_f(2.0 * z.x + z.x * z.x + z.y * z.y), angle_c(w)); }
  return log_c(w);
}`;
