// One table per family folder of the manifests; a function may stand in only one of them.
import type { AdapterTable } from "../adapter.js";
import { linalg } from "./linalg.js";
import { nnLayers } from "./nn-layers.js";
import { nnLosses } from "./nn-losses.js";
import { ops } from "./ops.js";
import { optim } from "./optim.js";
import { spectral } from "./spectral.js";
import { timeDomain } from "./time-domain.js";
import { filters } from "./filters.js";
import { spectra } from "./spectra.js";
import { spectralFeatures } from "./spectral-features.js";
import { constantQ } from "./constant-q.js";
import { wavelets } from "./wavelets.js";
import { timeFrequency } from "./time-frequency.js";
import { rhythm } from "./rhythm.js";
import { pitch } from "./pitch.js";
import { notation } from "./notation.js";
import { segments } from "./segments.js";
import { torchaudio } from "./torchaudio.js";

export const adapters: AdapterTable = {
  ...timeDomain,
  ...spectral,
  ...torchaudio,
  ...filters,
  ...spectra,
  ...spectralFeatures,
  ...constantQ,
  ...wavelets,
  ...timeFrequency,
  ...rhythm,
  ...pitch,
  ...notation,
  ...segments,
  ...ops,
  ...linalg,
  ...nnLayers,
  ...nnLosses,
  ...optim,
};
