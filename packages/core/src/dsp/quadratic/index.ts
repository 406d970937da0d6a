export {
  pseudoWignerVille,
  smoothedPseudoWignerVille,
  wignerVille,
  type PseudoWignerVilleOptions,
  type SmoothedPseudoWignerVilleOptions,
  type WignerVilleOptions,
} from "./wigner-ville.js";
export { bornJordan, choiWilliams, type ChoiWilliamsOptions } from "./cohen-kernels.js";
export { ambiguityFunction } from "./ambiguity-function.js";
export type { QuadraticOptions } from "./lag-products.js";
