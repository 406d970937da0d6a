// What every decoder returns, and what a header tells without decoding.

export type AudioFormat = "wav" | "mp3" | "flac" | "ogg-flac" | "vorbis" | "opus";

/** Samples as plain arrays, one per channel, full scale −1…1. */
export interface DecodedAudio {
  readonly format: AudioFormat;
  readonly channelData: readonly Float32Array[];
  /** Hz */
  readonly sampleRate: number;
  /** Bits per stored sample; absent for lossy formats, which have none. */
  readonly bitDepth?: number;
}

/** What the headers of an audio file say. */
export interface AudioInfo {
  readonly format: AudioFormat;
  /** Hz */
  readonly sampleRate: number;
  readonly numChannels: number;
  /** Samples per channel. */
  readonly numFrames: number;
  readonly durationSeconds: number;
  /** Bits per stored sample; absent for lossy formats. */
  readonly bitDepth?: number;
  /** How samples are stored, for people: "16-bit signed integer", "MPEG-1 layer 3", … */
  readonly encoding: string;
}
