// Pictures: a PNG or GIF file inside a message (fields of Summary.Image).
import { encodePng } from "../../charts/raster/png.js";
import type { Pixels } from "../images/pixels.js";
import { MessageWriter } from "../protobuf.js";
import { summaryValue } from "./value.js";

const IMAGE = { height: 1, width: 2, colorspace: 3, encoded: 4 } as const;

/** A file that TensorBoard shows as it is. */
export function imageValue(
  tag: string,
  { width, height, channels }: Omit<Pixels, "data">,
  file: Uint8Array,
): MessageWriter {
  const message = new MessageWriter()
    .varint(IMAGE.height, height)
    .varint(IMAGE.width, width)
    .varint(IMAGE.colorspace, channels)
    .bytes(IMAGE.encoded, file);
  return summaryValue(tag, "image", message);
}

export const pngOf = ({ width, height, channels, data }: Pixels): Uint8Array =>
  encodePng(data, width, height, 1, channels);
