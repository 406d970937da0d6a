export { iirt, type IirtOptions } from "./iirt.js";
export { mrFrequencies, semitoneFilterbank, type SemitoneFilterbankOptions, type SemitoneFrequencies } from "./semitone-filterbank.js"; // prettier-ignore
export type { OrderedFamily } from "./bandpass-order.js";
