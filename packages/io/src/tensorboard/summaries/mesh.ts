// Meshes and point clouds: field numbers of tensorboard/plugins/mesh/plugin_data.proto.
import { ShapeError } from "@sonograd/core";
import type { HostArray } from "../../bytes/index.js";
import { MessageWriter } from "../protobuf.js";
import { tensorProto } from "../tensor-proto.js";
import { summaryValue } from "./value.js";

/** What a mesh is made of, each [batch, points, 3]. */
export interface MeshParts {
  readonly vertices: HostArray;
  readonly faces?: HostArray | undefined;
  readonly colors?: HostArray | undefined;
}

const PLUGIN_DATA = { name: 2, contentType: 3, jsonConfig: 5, shape: 6, components: 7 } as const;
const CONTENT_TYPE = { VERTEX: 1, FACE: 2, COLOR: 3 } as const;

/** One value per part; each names in its bits which parts there are. */
export function meshValues(tag: string, { vertices, faces, colors }: MeshParts, config: unknown): MessageWriter[] {
  const parts = ([["VERTEX", vertices], ["FACE", faces], ["COLOR", colors]] as const).filter(
    (part): part is readonly [typeof part[0], HostArray] => part[1] !== undefined,
  ); // prettier-ignore
  const components = parts.reduce((bits, [name]) => bits | (1 << CONTENT_TYPE[name]), 0);
  return parts.map(([name, { shape, data }]) => {
    const content = new MessageWriter()
      .optionalString(PLUGIN_DATA.name, tag)
      .varint(PLUGIN_DATA.contentType, CONTENT_TYPE[name])
      .string(PLUGIN_DATA.jsonConfig, config === undefined ? "{}" : sortedJson(config))
      .packedVarints(PLUGIN_DATA.shape, shape)
      .varint(PLUGIN_DATA.components, components);
    const tensor = tensorProto({ dtype: "float32", shape, data: Float32Array.from(data) });
    return summaryValue(`${tag}_${name}`, "tensor", tensor, { pluginName: "mesh", content });
  });
}

export function checkMeshPart(name: string, shape: readonly number[]): void {
  if (shape.length !== 3 || shape[2] !== 3)
    throw new ShapeError(`addMesh: ${name} [${shape.join(", ")}] must be [batch, points, 3].`);
}

/** JSON as Python's json.dumps(…, sort_keys=True) spaces it. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${sortedJson(item)}`).join(", ")}}`;
}
