import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dwt, ParameterError, tensor, WaveletPacket, zeros, type Tensor } from "../../index.js";

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const numbers = (t: Tensor): number[] => Array.from(t.dataSync() as Float64Array);

describe("WaveletPacket", () => {
  it("gives the signal back from any level, odd lengths too", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 33 }),
        fc.integer({ min: 1, max: 3 }),
        (values, level) => {
          const tree = new WaveletPacket(double(values), "db2", { maxLevel: 3 });
          tree.getLevel(level);
          const back = numbers(tree.reconstruct({ update: false }));
          expect(back.length).toBe(values.length);
          values.forEach((v, i) => expect(back[i]).toBeCloseTo(v, 9));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("names nodes by their path, in the order of the tree or of the frequencies", () => {
    const tree = new WaveletPacket(zeros([8]), "haar");
    expect(tree.maxLevel).toBe(3);
    expect(tree.getLevel(2).map((n) => n.path)).toEqual(["aa", "ad", "da", "dd"]);
    expect(tree.getLevel(2, { order: "freq" }).map((n) => n.path)).toEqual(["aa", "ad", "dd", "da"]);
    expect(tree.getLevel(3, { order: "freq" }).map((n) => n.path)).toEqual(["aaa", "aad", "add", "ada", "dda", "ddd", "dad", "daa"]); // prettier-ignore
    expect(tree.getLevel(3, { decompose: false }).length).toBe(8);
    expect(new WaveletPacket(zeros([8]), "haar").getLevel(1, { decompose: false })).toEqual([]);
  });

  it("orders by frequency: a rising tone climbs the bands", () => {
    const loudest = [1, 3, 5, 7].map((band) => {
      const w = ((band + 0.5) * Math.PI) / 8;
      const tree = new WaveletPacket(double(Array.from({ length: 512 }, (_, i) => Math.cos(w * i))), "db20", { mode: "periodization" }); // prettier-ignore
      const energies = tree.getLevel(3, { order: "freq" }).map((n) => numbers(n.data).reduce((s, v) => s + v * v, 0));
      return energies.indexOf(Math.max(...energies));
    });
    expect(loudest).toEqual([1, 3, 5, 7]);
  });

  it("is built from coefficients, with zeros for what is missing", () => {
    const x = double([1, 2, 3, 4, 5, 6, 7, 8]);
    const { cA, cD } = dwt(x, "db2");
    const tree = new WaveletPacket(null, "db2").set("a", cA).set("d", cD);
    numbers(tree.reconstruct()).forEach((v, i) => expect(v).toBeCloseTo(i + 1, 10));
    expect(tree.data!.shape).toEqual([8]);
    tree.delete("d");
    expect(tree.getLeafNodes().map((n) => n.path)).toEqual(["a"]);
    expect(numbers(tree.reconstruct())).not.toEqual(numbers(x));
  });

  it("forgets what was below a node that is set, and puts results above", () => {
    const tree = new WaveletPacket(double([1, 2, 3, 4]), "haar");
    tree.getLevel(2);
    tree.set("d", zeros([2], { dtype: "float64" }));
    expect(tree.has("da")).toBe(false);
    expect(numbers(tree.reconstruct()).map((v) => Math.round(v * 10) / 10)).toEqual([1.5, 1.5, 3.5, 3.5]);
    expect(numbers(tree.data!).map((v) => Math.round(v * 10) / 10)).toEqual([1.5, 1.5, 3.5, 3.5]);
  });

  it("refuses paths and levels that are not there", () => {
    const tree = new WaveletPacket(zeros([8]), "haar");
    expect(() => tree.get("ab")).toThrow(/path="ab"/);
    expect(() => tree.get("aaaa")).toThrow(/maxLevel=3/);
    expect(() => tree.getLevel(4)).toThrow(/level=4/);
    expect(() => tree.getLevel(1, { order: "x" as "freq" })).toThrow(/order="x"/);
    expect(() => new WaveletPacket(null, "haar").reconstruct()).toThrow(ParameterError);
    expect(() => new WaveletPacket(null, "haar").get("a")).toThrow(/holds no data/);
  });
});
