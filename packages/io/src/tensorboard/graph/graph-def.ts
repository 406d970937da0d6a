// GraphDef, the graph that TensorBoard draws: field numbers of tensorboard/compat/proto/{graph,node_def,attr_value}.proto.
import { MessageWriter } from "../protobuf.js";

/** One node; `/` in names makes scopes. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Names of the nodes it takes values from. */
  readonly inputs: readonly string[];
  /** Attributes by name, as messages of `attrValue`. */
  readonly attributes: readonly (readonly [name: string, value: MessageWriter])[];
}

const GRAPH = { node: 1, versions: 4 } as const;
const VERSIONS = { producer: 1 } as const;
const NODE = { name: 1, op: 2, input: 3, attr: 5 } as const;
const MAP_ENTRY = { key: 1, value: 2 } as const;
const ATTR = { list: 1, string: 2, type: 6, shape: 7 } as const;
const LIST = { shape: 7 } as const;
const RUN_METADATA = { stepStats: 1 } as const;
const STEP_STATS = { device: 1 } as const;
const DEVICE_STATS = { device: 1 } as const;
/** The version of TensorFlow's graphs that torch claims to have produced. */
const PRODUCER = 22;

export const attrValue = {
  string: (text: string): MessageWriter => new MessageWriter().string(ATTR.string, text),
  type: (dataType: number): MessageWriter => new MessageWriter().varint(ATTR.type, dataType),
  shape: (shape: MessageWriter): MessageWriter => new MessageWriter().message(ATTR.shape, shape),
  shapes: (shapes: readonly MessageWriter[]): MessageWriter => {
    const list = new MessageWriter();
    for (const shape of shapes) list.message(LIST.shape, shape);
    return new MessageWriter().message(ATTR.list, list);
  },
};

export function graphDef(nodes: readonly GraphNode[]): Uint8Array {
  const graph = new MessageWriter();
  for (const { name, op, inputs, attributes } of nodes) {
    const node = new MessageWriter().optionalString(NODE.name, name).optionalString(NODE.op, op);
    for (const input of inputs) node.string(NODE.input, input);
    for (const [key, value] of attributes)
      node.message(NODE.attr, new MessageWriter().string(MAP_ENTRY.key, key).message(MAP_ENTRY.value, value));
    graph.message(GRAPH.node, node);
  }
  return graph.message(GRAPH.versions, new MessageWriter().varint(VERSIONS.producer, PRODUCER)).finish();
}

/** Statistics without times: TensorBoard asks for them beside a graph. */
export function emptyRunMetadata(): Uint8Array {
  const device = new MessageWriter().string(DEVICE_STATS.device, "/device:CPU:0");
  return new MessageWriter()
    .message(RUN_METADATA.stepStats, new MessageWriter().message(STEP_STATS.device, device))
    .finish();
}
