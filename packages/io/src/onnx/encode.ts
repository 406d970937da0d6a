// ONNX models as bytes: the messages of onnx.proto that a graph of operators needs.
import { MessageWriter } from "../tensorboard/protobuf.js";
import type { OnnxAttribute, OnnxInitializer, OnnxModel, OnnxNode, OnnxType, OnnxValue } from "./model.js";

/** Version of the file format that came with opsets 15 to 18. */
const IR_VERSION = 8;
const ELEMENT_TYPES: Record<OnnxType, number> = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float64: 11 };

/**
 * The bytes of an `.onnx` file.
 *
 * @source ModelProto, GraphProto and what they hold in onnx.proto
 */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const graph = new MessageWriter();
  for (const [i, node] of model.nodes.entries()) graph.message(1, nodeMessage(node, i));
  graph.string(2, model.name);
  for (const initializer of model.initializers) graph.message(5, tensorMessage(initializer));
  for (const value of model.inputs) graph.message(11, valueMessage(value));
  for (const value of model.outputs) graph.message(12, valueMessage(value));
  return new MessageWriter()
    .varint(1, IR_VERSION)
    .string(2, model.producer)
    .message(7, graph)
    .message(8, new MessageWriter().string(1, "").varint(2, model.opset))
    .finish();
}

function nodeMessage({ op, inputs, outputs, attributes = {} }: OnnxNode, index: number): MessageWriter {
  const node = new MessageWriter();
  for (const input of inputs) node.string(1, input);
  for (const output of outputs) node.string(2, output);
  node.string(3, `${op}_${index}`).string(4, op);
  for (const [name, value] of Object.entries(attributes)) node.message(5, attributeMessage(name, value));
  return node;
}

function attributeMessage(name: string, value: OnnxAttribute): MessageWriter {
  const attribute = new MessageWriter().string(1, name);
  if (typeof value === "number") return attribute.varint(3, value).varint(20, 2);
  if (typeof value === "string") return attribute.string(4, value).varint(20, 3);
  if ("float" in value) return attribute.float(2, value.float).varint(20, 1);
  if ("floats" in value) {
    for (const item of value.floats) attribute.float(7, item);
    return attribute.varint(20, 6);
  }
  const isText = typeof value[0] === "string";
  for (const item of value) {
    if (typeof item === "string") attribute.string(9, item);
    else attribute.varint(8, item);
  }
  return attribute.varint(20, isText ? 8 : 7);
}

function tensorMessage({ name, type, shape, data }: OnnxInitializer): MessageWriter {
  const tensor = new MessageWriter();
  for (const extent of shape) tensor.varint(1, extent);
  return tensor.varint(2, ELEMENT_TYPES[type]).string(8, name).bytes(9, data);
}

function valueMessage({ name, type, shape }: OnnxValue): MessageWriter {
  const dims = new MessageWriter();
  for (const extent of shape) {
    const dim = new MessageWriter();
    dims.message(1, typeof extent === "number" ? dim.varint(1, extent) : dim.string(2, extent));
  }
  const tensorType = new MessageWriter().varint(1, ELEMENT_TYPES[type]).message(2, dims);
  return new MessageWriter().string(1, name).message(2, new MessageWriter().message(1, tensorType));
}
