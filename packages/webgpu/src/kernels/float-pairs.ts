// Sums and products of unevaluated pairs (high, low) of float32 numbers: twice the digits where a device has no float64.

/**
 * Dekker's product and Knuth's sum. Some compilers may reassociate, which would take the low halves away; they cannot see
 * through `kept`, which needs a number `p.zero` that is 0. A factor's halves are cut off by bits, so that their products are exact.
 */
export const PAIR_FUNCTIONS = /* wgsl */ `
fn kept(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ p.zero); }
fn upper_half(a: f32) -> f32 { return bitcast<f32>(bitcast<u32>(a) & 0xfffff000u); }
fn pair_of(large: f32, small: f32) -> vec2<f32> {
  let sum = kept(large + small);
  return vec2<f32>(sum, small - kept(sum - large));
}
fn pair_product(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> {
  let product = kept(a.x * b.x);
  let high_a = upper_half(a.x);
  let high_b = upper_half(b.x);
  let low_a = a.x - high_a;
  let low_b = b.x - high_b;
  let rest = kept(kept(high_a * high_b - product) + high_a * low_b) + low_a * high_b;
  return pair_of(product, kept(rest) + low_a * low_b + (a.x * b.y + a.y * b.x));
}
fn pair_sum(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> {
  let sum = kept(a.x + b.x);
  let part = kept(sum - a.x);
  let rest = kept(a.x - kept(sum - part)) + kept(b.x - part);
  return pair_of(sum, rest + (a.y + b.y));
}`;
