// Small transforms in registers: 2, 4 and 8 spelt out, other radices as a sum over the twiddle table.
import { range } from "../views.js";

export interface Butterfly {
  /** Declares and fills v, twiddled; `element` gives the WGSL of a source element. */
  load(element: (index: string) => string): string;
  /** Transforms v and hands every output (number, value) to `store`. */
  result(store: (index: string, value: string) => string): string;
}

export function butterfly(radix: number): Butterfly {
  if (radix === 2 || radix === 4 || radix === 8) return powerOfTwo(radix);
  return generic(radix);
}

function powerOfTwo(radix: 2 | 4 | 8): Butterfly {
  const load: Butterfly["load"] = (element) =>
    range(radix)
      .map((t) => {
        const value = element(t === 0 ? "j" : `(j + ${t}u * p.butterflies)`);
        return `  var v${t} = ${t === 0 ? value : `mul_c(${value}, twiddle(${t}u * k * p.step))`};`;
      })
      .join("\n");
  return {
    load,
    result: (store) =>
      [
        ...(radix === 2 ? two : radix === 4 ? four : eight)("v"),
        ...range(radix).map((q) => `  ${store(`${q}u`, `r${q}`)}`),
      ].join("\n"),
  };
}

// −i·v forwards, i·v backwards.
const turn = (v: string): string => `(vec2<f32>(${v}.y, -${v}.x) * p.sign)`;

const two = (v: string): string[] => [`  let r0 = ${v}0 + ${v}1;`, `  let r1 = ${v}0 - ${v}1;`];

/** Four-point transform of a, b, c, d into ${out}0 … ${out}3. */
const fourPoint = (out: string, a: string, b: string, c: string, d: string): string[] => [
  `  let ${out}s0 = ${a} + ${c};`,
  `  let ${out}s1 = ${a} - ${c};`,
  `  let ${out}s2 = ${b} + ${d};`,
  `  let ${out}s3 = ${turn(`(${b} - ${d})`)};`,
  `  let ${out}0 = ${out}s0 + ${out}s2;`,
  `  let ${out}1 = ${out}s1 + ${out}s3;`,
  `  let ${out}2 = ${out}s0 - ${out}s2;`,
  `  let ${out}3 = ${out}s1 - ${out}s3;`,
];

const four = (v: string): string[] => fourPoint("r", `${v}0`, `${v}1`, `${v}2`, `${v}3`);

const HALF_ROOT = "0.707106781";

// Two four-point transforms of the even and the odd elements, joined by eighth roots of one.
const eight = (v: string): string[] => [
  ...fourPoint("e", `${v}0`, `${v}2`, `${v}4`, `${v}6`),
  ...fourPoint("o", `${v}1`, `${v}3`, `${v}5`, `${v}7`),
  `  let w1 = (o1 + ${turn("o1")}) * ${HALF_ROOT};`,
  `  let w2 = ${turn("o2")};`,
  `  let w3 = (${turn("o3")} - o3) * ${HALF_ROOT};`,
  "  let r0 = e0 + o0;",
  "  let r1 = e1 + w1;",
  "  let r2 = e2 + w2;",
  "  let r3 = e3 + w3;",
  "  let r4 = e0 - o0;",
  "  let r5 = e1 - w1;",
  "  let r6 = e2 - w2;",
  "  let r7 = e3 - w3;",
];

function generic(radix: number): Butterfly {
  return {
    load: (element) => `  var v: array<vec2<f32>, ${radix}>;
  for (var t = 0u; t < ${radix}u; t++) { v[t] = mul_c(${element("(j + t * p.butterflies)")}, twiddle(t * k * p.step)); }`,
    result: (store) => `  for (var q = 0u; q < ${radix}u; q++) {
    var sum = v[0];
    for (var t = 1u; t < ${radix}u; t++) { sum = sum + mul_c(v[t], twiddle((q * t) % ${radix}u * p.butterflies)); }
    ${store("q", "sum")}
  }`,
  };
}
