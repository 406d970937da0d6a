import { FormatError, Tensor } from "@sonograd/core";
import { describe, expect, test } from "vitest";
import { errorOf, fixture, fixturePath } from "../../test/fixture.js";
import { writeZip } from "../zip/index.js";
import { loadTorch, loadTorchStateDict, readTorch } from "./index.js";

const plain = (x: Tensor): unknown => [x.dtype, x.shape, [...x.dataSync()]];

describe.each(["state.pt", "state-legacy.pt"])("the state dict in %s, written by PyTorch", (name) => {
  test("has its tensors in order, by dtype, offset and strides", async () => {
    const state = await loadTorchStateDict(fixturePath(name));
    const arange = Array.from({ length: 12 }, (_, i) => i);
    const columns = [0, 1, 2, 3].flatMap((c) => [c, c + 4, c + 8]);
    expect(Object.entries(state).map(([key, x]) => [key, ...(plain(x) as unknown[])])).toEqual([
      ["conv.weight", "float32", [3, 4], arange],
      ["conv.transposed", "float32", [4, 3], columns],
      ["conv.row", "float32", [4], [4, 5, 6, 7]],
      ["half", "float32", [4], [1.5, -2, 65504, Math.fround(2 ** -24)]],
      ["bfloat16", "float32", [3], [1.5, -2, 1.765625 * 2 ** 127]],
      ["double", "float64", [1, 1], [0.1]],
      ["bn.num_batches_tracked", "int32", [], [7]],
      ["bytes", "uint8", [2], [0, 255]],
      ["int8", "int32", [2], [-128, 127]],
      ["int16", "int32", [1], [-300]],
      ["int32", "int32", [1], [-70000]],
      ["bool", "bool", [2], [1, 0]],
      ["complex", "complex64", [2], [1, 2, -0, -0.5]],
      ["empty", "float32", [0, 3], []],
      ["parameter", "float32", [2], [1, 1]],
    ]);
  });

  test("keeps shared memory shared", () => {
    const state = readTorch(fixture(name)) as Record<string, Tensor>;
    state["conv.row"].fill_(9);
    expect([...state["conv.weight"].dataSync()]).toEqual([0, 1, 2, 3, 9, 9, 9, 9, 8, 9, 10, 11]);
  });

  test("is refused when cut anywhere, by an error that names it", async () => {
    const whole = fixture(name);
    for (let length = 0; length < whole.length; length += 11) {
      const error = await errorOf(() => readTorch(whole.subarray(0, length), { name }));
      expect(error).toBeInstanceOf(FormatError);
      expect(error.message).toContain(`source="${name}"`);
    }
  });
});

describe("a checkpoint", () => {
  test("holds Python's values as ours", async () => {
    const found = (await loadTorch(fixturePath("checkpoint.pt"))) as Record<string, unknown>;
    const { epoch, loss, name, best, done, sizes, tags, big } = found;
    expect({ epoch, loss, name, best, done, sizes, tags, big }).toEqual({
      epoch: 3, loss: 0.25, name: "größe", best: null, done: true, sizes: [1, [2, 3]], tags: new Set(["a"]), big: 2 ** 40,
    }); // prettier-ignore
    const { state, param_groups: groups } = found["optimizer"] as { state: Map<number, Record<string, Tensor>>; param_groups: Record<string, unknown>[] }; // prettier-ignore
    expect([groups[0]["betas"], groups[0]["params"], state.get(1)!["exp_avg"].shape]).toEqual([[0.9, 0.999], [0, 1, 2, 3], [3]]); // prettier-ignore
  });

  test("gives the state dict under a key, and says which keys there are", async () => {
    const state = await loadTorchStateDict(fixturePath("checkpoint.pt"), { key: "model" });
    expect(Object.keys(state)).toContain("1.running_mean");
    for (const options of [{}, { key: "epoch" }, { key: "nothing" }])
      await expect(loadTorchStateDict(fixturePath("checkpoint.pt"), options)).rejects.toThrow(/keys are epoch, loss, name/); // prettier-ignore
  });
});

describe("readTorch refuses", () => {
  test("a whole model, naming the class", () => {
    expect(() => readTorch(fixture("whole-model.pt"), { name: "m.pt" })).toThrow(
      /source="m.pt" needs the Python object "torch.nn.modules.container.Sequential", which is refused. Save a state dict/,
    );
  });

  /** An archive with one pickle and storages. */
  const archive = (pickle: string, files: [string, Uint8Array][] = []): Uint8Array =>
    writeZip(new Map([["a/data.pkl", Uint8Array.from(pickle, (c) => c.charCodeAt(0))], ...files]));
  const STORAGE = "ctorch\nFloatStorage\n";
  const tensorOf = (offset: number, extent: number, stride: number): string =>
    `\x80\x02ctorch._utils\n_rebuild_tensor_v2\n((U\x07storage${STORAGE}U\x010U\x03cpuK\x04tQK${String.fromCharCode(offset)}K${String.fromCharCode(extent)}\x85K${String.fromCharCode(stride)}\x85\x89}tR.`;
  const four: [string, Uint8Array][] = [["a/data/0", new Uint8Array(16)]];

  test("what would run code: any function outside of the list", () => {
    for (const [module, name] of [["os", "system"], ["builtins", "eval"], ["torch", "load"], ["builtins", "constructor"]]) // prettier-ignore
      expect(() => readTorch(archive(`\x80\x02c${module}\n${name}\nU\x02ls\x85R.`))).toThrow(`"${module}.${name}", which is refused`); // prettier-ignore
    expect(() => readTorch(archive(`\x80\x04\x8c\x02os\x8c\x06system\x93.`))).toThrow(/"os.system"/);
  });

  test("nothing that a scheduler or a default dict needs", () => {
    const counted = readTorch(
      archive("\x80\x02ccollections\nCounter\nq\x00}q\x01(K\x03K\x01K\x05K\x02u\x85q\x02Rq\x03."),
    );
    expect(counted).toEqual(new Map([[3, 1], [5, 2]])); // prettier-ignore
    const filled = archive("\x80\x02ccollections\ndefaultdict\nc__builtin__\nlist\n\x85RU\x01kK\x07s.");
    expect(readTorch(filled)).toEqual({ k: 7 });
    expect(readTorch(archive("\x80\x04(K\x01K\x02\x91."))).toEqual(new Set([1, 2]));
    expect(() => readTorch(archive("\x80\x02c__builtin__\nlist\n."))).toThrow(FormatError); // a function is no value
  });

  test("a tensor beyond its storage, and a storage that is too short", () => {
    expect(plain(readTorch(archive(tensorOf(1, 2, 2), four)) as Tensor)).toEqual(["float32", [2], [0, 0]]);
    expect(() => readTorch(archive(tensorOf(1, 2, 3), four))).toThrow(/leaves its storage "0" of 4 elements/);
    expect(() => readTorch(archive(tensorOf(0, 2, 1), [["a/data/0", new Uint8Array(15)]]))).toThrow(/needs 16 bytes, 15/); // prettier-ignore
    expect(() => readTorch(archive(tensorOf(0, 2, 1)))).toThrow(/needs 16 bytes, 0/);
  });

  test("damaged pickles, containers in themselves, and foreign archives", () => {
    expect(() => readTorch(archive("\x80\x02]q\x00h\x00a."))).toThrow(/contains itself/);
    expect(() => readTorch(archive("\x80\x02a."))).toThrow(/nothing is on its stack/);
    expect(() => readTorch(archive("\x80\x02h\x07."))).toThrow(/entry 7 is used before/);
    expect(() => readTorch(archive("\x80\x02\xff."))).toThrow(/instruction 0xff/);
    expect(() => readTorch(archive(`\x80\x02${STORAGE}.`))).toThrow(/outside of a tensor/);
    expect(() => readTorch(archive("\x80\x02N.", [["a/constants.pkl", new Uint8Array(1)]]))).toThrow(/TorchScript/);
    expect(() => readTorch(archive("\x80\x02N.", [["a/byteorder", new TextEncoder().encode("big")]]))).toThrow(/big-endian/); // prettier-ignore
    expect(() => readTorch(fixture("stored.npz"))).toThrow(/without data.pkl/);
    expect(() => readTorch(fixture("int64.npy"))).toThrow(/no PyTorch file/);
  });

  test("an int64 that int32 does not hold, unless float64 is asked for", () => {
    const wide = (n: bigint): Uint8Array => {
      const data = new Uint8Array(32);
      new DataView(data.buffer).setBigInt64(8, n, true);
      return archive(tensorOf(0, 4, 1).replace("FloatStorage", "LongStorage"), [["a/data/0", data]]);
    };
    expect(() => readTorch(wide(2n ** 40n))).toThrow(/storage "0" value 1099511627776 at index 1/);
    const x = readTorch(wide(2n ** 40n), { wideIntegers: "float64" });
    expect(plain(x as Tensor)).toEqual(["float64", [4], [0, 2 ** 40, 0, 0]]);
  });
});
