// Circular and hyperbolic functions and their inverses in WGSL, on top of the exponential and the logarithm.
export const TRIGONOMETRIC = /* wgsl */ `
struct Reduced { r: f32, quadrant: i32 }
// A zero word, then the binary digits of 2/pi.
const TWO_OVER_PI = array<u32, 8>(0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu);
fn mul_high(a: u32, b: u32) -> u32 {
  let al = a & 0xffffu; let ah = a >> 16u; let bl = b & 0xffffu; let bh = b >> 16u;
  let mid1 = ah * bl;
  let mid2 = al * bh;
  let carry = (((al * bl) >> 16u) + (mid1 & 0xffffu) + (mid2 & 0xffffu)) >> 16u;
  return ah * bh + (mid1 >> 16u) + (mid2 >> 16u) + carry;
}
// Payne and Hanek: x * 2/pi modulo 4 from the bits of 2/pi that matter, as a fraction of 2^32.
fn reduce_large(x: f32) -> Reduced {
  var digits = TWO_OVER_PI;
  let bits = bitcast<u32>(x) & 0x7fffffffu;
  let mantissa = (bits & 0x007fffffu) | 0x00800000u;
  let start = (bits >> 23u) - 120u;
  let shift = start & 31u;
  var w: array<u32, 3>;
  for (var k = 0u; k < 3u; k++) {
    let high = digits[min((start >> 5u) + k, 7u)];
    let low = digits[min((start >> 5u) + k + 1u, 7u)];
    w[k] = select(high, (high << shift) | (low >> ((32u - shift) & 31u)), shift > 0u);
  }
  let mid = mantissa * w[1] + mul_high(mantissa, w[2]);
  let carry = select(0u, 1u, mid < mantissa * w[1]);
  let top = mantissa * w[0] + mul_high(mantissa, w[1]) + carry;
  let fraction = bitcast<i32>((top << 2u) | (mid >> 30u));
  let quadrant = i32((top + 0x20000000u) >> 30u);
  let r = f32(fraction) * 3.657295198e-10;
  return Reduced(select(r, -r, x < 0.0), select(quadrant, -quadrant, x < 0.0));
}
fn reduce_f(x: f32) -> Reduced {
  if (abs(x) > 8192.0) { return reduce_large(x); }
  let k = floor(x * 0.636619772 + 0.5);
  let r = ((x - k * 1.5703125) - k * 4.837512969970703125e-4) - k * 7.54978995489188216e-8;
  return Reduced(r, i32(k));
}
fn sin_part(r: f32) -> f32 {
  let z = r * r;
  return ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * r + r;
}
fn cos_part(r: f32) -> f32 {
  let z = r * r;
  return ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2) * z * z - 0.5 * z + 1.0;
}
fn turned(v: Reduced, quadrant: i32) -> f32 {
  let y = select(sin_part(v.r), cos_part(v.r), (quadrant & 1) == 1);
  return select(y, -y, (quadrant & 2) == 2);
}
fn not_finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) == 0x7f800000u; }
fn sin_f(x: f32) -> f32 {
  if (not_finite(x)) { return nan_value(); }
  let v = reduce_f(x);
  return turned(v, v.quadrant);
}
fn cos_f(x: f32) -> f32 {
  if (not_finite(x)) { return nan_value(); }
  let v = reduce_f(x);
  return turned(v, v.quadrant + 1);
}
fn tan_f(x: f32) -> f32 {
  if (not_finite(x)) { return nan_value(); }
  let v = reduce_f(x);
  return turned(v, v.quadrant) / turned(v, v.quadrant + 1);
}
fn atan_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  var a = abs(x);
  var base = 0.0;
  if (is_inf(a)) { return copy_sign(1.57079633, x); }
  if (a > 2.414213562) { base = 1.57079633; a = -1.0 / a; }
  else if (a > 0.4142135624) { base = 0.785398163; a = (a - 1.0) / (a + 1.0); }
  let z = a * a;
  let y = (((8.05374449538e-2 * z - 1.38776856032e-1) * z + 1.99777106478e-1) * z - 3.33329491539e-1) * z * a + a;
  return copy_sign(base + y, x);
}
fn atan2_f(y: f32, x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (is_nan(y)) { return y; }
  var angle = 0.0;
  if (y == 0.0) { angle = 0.0; }
  else if (is_inf(x) && is_inf(y)) { angle = 0.785398163; }
  else if (x == 0.0) { angle = 1.57079633; }
  else { angle = abs(atan_f(y / x)); }
  if (is_negative(x)) { angle = 3.14159265 - select(angle, 0.0, is_inf(x) && !is_inf(y)); }
  return copy_sign(angle, y);
}
fn asin_poly(z: f32) -> f32 {
  return ((((4.2163199048e-2 * z + 2.4181311049e-2) * z + 4.5470025998e-2) * z + 7.4953002686e-2) * z + 1.6666752422e-1) * z;
}
fn asin_f(x: f32) -> f32 {
  let a = abs(x);
  if (is_nan(x) || a > 1.0) { return nan_value(); }
  if (a <= 0.5) { return x + x * asin_poly(x * x); }
  let z = 0.5 * (1.0 - a);
  let s = sqrt(z);
  return copy_sign(1.57079633 - 2.0 * (s + s * asin_poly(z)), x);
}
fn acos_f(x: f32) -> f32 {
  let a = abs(x);
  if (is_nan(x) || a > 1.0) { return nan_value(); }
  if (a <= 0.5) { return 1.57079633 - (x + x * asin_poly(x * x)); }
  let z = 0.5 * (1.0 - a);
  let s = sqrt(z);
  let y = 2.0 * (s + s * asin_poly(z));
  return select(y, 3.14159265 - y, x < 0.0);
}`;

export const HYPERBOLIC = /* wgsl */ `
fn sinh_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let a = abs(x);
  if (a < 1.0) {
    let z = x * x;
    return x + x * z * (1.0 / 6.0 + z * (1.0 / 120.0 + z * (1.0 / 5040.0 + z / 362880.0)));
  }
  // exp(a) overflows before sinh does: multiply two halves.
  let e = exp_f(0.5 * a);
  return copy_sign((0.5 * e) * e - 0.5 / (e * e), x);
}
fn cosh_f(x: f32) -> f32 {
  let e = exp_f(0.5 * abs(x));
  return (0.5 * e) * e + 0.5 / (e * e);
}
fn tanh_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let a = abs(x);
  if (a < 0.625) {
    let z = x * x;
    let y = (((-5.70498872745e-3 * z + 2.06390887954e-2) * z - 5.37397155531e-2) * z + 1.33314422036e-1) * z - 3.33332819422e-1;
    return x + x * z * y;
  }
  return copy_sign(1.0 - 2.0 / (exp_f(2.0 * min(a, 20.0)) + 1.0), x);
}
fn asinh_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let a = abs(x);
  if (a > 1.0e9) { return copy_sign(log_f(a) + 0.693147181, x); }
  return copy_sign(log1p_f(a + a * a / (1.0 + sqrt(1.0 + a * a))), x);
}
fn acosh_f(x: f32) -> f32 {
  if (is_nan(x) || x < 1.0) { return nan_value(); }
  if (x > 1.0e9) { return log_f(x) + 0.693147181; }
  let t = x - 1.0;
  return log1p_f(t + sqrt(2.0 * t + t * t));
}
fn atanh_f(x: f32) -> f32 {
  let a = abs(x);
  if (is_nan(x) || a > 1.0) { return nan_value(); }
  if (a == 1.0) { return copy_sign(inf_value(), x); }
  return copy_sign(0.5 * log1p_f(2.0 * a + 2.0 * a * a / (1.0 - a)), x);
}`;
