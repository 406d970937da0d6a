// The error function's relatives and Bessel functions in WGSL, on top of the real functions. Their polynomials are
// Chebyshev fits to values of 40 digits; each is good to about 2e-7 of its value.

const ERROR = /* wgsl */ `
// exp(factor * x^2), with x split so that the square of the larger part is exact.
fn exp_of_square(x: f32, factor: f32) -> f32 {
  let high = bitcast<f32>(bitcast<u32>(x) & 0xfffff000u);
  return exp_f(factor * high * high) * exp_f(factor * (x - high) * (x + high));
}
// exp(x^2) erfc(x) for x >= 0: a polynomial in t = (x - 3.75) / (x + 3.75) over 1 + 2x.
fn erfcx_right(x: f32) -> f32 {
  if (x > 1.0e8) { return 0.564189584 / x; }
  let t = (x - 3.75) / (x + 3.75);
  var y = 2.204671891e-5;
  y = y * t - 0.0002241167467;
  y = y * t + 0.0003301674563;
  y = y * t + 0.001675912218;
  y = y * t - 0.009770087183;
  y = y * t + 0.02840925236;
  y = y * t - 0.05868544049;
  y = y * t + 0.09229076959;
  y = y * t - 0.1088052275;
  y = y * t + 0.08227841998;
  y = y * t + 0.003585495314;
  y = y * t - 0.1402406583;
  y = y * t + 1.23751263;
  return y / (1.0 + 2.0 * x);
}
fn erfcx_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x >= 0.0) { return erfcx_right(x); }
  if (x < -10.0) { return inf_value(); }
  return 2.0 * exp_of_square(x, 1.0) - erfcx_right(-x);
}
fn erfc_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x < 0.5) { return 1.0 - erf_f(x); }
  if (x > 11.0) { return 0.0; }
  return exp_of_square(x, -1.0) * erfcx_right(x);
}
fn ndtr_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let a = abs(x);
  if (a < 1.0) { return 0.5 + 0.5 * erf_f(x * 0.707106781); }
  if (a > 15.0) { return select(0.0, 1.0, x > 0.0); }
  let tail = 0.5 * exp_of_square(a, -0.5) * erfcx_right(a * 0.707106781);
  return select(tail, 1.0 - tail, x > 0.0);
}
fn logNdtr_f(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x > -1.0) { return log1p_f(-ndtr_f(-x)); }
  return log_f(0.5 * erfcx_right(-x * 0.707106781)) - 0.5 * x * x;
}`;

const INVERSE_ERROR = /* wgsl */ `
fn erfinv_center(w: f32) -> f32 {
  let u = 0.4 * w - 1.0;
  var y = -3.333980931e-5;
  y = y * u + 3.553137895e-5;
  y = y * u + 0.0002840751529;
  y = y * u - 0.0008455459389;
  y = y * u - 0.0004843499507;
  y = y * u + 0.008529176355;
  y = y * u - 0.01957419401;
  y = y * u - 0.02610868599;
  y = y * u + 0.6166007235;
  y = y * u + 1.50140936;
  return y;
}
fn erfinv_edge(s: f32) -> f32 {
  let u = (s - 3.218033989) * 1.01836518;
  var y = -8.499906418e-5;
  y = y * u - 0.0001394074661;
  y = y * u + 0.0009958471272;
  y = y * u - 0.001849574994;
  y = y * u + 0.002557765024;
  y = y * u - 0.003833051221;
  y = y * u + 0.00554395355;
  y = y * u + 0.9867785284;
  y = y * u + 3.051757048;
  return y;
}
// y times a smooth function of w = -log(1 - y^2).
fn erfinv_f(y: f32) -> f32 {
  if (is_nan(y) || abs(y) > 1.0) { return nan_value(); }
  if (abs(y) == 1.0) { return copy_sign(inf_value(), y); }
  let w = -log_f((1.0 - y) * (1.0 + y));
  if (w < 5.0) { return y * erfinv_center(w); }
  return y * erfinv_edge(sqrt(w));
}
// In the tail, s = sqrt(-2 log p) times a smooth function of 1 / s.
fn ndtri_f(p: f32) -> f32 {
  if (is_nan(p) || p < 0.0 || p > 1.0) { return nan_value(); }
  let q = min(p, 1.0 - p);
  var x = 0.0;
  if (q == 0.0) { x = -inf_value(); }
  else if (q < 0.1) {
    let s = sqrt(-2.0 * log_f(q));
    let u = (1.0 / s - 0.2681276184) * 5.02103599;
    var y = -3.24041569e-5;
    y = y * u + 5.28067745e-5;
    y = y * u - 9.211288985e-6;
    y = y * u + 4.50794395e-5;
    y = y * u - 0.00021605021;
    y = y * u + 0.000547159777;
    y = y * u - 0.001702114544;
    y = y * u + 0.007014417005;
    y = y * u - 0.04122480059;
    y = y * u - 0.2013476727;
    y = y * u + 0.8323185417;
    x = -s * y;
  } else { x = 1.41421356 * erfinv_f(2.0 * q - 1.0); }
  return select(x, -x, p > 0.5);
}`;

const BESSEL = /* wgsl */ `
// Sum of (step)^k / (k! (k + order)!)
fn bessel_series(step: f32, order: f32) -> f32 {
  var sum = 1.0;
  var term = 1.0;
  for (var k = 1.0; k < 24.0; k += 1.0) {
    term = term * step / (k * (k + order));
    sum = sum + term;
  }
  return sum;
}
// sqrt(2 pi x) exp(-x) I_order(x) for large x.
fn modified_asymptotic(x: f32, order: f32) -> f32 {
  var sum = 1.0;
  var term = 1.0;
  for (var k = 1.0; k < 13.0; k += 1.0) {
    let odd = 2.0 * k - 1.0;
    term = term * (odd * odd - 4.0 * order) / (8.0 * k * x);
    sum = sum + term;
  }
  return sum;
}
fn modified_scaled(x: f32, order: f32) -> f32 {
  let a = abs(x);
  var y = 0.0;
  if (a < 9.0) { y = bessel_series(0.25 * a * a, order) * select(1.0, 0.5 * a, order == 1.0) * exp_f(-a); }
  else if (!is_inf(a)) { y = modified_asymptotic(a, order) / sqrt(6.28318531 * a); }
  return select(y, -y, order == 1.0 && x < 0.0);
}
fn modified_plain(x: f32, order: f32) -> f32 {
  let a = abs(x);
  var y = inf_value();
  if (a < 9.0) { y = bessel_series(0.25 * a * a, order) * select(1.0, 0.5 * a, order == 1.0); }
  else if (a < 100.0) {
    let half = exp_f(0.5 * a);
    y = (half * (modified_asymptotic(a, order) / sqrt(6.28318531 * a))) * half;
  }
  return select(y, -y, order == 1.0 && x < 0.0);
}
fn i0_f(x: f32) -> f32 { if (is_nan(x)) { return x; } return modified_plain(x, 0.0); }
fn i1_f(x: f32) -> f32 { if (is_nan(x)) { return x; } return modified_plain(x, 1.0); }
fn i0e_f(x: f32) -> f32 { if (is_nan(x)) { return x; } return modified_scaled(x, 0.0); }
fn i1e_f(x: f32) -> f32 { if (is_nan(x)) { return x; } return modified_scaled(x, 1.0); }
// Miller's backward recurrence, scaled by J0 + 2 (J2 + J4 + ...) = 1.
fn bessel_recurrence(x: f32, order: f32) -> f32 {
  var next = 0.0;
  var own = 1.0e-30;
  var sum = 0.0;
  var first = 0.0;
  for (var n = 2 * i32(ceil(0.6 * x + 10.0)); n > 0; n--) {
    if ((n & 1) == 0) { sum = sum + 2.0 * own; }
    if (n == 1) { first = own; }
    let before = (2.0 * f32(n) / x) * own - next;
    next = own;
    own = before;
  }
  return select(own, first, order == 1.0) / (sum + own);
}
// sqrt(2 / (pi x)) (P cos c - Q sin c) with c = x - (order / 2 + 1 / 4) pi.
fn bessel_hankel(x: f32, order: f32) -> f32 {
  let c = cos_f(x);
  let s = sin_f(x);
  var p = 1.0;
  var q = 0.0;
  var term = 1.0;
  for (var k = 1; k < 12; k++) {
    let odd = f32(2 * k - 1);
    term = term * (4.0 * order - odd * odd) / (8.0 * f32(k) * x);
    let signed = select(term, -term, (k & 2) == 2);
    if ((k & 1) == 1) { q = q + signed; } else { p = p + signed; }
  }
  let even = p * (c + s) - q * (s - c);
  let y = select(even, p * (s - c) + q * (s + c), order == 1.0);
  return y / sqrt(3.14159265 * x);
}
fn bessel_j(x: f32, order: f32) -> f32 {
  let a = abs(x);
  if (is_nan(x)) { return x; }
  if (is_inf(x)) { return 0.0; }
  var y = 0.0;
  if (a < 2.5) { y = bessel_series(-0.25 * a * a, order) * select(1.0, 0.5 * a, order == 1.0); }
  else if (a < 12.0) { y = bessel_recurrence(a, order); }
  else { y = bessel_hankel(a, order); }
  return select(y, -y, order == 1.0 && x < 0.0);
}
fn besselJ0_f(x: f32) -> f32 { return bessel_j(x, 0.0); }
fn besselJ1_f(x: f32) -> f32 { return bessel_j(x, 1.0); }`;

/** For kernels whose expressions have one of these, after REAL_FUNCTIONS. */
export const SPECIAL_FUNCTIONS = [ERROR, INVERSE_ERROR, BESSEL].join("\n");
