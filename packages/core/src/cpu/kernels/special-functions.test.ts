import { describe, expect, it } from "vitest";
import { input, node, type MapOp } from "../../backend/index.js";
import { runOnArrays, tensorOf } from "../run-on-arrays.js";

const evaluate = (op: MapOp, values: number[]): number[] =>
  runOnArrays("map", [tensorOf(values, [values.length])], [{ shape: [values.length] }], {
    expr: node(op, "float64", input(0, "float64")),
    scalars: [],
  })[0];

/** [x, f(x)] in 40 digits, rounded. */
const KNOWN: Partial<Record<MapOp, readonly (readonly [number, number])[]>> = {
  erfc: [[-2, 1.9953222650189526], [0.25, 0.7236736098317631], [0.5, 0.4795001221869535], [1, 0.15729920705028513], [3, 2.209049699858544e-5], [10, 2.088487583762545e-45], [26, 5.663192408856143e-296]],
  erfcx: [[-5, 144009798674.66104], [-0.5, 1.952360489182557], [0, 1], [0.25, 0.7703465477309968], [2, 0.25539567631050575], [50, 0.011281536265323773], [1e6, 5.641895835474742e-7]],
  erfinv: [[1e-300, 8.86226925452758e-301], [0.1, 0.08885599049425769], [-0.65, -0.6608544253423859], [0.75, 0.8134198475976185], [0.999, 2.3267537655135246], [1 - 2 ** -50, 5.686128441310391]],
  ndtr: [[-37, 5.725571222524577e-300], [-10, 7.619853024160525e-24], [-1.5, 0.06680720126885807], [-0.5, 0.3085375387259869], [0.75, 0.7733726476231318], [3, 0.9986501019683699], [8, 0.9999999999999993]],
  logNdtr: [[-1e5, -5000000012.431864], [-38, -726.5572160188201], [-2, -3.783184333682032], [-0.5, -1.1759117615936185], [1, -0.17275377902344988], [6, -9.865876455243758e-10]],
  ndtri: [[1e-300, -37.0470962993612], [1e-10, -6.361340902404057], [0.1, -1.2815515655446004], [0.16, -0.9944578832097531], [0.3, -0.5244005127080408], [0.7, 0.5244005127080407], [0.999, 3.090232306167813]],
  i0: [[0, 1], [0.5, 1.0634833707413236], [-3, 4.8807925858650245], [19, 16446190.440611711], [21, 115513961.92215806], [700, 1.5295933476718737e302]],
  i1: [[1e-8, 5e-9], [0.5, 0.2578943053908963], [-3, -3.9533702174026093], [19, 16007373.785836995], [21, 112729199.13777553], [700, 1.5285003902339008e302]],
  i0e: [[0, 1], [2, 0.30850832255367105], [12.5, 0.1140219294622889], [-19.5, 0.09093943209515648], [30, 0.0731459464822373], [1e5, 0.0012615678379767768]],
  i1e: [[1e-8, 4.99999995e-9], [2, 0.21526928924893765], [12.5, 0.10936143099065089], [-19.5, -0.08857608609431485], [30, 0.07191633059864755], [1e5, 0.0012615615301218171]],
  besselJ0: [[0, 1], [1, 0.7651976865579666], [3.5, -0.3801277399872634], [-10, -0.24593576445134835], [24, -0.056230274166859266], [26, 0.15599931552242113], [1000, 0.024786686152420176]],
  besselJ1: [[1e-8, 5e-9], [1, 0.4400505857449335], [3.5, 0.1373775273623272], [-10, -0.04347274616886144], [24, -0.15403806518312121], [26, 0.015045730586915811], [1000, 0.004728311907089524]],
}; // prettier-ignore

/** Values at NaN, −∞, ∞, −0 and ±1 where those are limits. */
const LIMITS: Partial<Record<MapOp, readonly (readonly [number, number])[]>> = {
  erfc: [[-Infinity, 2], [Infinity, 0], [-0, 1]],
  erfcx: [[-Infinity, Infinity], [Infinity, 0], [-30, Infinity]],
  erfinv: [[1, Infinity], [-1, -Infinity], [1.5, NaN], [0, 0], [-0, -0]],
  ndtr: [[-Infinity, 0], [Infinity, 1], [0, 0.5]],
  logNdtr: [[-Infinity, -Infinity], [Infinity, 0]],
  ndtri: [[0, -Infinity], [1, Infinity], [-0.1, NaN], [1.1, NaN], [0.5, 0]],
  i0: [[Infinity, Infinity], [-Infinity, Infinity]],
  i1: [[Infinity, Infinity], [-Infinity, -Infinity]],
  i0e: [[Infinity, 0]],
  i1e: [[-Infinity, 0]],
  besselJ0: [[Infinity, 0]],
  besselJ1: [[-Infinity, 0], [0, 0]],
}; // prettier-ignore

describe("special functions in float64", () => {
  it.each(Object.entries(KNOWN))("%s is right to 14 digits near 0, in the middle and far out", (op, pairs) => {
    evaluate(op as MapOp, pairs.map(([x]) => x)).forEach((y, i) => {
      const expected = pairs[i][1];
      // J has zeros: absolute errors count there
      const scale = op.startsWith("bessel") ? Math.max(Math.abs(expected), 0.05) : Math.abs(expected);
      expect(Math.abs(y - expected) / (scale || 1), `${op}(${pairs[i][0]}) = ${y}`).toBeLessThan(4e-15);
    });
  }); // prettier-ignore

  it.each(Object.entries(LIMITS))("%s has its limits, and NaN of NaN", (op, pairs) => {
    expect(evaluate(op as MapOp, pairs.map(([x]) => x)).map((v) => (v === 0 ? 0 : v))).toEqual(
      pairs.map(([, y]) => (y === 0 ? 0 : y)),
    );
    expect(evaluate(op as MapOp, [NaN])).toEqual([NaN]);
  }); // prettier-ignore

  it("signbit tells −0 from 0", () => {
    const expr = node("signbit", "bool", input(0, "float64"));
    const values = tensorOf([0, -0, 3, -3, -Infinity, NaN], [6]);
    expect(runOnArrays("map", [values], [{ shape: [6], dtype: "bool" }], { expr, scalars: [] })[0]).toEqual([0, 1, 0, 1, 1, 0]); // prettier-ignore
  });
});
