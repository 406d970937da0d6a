export { gain } from "./gain.js";
export { dcshift } from "./dcshift.js";
export { contrast } from "./contrast.js";
export { overdrive, type OverdriveOptions } from "./overdrive.js";
export { dither, type DitherOptions } from "./dither.js";
export { phaser, type PhaserOptions } from "./phaser.js";
export { flanger, type FlangerOptions } from "./flanger.js";
