// The element classes. Importing this defines no element and touches no page; "@sonograd/web/define" registers them.
export { SonogradSpectrogram, type FrequencyScale } from "./spectrogram/spectrogram.js";
export { SonogradWaveform } from "./waveform/waveform.js";
export type { CursorDetail, ErrorDetail, LoadDetail, SonogradEventMap } from "./audio-chart/events.js";
export type { ChannelChoice, SampleInput } from "./recording/recording.js";
