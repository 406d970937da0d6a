// Summary.Value, the envelope of everything that is logged: field numbers of tensorboard/compat/proto/summary.proto.
import { MessageWriter } from "../protobuf.js";

export const VALUE = { tag: 1, simpleValue: 2, image: 4, histogram: 5, audio: 6, tensor: 8, metadata: 9 } as const;
const METADATA = { pluginData: 1 } as const;
const PLUGIN_DATA = { pluginName: 1, content: 2 } as const;

/** Which plugin of TensorBoard shows a value, with what only that plugin understands. */
export interface PluginMetadata {
  readonly pluginName: string;
  readonly content?: MessageWriter;
}

/** A value under a tag: the message in its kind's field and, where the kind needs it, its plugin. */
export function summaryValue(
  tag: string,
  kind: "image" | "histogram" | "audio" | "tensor",
  message: MessageWriter,
  metadata?: PluginMetadata,
): MessageWriter {
  const value = new MessageWriter().optionalString(VALUE.tag, tag).message(VALUE[kind], message);
  return metadata ? value.message(VALUE.metadata, summaryMetadata(metadata)) : value;
}

/** A value that is nothing but the content of its plugin. */
export const pluginValue = (tag: string, metadata: PluginMetadata): MessageWriter =>
  new MessageWriter().string(VALUE.tag, tag).message(VALUE.metadata, summaryMetadata(metadata));

function summaryMetadata({ pluginName, content }: PluginMetadata): MessageWriter {
  const data = new MessageWriter().string(PLUGIN_DATA.pluginName, pluginName);
  if (content) data.optionalBytes(PLUGIN_DATA.content, content.finish());
  return new MessageWriter().message(METADATA.pluginData, data);
}
