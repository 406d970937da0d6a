// Markdown text.
import type { MessageWriter } from "../protobuf.js";
import { stringTensorProto } from "../tensor-proto.js";
import { summaryValue } from "./value.js";

/** A text in Markdown; the tag gets the ending that TensorBoard's text plugin looks for. */
export const textValue = (tag: string, text: string): MessageWriter =>
  summaryValue(`${tag}/text_summary`, "tensor", stringTensorProto([text], [1]), { pluginName: "text" });
