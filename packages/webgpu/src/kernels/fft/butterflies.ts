// Small transforms in registers, as straight-line WGSL: 2, 4 and 8 spelt out, odd radices through sums and differences of
// the pairs that share a cosine.
import { range } from "../views.js";

/** WGSL that transforms the vec2 values named by `v` into `${out}0`, `${out}1`, …, forwards and without scaling. */
export function butterfly(v: readonly string[], out: string): string {
  return lines(v, out)
    .map((line) => `  ${line}`)
    .join("\n");
}

function lines(v: readonly string[], out: string): string[] {
  switch (v.length) {
    case 1:
      return [`let ${out}0 = ${v[0]};`];
    case 2:
      return [`let ${out}0 = ${v[0]} + ${v[1]};`, `let ${out}1 = ${v[0]} - ${v[1]};`];
    case 4:
      return four(v, out);
    case 8:
      return eight(v, out);
    default:
      return odd(v, out);
  }
}

// −i·v.
const turned = (v: string): string => `vec2<f32>(${v}.y, -${v}.x)`;

const four = ([a, b, c, d]: readonly string[], out: string): string[] => [
  `let ${out}s0 = ${a} + ${c};`,
  `let ${out}s1 = ${a} - ${c};`,
  `let ${out}s2 = ${b} + ${d};`,
  `let ${out}d3 = ${b} - ${d};`,
  `let ${out}s3 = ${turned(`${out}d3`)};`,
  `let ${out}0 = ${out}s0 + ${out}s2;`,
  `let ${out}1 = ${out}s1 + ${out}s3;`,
  `let ${out}2 = ${out}s0 - ${out}s2;`,
  `let ${out}3 = ${out}s1 - ${out}s3;`,
];

// Two four-point transforms of the even and the odd elements, joined by eighth roots of one.
const eight = (v: readonly string[], out: string): string[] => [
  ...four([v[0], v[2], v[4], v[6]], `${out}e`),
  ...four([v[1], v[3], v[5], v[7]], `${out}o`),
  `let ${out}w1 = (${out}o1 + ${turned(`${out}o1`)}) * ${Math.SQRT1_2};`,
  `let ${out}w2 = ${turned(`${out}o2`)};`,
  `let ${out}w3 = (${turned(`${out}o3`)} - ${out}o3) * ${Math.SQRT1_2};`,
  `let ${out}0 = ${out}e0 + ${out}o0;`,
  `let ${out}4 = ${out}e0 - ${out}o0;`,
  ...[1, 2, 3].flatMap((q) => [
    `let ${out}${q} = ${out}e${q} + ${out}w${q};`,
    `let ${out}${q + 4} = ${out}e${q} - ${out}w${q};`,
  ]),
];

// X_q and X_(r−q) are A ∓ i·B with A = v₀ + Σ cos(2πqt/r)·(v_t + v_(r−t)) and B = Σ sin(2πqt/r)·(v_t − v_(r−t)).
function odd(v: readonly string[], out: string): string[] {
  const radix = v.length;
  const halves = range((radix - 1) / 2).map((h) => h + 1);
  const weighted = (part: string, weight: (angle: number) => number, q: number): string =>
    halves.map((t) => `${out}${part}${t} * ${literal(weight((2 * Math.PI * ((q * t) % radix)) / radix))}`).join(" + ");
  return [
    ...halves.flatMap((t) => [
      `let ${out}p${t} = ${v[t]} + ${v[radix - t]};`,
      `let ${out}m${t} = ${v[t]} - ${v[radix - t]};`,
    ]),
    `let ${out}0 = ${[v[0], ...halves.map((t) => `${out}p${t}`)].join(" + ")};`,
    ...halves.flatMap((q) => [
      `let ${out}a${q} = ${v[0]} + (${weighted("p", Math.cos, q)});`,
      `let ${out}b${q} = ${weighted("m", Math.sin, q)};`,
      `let ${out}${q} = ${out}a${q} + ${turned(`${out}b${q}`)};`,
      `let ${out}${radix - q} = ${out}a${q} - ${turned(`${out}b${q}`)};`,
    ]),
  ];
}

const literal = (value: number): string => `(${value.toFixed(17)})`;
