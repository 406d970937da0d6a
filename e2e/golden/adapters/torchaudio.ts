// torchaudio's transforms, functionals and Kaldi-compatible features.
import type { AdapterTable } from "../adapter.js";

export const torchaudio: AdapterTable = {};
