// Wavelets, Hilbert and Wigner-Ville.
import type { AdapterTable } from "../adapter.js";

export const timefreq: AdapterTable = {};
