export type { Complex } from "./complex.js";
export { sos2tf, sos2zpk, tf2zpk, zpk2tf, type SecondOrderSections, type TransferFunction, type ZerosPolesGain } from "./forms.js"; // prettier-ignore
export { tf2sos, zpk2sos, type PairingOptions } from "./zpk2sos.js";
export { firwin, kaiserAtten, kaiserBeta, kaiserord, type FirwinOptions } from "./firwin.js";
export { buttap, cheb1ap, cheb2ap, ellipap } from "./prototypes.js";
export { besselap, type BesselNorm } from "./besselap.js";
export {
  bilinearTransform,
  bilinearZpk,
  lp2bpZpk,
  lp2bsZpk,
  lp2hpZpk,
  lp2lpZpk,
  type BandOptions,
} from "./band-transforms.js";
export {
  bessel, butter, cheby1, cheby2, ellip, iirfilter, type BandType, type DesignOptions, type Edges, type FilterForms, type IirfilterOptions,
} from "./iirfilter.js"; // prettier-ignore
export {
  freqs, freqz, groupDelay, impulseResponse, sosfreqz, stepResponse, type FrequencyResponse, type FreqzOptions,
} from "./response.js"; // prettier-ignore
