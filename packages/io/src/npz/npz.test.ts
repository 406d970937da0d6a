import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FormatError, fromTypedArray, ParameterError, tensor } from "@sonograd/core";
import { describe, expect, test } from "vitest";
import { errorOf, fixture, fixturePath } from "../../test/fixture.js";
import { loadNpz, readNpz, saveNpz, writeNpz } from "./index.js";

const mel = { dtype: "float32", shape: [2, 3], data: Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25) };
const labels = { dtype: "int32", shape: [3], data: Int32Array.of(1, -2, 300) };

describe("readNpz of archives that NumPy wrote", () => {
  test("gives stored and deflated arrays by name, also in Fortran order and of strings", () => {
    expect([...readNpz(fixture("stored.npz"))]).toEqual([["mel", mel], ["labels", labels]]); // prettier-ignore
    const names = { dtype: "string", shape: [2], data: ["ab", "größe"] };
    expect(Object.fromEntries(readNpz(fixture("deflated.npz")))).toEqual({ mel, labels, names });
  });

  test("reads what is asked for, and says what there is instead", async () => {
    expect([...readNpz(fixture("deflated.npz"), { only: ["labels"] }).keys()]).toEqual(["labels"]);
    const error = await errorOf(() => readNpz(fixture("stored.npz"), { name: "a.npz", only: ["mle"] }));
    expect(error.message).toBe('readNpz: source="a.npz" has no array "mle". There are: mel, labels.');
    await expect(loadNpz(fixturePath("deflated.npz"))).rejects.toThrow(/dtype=string has no tensor/);
  });

  test("refuses every cut and every flipped bit of the data, naming the file", async () => {
    for (const name of ["stored.npz", "deflated.npz"]) {
      const whole = fixture(name);
      for (let length = 0; length < whole.length; length += 7) {
        const error = await errorOf(() => readNpz(whole.subarray(0, length), { name }));
        expect(error).toBeInstanceOf(FormatError);
        expect(error.message).toContain(name);
      }
      const flipped = whole.slice();
      const place = new DataView(flipped.buffer).getUint16(26, true) + new DataView(flipped.buffer).getUint16(28, true) + 30 + 9; // prettier-ignore
      flipped[place] ^= 4;
      expect(() => readNpz(flipped, { name })).toThrow(/mel.npy" that (is damaged|cannot be unpacked)/);
    }
    expect(() => readNpz(new TextEncoder().encode("1,2,3 and more than 22 bytes"))).toThrow(/is no zip archive/);
  });

  test("refuses an entry that claims to be larger than its bytes can hold", () => {
    const bomb = fixture("deflated.npz");
    const view = new DataView(bomb.buffer);
    let at = 0;
    while (view.getUint32(at, true) !== 0x02014b50) at++;
    view.setUint32(at + 24, 0x7fffffff, true);
    expect(() => readNpz(bomb)).toThrow(/2147483647 bytes, more than/);
  });
});

describe("writeNpz", () => {
  test.each([false, true])("then readNpz gives the arrays back (compressed: %s), strided ones too", (compressed) => {
    const x = fromTypedArray(Int32Array.of(1, 2, 3, 4, 5, 6), [2, 3]).t();
    const bytes = writeNpz({ x, "deep/10": tensor([true, false], { dtype: "bool" }), scalar: tensor(2.5) }, { compressed }); // prettier-ignore
    expect(Object.fromEntries(readNpz(bytes))).toEqual({
      x: { dtype: "int32", shape: [3, 2], data: Int32Array.of(1, 4, 2, 5, 3, 6) },
      "deep/10": { dtype: "bool", shape: [2], data: Uint8Array.of(1, 0) },
      scalar: { dtype: "float32", shape: [], data: Float32Array.of(2.5) },
    });
    expect(bytes).toEqual(writeNpz({ x, "deep/10": tensor([true, false], { dtype: "bool" }), scalar: tensor(2.5) }, { compressed })); // prettier-ignore
  });

  test("packs zeros small when asked to, and refuses names that leave the archive", () => {
    const zeros = { dtype: "float32", shape: [10000], data: new Float32Array(10000) } as const;
    expect(writeNpz({ zeros }).length).toBeGreaterThan(40000);
    expect(writeNpz({ zeros }, { compressed: true }).length).toBeLessThan(1000);
    for (const name of ["", "/etc", "a/../../b"])
      expect(() => writeNpz({ [name]: zeros }), name).toThrow(ParameterError);
  });
});

test("saveNpz writes what loadNpz reads", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sonograd-npz-"));
  try {
    await saveNpz(join(folder, "x.npz"), { x: tensor([[1, 2]]) }, { compressed: true });
    const { x } = await loadNpz(join(folder, "x.npz"));
    expect([x.shape, await x.data()]).toEqual([[1, 2], Float32Array.of(1, 2)]); // prettier-ignore
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
