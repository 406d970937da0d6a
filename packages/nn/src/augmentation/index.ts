// Changes to training waveforms, seeded: equal seeds give equal batches on every device.
export { Augmentation, type AugmentationOptions, type Draws } from "./augmentation.js";
export { Clipping, Gain, PolarityInversion, type ClippingOptions, type GainOptions } from "./gain.js";
export { Shift, type ShiftOptions } from "./shift.js";
export {
  BandPassFilter,
  HighPassFilter,
  LowPassFilter,
  RandomEQ,
  type BandPassOptions,
  type CutoffOptions,
  type FilterOptions,
  type RandomEQOptions,
} from "./filters.js";
export {
  AddBackgroundNoise,
  AddColoredNoise,
  type AddBackgroundNoiseOptions,
  type AddColoredNoiseOptions,
} from "./noise.js";
export { RoomImpulseResponse, type RoomImpulseResponseOptions } from "./room-impulse-response.js";
export { Cutmix, Mixup, type MixupOptions } from "./mixup.js";
