// What stands around the frames: ID3v2 before, ID3v1, APE, Lyrics3 and zeros behind, and the Xing/VBRI frame inside.
import { latin1 } from "../../bytes/index.js";
import type { MpegFrame } from "./frame.js";

/** Byte offset behind an ID3v2 tag at `at` (`at` itself when there is none). The tag may claim more than the file has. */
export function skipId3(bytes: Uint8Array, at = 0): number {
  if (at + 10 > bytes.length || latin1(bytes, at, at + 3) !== "ID3" || bytes[at + 3] === 0xff) return at;
  const size = (bytes[at + 6] << 21) | (bytes[at + 7] << 14) | (bytes[at + 8] << 7) | bytes[at + 9];
  const footer = bytes[at + 5] & 0x10 ? 10 : 0;
  return at + 10 + size + footer;
}

/** True when everything from `at` on is tags or zero padding. */
export function isTrailer(bytes: Uint8Array, at: number): boolean {
  if (/^(TAG|APETAGEX|LYRICSBEGIN|ID3)/.test(latin1(bytes, at, at + 11))) return true;
  for (let i = at; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}

/** What the silent first frame of many MP3 files says about the rest. */
export interface MpegSummary {
  /** Audio frames that follow; undefined when it does not say. */
  readonly numFrames: number | undefined;
  /** Samples the encoder put before and behind the audio; undefined without LAME's extension. */
  readonly delay: number | undefined;
  readonly padding: number | undefined;
}

/** The Xing, Info or VBRI summary in the frame at `at`, or undefined when the frame holds audio. */
export function parseSummary(bytes: Uint8Array, at: number, frame: MpegFrame): MpegSummary | undefined {
  if (frame.layer !== 3 || at + frame.numBytes > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, frame.numBytes);
  if (frame.numBytes >= 54 && latin1(bytes, at + 36, at + 40) === "VBRI")
    return { numFrames: view.getUint32(50), delay: undefined, padding: undefined };
  const sideInfo = frame.version === "1" ? (frame.numChannels === 1 ? 17 : 32) : frame.numChannels === 1 ? 9 : 17;
  let p = 4 + sideInfo;
  if (p + 8 > frame.numBytes || !/^(Xing|Info)$/.test(latin1(bytes, at + p, at + p + 4))) return undefined;
  const flags = view.getUint32(p + 4);
  p += 8;
  const numFrames = flags & 1 && p + 4 <= frame.numBytes ? view.getUint32(p) : undefined;
  p += (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  if (p + 24 > frame.numBytes || bytes[at + p] === 0) return { numFrames, delay: undefined, padding: undefined };
  const packed = (bytes[at + p + 21] << 16) | (bytes[at + p + 22] << 8) | bytes[at + p + 23];
  return { numFrames, delay: packed >> 12, padding: packed & 0xfff };
}
