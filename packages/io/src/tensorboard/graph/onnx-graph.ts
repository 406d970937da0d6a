// The graph of an ONNX model as TensorBoard's: field numbers of onnx/onnx.proto.
import { FormatError } from "@sonograd/core";
import { readFields, type Field } from "../protobuf.js";
import { shapeProto } from "../tensor-proto.js";
import { attrValue, graphDef, type GraphNode } from "./graph-def.js";

const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, opType: 4, attribute: 5 } as const;
const VALUE_INFO = { name: 1, type: 2 } as const;
const TYPE = { tensor: 1 } as const;
const TENSOR_TYPE = { element: 1, shape: 2 } as const;
const SHAPE = { dim: 1 } as const;
const DIM = { value: 1 } as const;
const ATTRIBUTE = { name: 1, float: 2, int: 3, string: 4, floats: 7, ints: 8, strings: 9, type: 20 } as const;

/**
 * Inputs and outputs as variables, then the nodes, each under the name of its first output; attributes as one text.
 *
 * @throws FormatError  no ONNX model
 * @source torch.utils.tensorboard._onnx_graph
 */
export function onnxGraph(model: Uint8Array): Uint8Array {
  const graph = parts(model, MODEL.graph)[0];
  if (!graph) throw new FormatError(`addOnnxGraph: model of ${model.length} bytes holds no graph. Is it ONNX?`);
  const variables = [...parts(graph, GRAPH.input), ...parts(graph, GRAPH.output)].map(variableNode);
  return graphDef([...variables, ...parts(graph, GRAPH.node).map(operationNode)]);
}

const parts = (message: Uint8Array, number: number): Uint8Array[] =>
  readFields(message).flatMap((field) => (field.number === number && field.type === "bytes" ? [field.value] : []));
const texts = (message: Uint8Array, number: number): string[] => parts(message, number).map(decode);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const integer = (message: Uint8Array, number: number): number => {
  const field = readFields(message).find((one) => one.number === number && one.type === "varint");
  return field ? Number(BigInt.asIntN(64, field.value as bigint)) : 0;
};

function variableNode(info: Uint8Array): GraphNode {
  const tensor = parts(info, VALUE_INFO.type).flatMap((type) => parts(type, TYPE.tensor))[0] ?? new Uint8Array(0);
  const dims = parts(tensor, TENSOR_TYPE.shape).flatMap((shape) => parts(shape, SHAPE.dim));
  return {
    name: texts(info, VALUE_INFO.name)[0] ?? "",
    op: "Variable",
    inputs: [],
    attributes: [
      ["dtype", attrValue.type(integer(tensor, TENSOR_TYPE.element))],
      ["shape", attrValue.shape(shapeProto(dims.map((dim) => integer(dim, DIM.value))))],
    ],
  };
}

const operationNode = (node: Uint8Array): GraphNode => ({
  name: texts(node, NODE.output)[0] ?? "",
  op: texts(node, NODE.opType)[0] ?? "",
  inputs: texts(node, NODE.input),
  attributes: [["parameters", attrValue.string(parts(node, NODE.attribute).map(attributeText).join(", "))]],
});

/** `name = value = type`, where values look as Python prints them. */
function attributeText(attribute: Uint8Array): string {
  const fields = readFields(attribute);
  const all = (number: number): string[] => fields.flatMap((field) => (field.number === number ? scalarTexts(field) : [])); // prettier-ignore
  const values = [ATTRIBUTE.float, ATTRIBUTE.int, ATTRIBUTE.string].flatMap(all);
  const lists = [ATTRIBUTE.floats, ATTRIBUTE.ints, ATTRIBUTE.strings].map(all).filter((list) => list.length > 0);
  const shown = [...values, ...lists.map((list) => `[${list.join(", ")}]`)];
  return [...texts(attribute, ATTRIBUTE.name), ...shown, String(integer(attribute, ATTRIBUTE.type))].join(" = ");
}

function scalarTexts(field: Field): string[] {
  if (field.type === "varint") return [String(BigInt.asIntN(64, field.value))];
  if (field.type === "fixed32") return [floatText(field.value.getFloat32(0, true))];
  if (field.type === "fixed64") return [String(field.value.getFloat64(0, true))];
  if (field.number === ATTRIBUTE.floats) {
    const view = new DataView(field.value.buffer, field.value.byteOffset, field.value.byteLength);
    return Array.from({ length: view.byteLength / 4 }, (_, i) => floatText(view.getFloat32(4 * i, true)));
  }
  if (field.number === ATTRIBUTE.ints) return packedIntegers(field.value);
  return [`b'${decode(field.value)}'`];
}

const floatText = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** Integers one after the other, each seven bits a byte. */
function packedIntegers(bytes: Uint8Array): string[] {
  const found: string[] = [];
  let [value, shift] = [0n, 0n];
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte >= 0x80) continue;
    found.push(String(BigInt.asIntN(64, value)));
    [value, shift] = [0n, 0n];
  }
  return found;
}
