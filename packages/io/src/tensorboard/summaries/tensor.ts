// Arrays of any shape.
import type { HostArray } from "../../bytes/index.js";
import type { MessageWriter } from "../protobuf.js";
import { tensorProto } from "../tensor-proto.js";
import { summaryValue } from "./value.js";

export const tensorValue = (tag: string, array: HostArray): MessageWriter =>
  summaryValue(tag, "tensor", tensorProto(array), { pluginName: "tensor" });
