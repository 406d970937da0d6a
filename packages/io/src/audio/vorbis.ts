// Ogg Vorbis. The container is checked here; the decoder only sees complete streams.
import { FormatError } from "@sonograd/core";
import { concat, counted } from "../bytes/index.js";
import { fromVorbisOrder } from "./channel-order.js";
import type { AudioInfo, DecodedAudio } from "./decoded.js";
import { runDecoder } from "./guard.js";
import { oggPackets, type OggStream } from "./ogg/index.js";

interface VorbisHead {
  readonly numChannels: number;
  readonly sampleRate: number;
  readonly longBlock: number;
}

/** Facts of a Vorbis stream, from its first packet and its last page. */
export function vorbisInfo(stream: OggStream, name: string): AudioInfo {
  const { numChannels, sampleRate } = parseHead(stream, name);
  const numFrames = stream.endGranule;
  return {
    format: "vorbis",
    sampleRate,
    numChannels,
    numFrames,
    durationSeconds: numFrames / sampleRate,
    encoding: "Ogg Vorbis",
  };
}

/**
 * Samples of an Ogg Vorbis stream, cut to the length its last page states.
 *
 * @throws FormatError  damaged or incomplete
 */
export async function decodeVorbis(stream: OggStream, name: string): Promise<DecodedAudio> {
  const head = parseHead(stream, name);
  const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis");
  const bytes = concat(stream.pages.map((page) => page.bytes));
  const decoded = await runDecoder(
    "decodeVorbis",
    name,
    () => new OggVorbisDecoder(),
    (decoder) => decoder.decodeFile(bytes),
  );
  if (startsAtZero(stream, head) && decoded.samplesDecoded !== stream.endGranule)
    throw new FormatError(
      `decodeVorbis: source="${name}" is damaged: its last page promises ${counted(stream.endGranule, "sample")}, ` +
        `${decoded.samplesDecoded} were decoded.`,
    );
  const channelData =
    decoded.samplesDecoded === 0
      ? Array.from({ length: head.numChannels }, () => new Float32Array(0))
      : fromVorbisOrder(decoded.channelData);
  return { format: "vorbis", channelData, sampleRate: head.sampleRate };
}

function parseHead(stream: OggStream, name: string): VorbisHead {
  const { body } = stream.pages[0];
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const numChannels = body.length >= 30 ? body[11] : 0;
  const sampleRate = body.length >= 30 ? view.getUint32(12, true) : 0;
  if (numChannels === 0 || sampleRate === 0)
    throw new FormatError(`decodeVorbis: source="${name}" is damaged: its identification header is unusable.`);
  return { numChannels, sampleRate, longBlock: 2 ** (body[28] >> 4) };
}

/**
 * False for a recording of a running broadcast, whose first granule is far beyond what its packets can hold; there
 * the length cannot be checked against the end position.
 */
function startsAtZero(stream: OggStream, head: VorbisHead): boolean {
  const packets = oggPackets(stream.pages);
  const firstAudio = stream.pages.findIndex((page, i) => page.granule > 0 && packets.some((p) => p.page === i));
  if (firstAudio < 0) return true;
  const count = packets.filter((packet) => packet.page <= firstAudio).length;
  return stream.pages[firstAudio].granule <= (count * head.longBlock) / 2;
}
