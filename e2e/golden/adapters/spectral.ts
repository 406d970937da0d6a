// librosa's spectral functions, features, filters and unit conversions.
import type { AdapterTable } from "../adapter.js";

export const spectral: AdapterTable = {};
