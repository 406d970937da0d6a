export { stream, type Blocks, type StreamStage } from "./stage.js";
export {
  amplitudeEnvelopeStream,
  featureStream,
  frameStream,
  logMelspectrogramStream,
  melspectrogramStream,
  mfccStream,
  rmsStream,
  stftStream,
  zeroCrossingRateStream,
  type StreamDecibels,
} from "./short-time-streams.js";
export { lfilterStream, preemphasisStream, sosfiltStream } from "./filter-streams.js";
export { computeDeltasStream, deltaStream } from "./row-streams.js";
