// Events of the elements. All of them bubble and cross shadow boundaries.

/** `sonograd-load`: the audio is decoded, analysed and drawn. */
export interface LoadDetail {
  readonly name: string;
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/** `sonograd-error`: nothing can be drawn; the element shows the message. */
export interface ErrorDetail {
  /** Name of the file. */
  readonly name: string;
  readonly message: string;
  /** What was thrown. */
  readonly error: unknown;
}

/** `sonograd-cursor`: the reader moved the cursor. */
export interface CursorDetail {
  readonly timeSeconds: number;
  /** Spectrogram only. */
  readonly frequencyHz?: number;
  /** Spectrogram only: dB below a full-scale sine. */
  readonly levelDb?: number;
  /** Waveform only: the sample there. */
  readonly amplitude?: number;
  /** Waveform only: the amplitude envelope there. */
  readonly envelope?: number;
}

export interface SonogradEventMap {
  "sonograd-load": CustomEvent<LoadDetail>;
  "sonograd-error": CustomEvent<ErrorDetail>;
  "sonograd-cursor": CustomEvent<CursorDetail>;
}

declare global {
  // Merging into the DOM's own map gives listeners their typed event.
  interface HTMLElementEventMap extends SonogradEventMap {}
}
