// Sounds: a WAVE file inside a message (fields of Summary.Audio).
import { ParameterError, ShapeError } from "@sonograd/core";
import { encodeWavChannels } from "../../audio/wav/index.js";
import type { HostArray } from "../../bytes/index.js";
import { MessageWriter } from "../protobuf.js";
import { summaryValue } from "./value.js";

const AUDIO = { sampleRate: 1, numChannels: 2, lengthFrames: 3, encoded: 4, contentType: 5 } as const;
const FULL_SCALE = 32767;

/** 16-bit sound; values beyond ±1 are clipped. torch scales by 32767 and cuts toward zero, and so do we. */
export function audioValue(tag: string, { dtype, shape, data }: HostArray, sampleRate: number): MessageWriter {
  const sizes = shape.filter((size, i) => size !== 1 || i === shape.length - 1);
  if (sizes.length < 1 || sizes.length > 2)
    throw new ShapeError(`addAudio: sound [${shape.join(", ")}] must be [n], [1, n] or [channels, n].`);
  const numFrames = sizes.at(-1)!;
  const numChannels = sizes.length === 2 ? sizes[0] : 1;
  if (!Number.isInteger(sampleRate) || sampleRate < 1)
    throw new ParameterError(`addAudio: sampleRate=${sampleRate} must be a positive integer in Hz.`);
  const odd = data.findIndex((value) => Number.isNaN(value));
  if (odd >= 0) throw new ParameterError(`addAudio: samples[${odd}]=NaN has no integer value. Replace it.`);
  const round = dtype === "float32" ? Math.fround : Number; // numpy multiplies in the array's own precision
  const stored = Int32Array.from(data, (value) => Math.trunc(round(Math.max(-1, Math.min(1, value)) * FULL_SCALE)));
  const channels = Array.from({ length: numChannels }, (_, c) => stored.subarray(c * numFrames, (c + 1) * numFrames));
  const message = new MessageWriter()
    .float(AUDIO.sampleRate, sampleRate)
    .varint(AUDIO.numChannels, numChannels)
    .optionalVarint(AUDIO.lengthFrames, numFrames)
    .bytes(AUDIO.encoded, encodeWavChannels(channels, sampleRate))
    .string(AUDIO.contentType, "audio/wav");
  return summaryValue(tag, "audio", message);
}
