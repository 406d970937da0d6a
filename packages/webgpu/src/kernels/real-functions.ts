// Real elementary functions in WGSL. The built-in ones may be wrong in the third decimal (sin, cos, atan) or assume
// that there are no NaNs, so everything here is spelt out: Cody-Waite reduction and the Cephes polynomials, written
// so that reassociation costs accuracy only, never meaning.
import { POWERS } from "./power-functions.js";
import { HYPERBOLIC, TRIGONOMETRIC } from "./trigonometric-functions.js";

/** Tests on bits: a compiler may fold `x != x` to false. */
const BITS = /* wgsl */ `
fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
fn is_inf(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }
fn is_negative(x: f32) -> bool { return (bitcast<u32>(x) & 0x80000000u) != 0u; }
fn from_bits(bits: u32) -> f32 { var word = bits; return bitcast<f32>(word); }
fn nan_value() -> f32 { return from_bits(0x7fc00000u); }
fn inf_value() -> f32 { return from_bits(0x7f800000u); }
fn copy_sign(x: f32, s: f32) -> f32 { return bitcast<f32>((bitcast<u32>(x) & 0x7fffffffu) | (bitcast<u32>(s) & 0x80000000u)); }
fn max_f(a: f32, b: f32) -> f32 { return select(select(max(a, b), b, is_nan(b)), a, is_nan(a)); }
fn min_f(a: f32, b: f32) -> f32 { return select(select(min(a, b), b, is_nan(b)), a, is_nan(a)); }
fn sign_f(x: f32) -> f32 { return select(select(select(0.0, -1.0, x < 0.0), 1.0, x > 0.0), 0.0, is_nan(x)); }`;

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

/** Every real function, for kernels that evaluate expressions. Compilers drop what is not called. */
export const REAL_FUNCTIONS = [BITS, EXP, LOG, TRIGONOMETRIC, HYPERBOLIC, ERF, POWERS].join("\n");
/** NaN and sign tests, max and min that pass NaN on. */
export const NAN_FUNCTIONS = BITS;
/** exp and log on top of NAN_FUNCTIONS. */
export const EXP_LOG_FUNCTIONS = [BITS, EXP, LOG].join("\n");
/** What Box-Muller needs. */
export const WAVE_FUNCTIONS = [BITS, EXP, LOG, TRIGONOMETRIC].join("\n");
