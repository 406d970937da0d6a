// Jacobi's elliptic functions and integrals by the arithmetic-geometric mean. A modulus comes with its complement, 1 - m, where
// the difference would lose its digits.

/** The steps a, b, c of the mean of 1 and b; the last a is the mean. */
function means(b: number): { readonly a: readonly number[]; readonly c: readonly number[] } {
  const a = [1];
  const c = [Number.NaN];
  let geometric = b;
  while (Math.abs(a.at(-1)! - geometric) > Number.EPSILON * a.at(-1)! && a.length < 40) {
    const last = a.at(-1)!;
    a.push((last + geometric) / 2);
    c.push((last - geometric) / 2);
    geometric = Math.sqrt(last * geometric);
  }
  return { a, c };
}

/** The complete integral K of the parameter m = 1 - complement. */
export const completeIntegral = (complement: number): number => Math.PI / (2 * means(Math.sqrt(complement)).a.at(-1)!);

/** sn, cn and dn of u for the parameter m = 1 - complement. */
export function jacobi(
  u: number,
  complement: number,
): { readonly sn: number; readonly cn: number; readonly dn: number } {
  const { a, c } = means(Math.sqrt(complement));
  let phase = 2 ** (a.length - 1) * a.at(-1)! * u;
  for (let i = a.length - 1; i > 0; i--) phase = (phase + Math.asin((c[i] / a[i]) * Math.sin(phase))) / 2;
  const [sn, cn] = [Math.sin(phase), Math.cos(phase)];
  return { sn, cn, dn: Math.sqrt(cn * cn + complement * sn * sn) };
}

/** The u with sn(u) / cn(u) = w ≥ 0 for the parameter m = 1 - complement. */
export function inverseSc(w: number, complement: number): number {
  let [a, b] = [1, Math.sqrt(complement)];
  let phase = Math.atan(w);
  let doubled = 1;
  for (let i = 0; i < 40 && Math.abs(a - b) > Number.EPSILON * a; i++) {
    const turns = Math.PI * Math.floor(phase / Math.PI + 0.5);
    phase += Math.atan((b / a) * Math.tan(phase)) + turns;
    [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
    doubled *= 2;
  }
  return phase / (doubled * a);
}

/** The parameter m of the degree equation n · K'(m) / K(m) = K'(m1) / K(m1), by its nome. */
export function degreeEquation(n: number, m1: number): number {
  const nome = Math.exp((-Math.PI * completeIntegral(m1)) / completeIntegral(1 - m1) / n);
  let [above, below] = [0, 1];
  for (let i = 0; i < 8; i++) {
    above += nome ** (i * (i + 1));
    below += 2 * nome ** ((i + 1) ** 2);
  }
  return 16 * nome * (above / below) ** 4;
}
