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
