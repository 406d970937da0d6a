// Real elementary functions in WGSL. The built-in ones may be wrong in the third decimal (sin, cos, atan) or assume
// that there are no NaNs, so everything here is spelt out: Cody-Waite reduction and the Cephes polynomials, written
// so that reassociation costs accuracy only, never meaning.

/** Tests on bits: a compiler may fold `x != x` to false. */
const BITS = /* wgsl */ `
fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
fn is_inf(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }
fn is_negative(x: f32) -> bool { return (bitcast<u32>(x) & 0x80000000u) != 0u; }
fn from_bits(bits: u32) -> f32 { var word = bits; return bitcast<f32>(word); }
fn nan_value() -> f32 { return from_bits(0x7fc00000u); }
fn inf_value() -> f32 { return from_bits(0x7f800000u); }
fn copy_sign(x: f32, s: f32) -> f32 { return bitcast<f32>((bitcast<u32>(x) & 0x7fffffffu) | (bitcast<u32>(s) & 0x80000000u)); }
fn max_f(a: f32, b: f32) -> f32 { if (is_nan(a)) { return a; } if (is_nan(b)) { return b; } return max(a, b); }
fn min_f(a: f32, b: f32) -> f32 { if (is_nan(a)) { return a; } if (is_nan(b)) { return b; } return min(a, b); }
fn sign_f(x: f32) -> f32 { if (is_nan(x)) { return x; } return select(select(0.0, -1.0, x < 0.0), 1.0, x > 0.0); }`;

const EXP = /* wgsl */ `
fn pow2(k: i32) -> f32 { return bitcast<f32>(u32(k + 127) << 23u); }
fn exp_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x > 88.73) { return inf_value(); }
  if (x < -104.0) { return 0.0; }
  let k = floor(x * 1.44269504 + 0.5);
  let r = (x - k * 0.693359375) + k * 2.12194440e-4;
  var y = 1.9875691500e-4;
  y = y * r + 1.3981999507e-3;
  y = y * r + 8.3334519073e-3;
  y = y * r + 4.1665795894e-2;
  y = y * r + 1.6666665459e-1;
  y = y * r + 5.0000001201e-1;
  y = (y * r) * r + r + 1.0;
  let half_k = i32(k) / 2;
  return (y * pow2(half_k)) * pow2(i32(k) - half_k);
}
fn expm1_f(x: f32) -> f32 {
  if (abs(x) >= 0.5 || is_nan(x)) { return exp_f(x) - 1.0; }
  var y = 1.0 / 362880.0;
  y = y * x + 1.0 / 40320.0;
  y = y * x + 1.0 / 5040.0;
  y = y * x + 1.0 / 720.0;
  y = y * x + 1.0 / 120.0;
  y = y * x + 1.0 / 24.0;
  y = y * x + 1.0 / 6.0;
  y = y * x + 0.5;
  return x + (x * x) * y;
}
fn sigmoid_f(x: f32) -> f32 {
  let e = exp_f(-abs(x));
  if (is_nan(x)) { return x; }
  return select(1.0, e, x < 0.0) / (1.0 + e);
}`;

const LOG = /* wgsl */ `
struct Split { mantissa: f32, exponent: f32 }
// x = (1 + mantissa) * 2^exponent with 1 + mantissa in [sqrt(1/2), sqrt(2))
fn split_f(x: f32) -> Split {
  var bits = bitcast<u32>(x);
  var shift = 0.0;
  if (bits < 0x00800000u) { bits = bitcast<u32>(x * 8388608.0); shift = -23.0; }
  var e = f32(i32(bits >> 23u) - 126) + shift;
  var m = bitcast<f32>((bits & 0x007fffffu) | 0x3f000000u);
  if (m < 0.70710678) { e = e - 1.0; m = m + m; }
  return Split(m - 1.0, e);
}
fn log_mantissa(m: f32) -> f32 {
  let z = m * m;
  var y = 7.0376836292e-2;
  y = y * m - 1.1514610310e-1;
  y = y * m + 1.1676998740e-1;
  y = y * m - 1.2420140846e-1;
  y = y * m + 1.4249322787e-1;
  y = y * m - 1.6668057665e-1;
  y = y * m + 2.0000714765e-1;
  y = y * m - 2.4999993993e-1;
  y = y * m + 3.3333331174e-1;
  return m * z * y - 0.5 * z;
}
fn log_special(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x == 0.0) { return from_bits(0xff800000u); }
  if (x < 0.0) { return nan_value(); }
  return x;
}
fn log_regular(x: f32) -> bool { return x > 0.0 && !is_inf(x) && !is_nan(x); }
fn log_f(x: f32) -> f32 {
  if (!log_regular(x)) { return log_special(x); }
  let s = split_f(x);
  return (log_mantissa(s.mantissa) - 2.12194440e-4 * s.exponent) + s.mantissa + 0.693359375 * s.exponent;
}
fn log2_f(x: f32) -> f32 {
  if (!log_regular(x)) { return log_special(x); }
  let s = split_f(x);
  return (log_mantissa(s.mantissa) + s.mantissa) * 1.44269504 + s.exponent;
}
fn log10_f(x: f32) -> f32 {
  if (!log_regular(x)) { return log_special(x); }
  let s = split_f(x);
  return (log_mantissa(s.mantissa) + s.mantissa) * 0.434294482 + s.exponent * 0.301029996;
}
// log(1 + x) = 2 atanh(x / (2 + x)) near 0
fn log1p_f(x: f32) -> f32 {
  if (is_nan(x) || x <= -0.3 || x >= 0.42) { return log_f(1.0 + x); }
  let s = x / (2.0 + x);
  let z = s * s;
  return 2.0 * s * (1.0 + z * (1.0 / 3.0 + z * (0.2 + z * (1.0 / 7.0 + z * (1.0 / 9.0 + z / 11.0)))));
}`;

const TRIGONOMETRIC = /* wgsl */ `
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

const HYPERBOLIC = /* wgsl */ `
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

const ERF = /* wgsl */ `
// The Maclaurin series below 1, the Chebyshev fit of 1 - erfc above (Numerical Recipes, relative error of erfc 1.2e-7).
fn erf_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let a = abs(x);
  let z = x * x;
  if (a < 1.0) {
    var y = 1.4807192816e-08;
    y = y * z - 1.6365844691e-07;
    y = y * z + 1.6462114366e-06;
    y = y * z - 1.4925650358e-05;
    y = y * z + 1.2055332982e-04;
    y = y * z - 8.5483270235e-04;
    y = y * z + 5.2239776254e-03;
    y = y * z - 2.6866170645e-02;
    y = y * z + 1.1283791671e-01;
    y = y * z - 3.7612638903e-01;
    y = y * z + 1.1283791671;
    return x * y;
  }
  if (a > 4.0) { return copy_sign(1.0, x); }
  let t = 1.0 / (1.0 + 0.5 * a);
  var q = 0.17087277;
  q = q * t - 0.82215223;
  q = q * t + 1.48851587;
  q = q * t - 1.13520398;
  q = q * t + 0.27886807;
  q = q * t - 0.18628806;
  q = q * t + 0.09678418;
  q = q * t + 0.37409196;
  q = q * t + 1.00002368;
  q = q * t - 1.26551223;
  return copy_sign(1.0 - t * exp_f(q - z), x);
}`;

const POW = /* wgsl */ `
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
}`;

/** Every real function, for kernels that evaluate expressions. Compilers drop what is not called. */
export const REAL_FUNCTIONS = [BITS, EXP, LOG, TRIGONOMETRIC, HYPERBOLIC, ERF, POW].join("\n");
/** NaN and sign tests, max and min that pass NaN on. */
export const NAN_FUNCTIONS = BITS;
/** exp and log on top of NAN_FUNCTIONS. */
export const EXP_LOG_FUNCTIONS = [BITS, EXP, LOG].join("\n");
/** What Box-Muller needs. */
export const WAVE_FUNCTIONS = [BITS, EXP, LOG, TRIGONOMETRIC].join("\n");
