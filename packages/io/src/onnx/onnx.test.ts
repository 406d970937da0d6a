import { expect, test } from "vitest";
import { readFields } from "../tensorboard/protobuf.js";
import { encodeOnnx } from "./index.js";

/** A message as nested lists [field, value]; bytes that `deep` names are messages themselves. */
type Wire = [number, bigint | number | string | Wire][];
function wire(bytes: Uint8Array, deep: (path: readonly number[]) => boolean, path: readonly number[] = []): Wire {
  return readFields(bytes).map((field): Wire[number] => {
    const here = [...path, field.number];
    if (field.type === "varint") return [field.number, field.value];
    if (field.type !== "bytes") return [field.number, field.value.getFloat32(0, true)];
    return [field.number, deep(here) ? wire(field.value, deep, here) : new TextDecoder("latin1").decode(field.value)];
  });
}

test("encodeOnnx writes the fields of onnx.proto", () => {
  const bytes = encodeOnnx({
    opset: 17,
    name: "g",
    producer: "p",
    nodes: [{ op: "Conv", inputs: ["x", ""], outputs: ["y"], attributes: { axis: -1, eps: { float: 0.5 }, pads: [1, 0], mode: "ab", acts: ["c", "d"], scales: { floats: [2] } } }],
    initializers: [{ name: "w", type: "uint8", shape: [2], data: Uint8Array.of(65, 66) }],
    inputs: [{ name: "x", type: "float32", shape: ["batch", 3] }],
    outputs: [{ name: "y", type: "bool", shape: [] }],
  }); // prettier-ignore
  const messages = ["7", "8", "7,1", "7,1,5", "7,5", "7,11", "7,11,2", "7,11,2,1", "7,11,2,1,2", "7,11,2,1,2,1", "7,12", "7,12,2", "7,12,2,1", "7,12,2,1,2"]; // prettier-ignore
  const minusOne = 2n ** 64n - 1n;
  expect(wire(bytes, (path) => messages.includes(path.join()))).toEqual([
    [1, 8n],
    [2, "p"],
    [7, [
      [1, [
        [1, "x"], [1, ""], [2, "y"], [3, "Conv_0"], [4, "Conv"],
        [5, [[1, "axis"], [3, minusOne], [20, 2n]]],
        [5, [[1, "eps"], [2, 0.5], [20, 1n]]],
        [5, [[1, "pads"], [8, 1n], [8, 0n], [20, 7n]]],
        [5, [[1, "mode"], [4, "ab"], [20, 3n]]],
        [5, [[1, "acts"], [9, "c"], [9, "d"], [20, 8n]]],
        [5, [[1, "scales"], [7, 2], [20, 6n]]],
      ]],
      [2, "g"],
      [5, [[1, 2n], [2, 2n], [8, "w"], [9, "AB"]]],
      [11, [[1, "x"], [2, [[1, [[1, 1n], [2, [[1, [[2, "batch"]]], [1, [[1, 3n]]]]]]]]]]],
      [12, [[1, "y"], [2, [[1, [[1, 9n], [2, []]]]]]]],
    ]],
    [8, [[1, ""], [2, 17n]]],
  ]); // prettier-ignore
});
