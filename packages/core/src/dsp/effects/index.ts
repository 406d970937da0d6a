export { contrast, dcshift, gain } from "./level.js";
export { overdrive, type OverdriveOptions } from "./overdrive.js";
export { flanger, phaser, type FlangerOptions, type Modulation, type PhaserOptions } from "./modulation.js";
