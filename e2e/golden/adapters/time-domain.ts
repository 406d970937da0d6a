// Framing, envelope, RMS, zero crossings, FFT, windows and the small time-domain functions.
import type { AdapterTable } from "../adapter.js";

export const timeDomain: AdapterTable = {};
