// All frames of an MPEG audio file, one after the other, so that a missing end or a hole is found before decoding.
import { FormatError } from "@sonograd/core";
import { counted } from "../../bytes/index.js";
import { isSameStream, parseMpegFrame, type MpegFrame } from "./frame.js";
import { isTrailer, parseSummary, skipId3, type MpegSummary } from "./tags.js";

export interface MpegScan {
  readonly first: MpegFrame;
  readonly summary: MpegSummary | undefined;
  /** Audio frames found, the summary frame not counted. */
  readonly numFrames: number;
  /** Mono when every frame is. */
  readonly numChannels: 1 | 2;
  /** Bytes of the first and behind the last frame. */
  readonly start: number;
  readonly end: number;
}

/**
 * Byte offset of the first of two matching frames (or of a single one that reaches the end), behind an ID3v2 tag and up to
 * `slack` stray bytes; −1 when there is none.
 */
export function findMpegStart(bytes: Uint8Array, slack: number): number {
  const from = skipId3(bytes);
  for (let at = from; at <= Math.min(from + slack, bytes.length - 4); at++) {
    const frame = parseMpegFrame(bytes, at);
    if (!frame) continue;
    const next = at + frame.numBytes;
    const follower = parseMpegFrame(bytes, next);
    if (next + 4 > bytes.length || (follower && isSameStream(frame, follower)) || isTrailer(bytes, next)) return at;
  }
  return -1;
}

/**
 * Walks the frames from `start`.
 *
 * @throws FormatError  the last frame is torn, bytes between frames belong to none, or the summary promises more frames
 */
export function scanMpeg(bytes: Uint8Array, start: number, name: string): MpegScan {
  const fail = (what: string): FormatError => new FormatError(`decodeMp3: source="${name}" ${what}`);
  const first = parseMpegFrame(bytes, start);
  if (!first) throw fail(`has no MPEG audio frame at byte ${start}.`);
  const summary = parseSummary(bytes, start, first);
  let numFrames = summary ? -1 : 0;
  let numChannels: 1 | 2 = 1;
  let end = start;
  for (let at = start; at < bytes.length;) {
    const frame = parseMpegFrame(bytes, at);
    if (!frame || !isSameStream(first, frame)) {
      const behindTag = skipId3(bytes, at);
      if (behindTag > at && behindTag < bytes.length) {
        at = behindTag; // joined files keep their tags
        continue;
      }
      if (isTrailer(bytes, at)) break;
      throw fail(
        bytes.length - at < 4
          ? `is truncated: ${counted(bytes.length - at, "byte")} of a frame header are left after frame ${numFrames}.`
          : `is damaged: byte ${at} should begin frame ${numFrames} and is no header that fits the others.`,
      );
    }
    if (at + frame.numBytes > bytes.length)
      throw fail(
        `is truncated: frame ${numFrames} needs ${counted(frame.numBytes, "byte")}, ${bytes.length - at} are present. ` +
          "Get a complete copy of the file.",
      );
    if (frame.numChannels === 2) numChannels = 2;
    numFrames++;
    at += frame.numBytes;
    end = at;
  }
  if (summary?.numFrames !== undefined && numFrames < summary.numFrames)
    throw fail(
      `is truncated: its header declares ${counted(summary.numFrames, "frame")}, ${numFrames} are present. ` +
        "Get a complete copy of the file.",
    );
  return { first, summary, numFrames, numChannels, start, end };
}
