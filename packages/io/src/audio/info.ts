// The facts about an audio file, as torchaudio.info.
import { nameOf, openRange, readSource, type ByteSource } from "../bytes/index.js";
import { audioInfo, wavInfo } from "./decode.js";
import type { AudioInfo } from "./decoded.js";

const HEAD_BYTES = 65536;

/**
 * Format, rate, channels, length and bit depth of an audio source, without decoding. Of WAV files on disk only the
 * header is read; of other formats the bytes are read and their headers are followed to the end.
 *
 * @param source  a path (Node), URL, Blob, File, ArrayBuffer or Uint8Array
 * @throws FormatError     empty, of unknown format, or truncated where headers tell
 * @throws ParameterError  the source cannot be read
 */
export async function info(source: ByteSource): Promise<AudioInfo> {
  const head = await readHead(source);
  if (head && /^(RIFF|RIFX|RF64|BW64)/.test(String.fromCharCode(...head.bytes.subarray(0, 4))))
    try {
      return wavInfo(head.bytes, nameOf(source), head.size);
    } catch {
      // Chunks before the samples may be longer than the head: the whole file decides.
    }
  const { bytes, name } = await readSource("info", source);
  return audioInfo(bytes, name);
}

async function readHead(source: ByteSource): Promise<{ bytes: Uint8Array; size: number } | undefined> {
  const range = await openRange("info", source).catch(() => undefined); // reading it whole will tell why
  if (!range) return undefined;
  try {
    return { bytes: await range.read(0, HEAD_BYTES), size: range.size };
  } catch {
    return undefined;
  } finally {
    await range.close();
  }
}
