// One table per family folder of the manifests; a function may stand in only one of them.
import type { AdapterTable } from "../adapter.js";
import { linalg } from "./linalg.js";
import { nnLayers } from "./nn-layers.js";
import { nnLosses } from "./nn-losses.js";
import { ops } from "./ops.js";
import { optim } from "./optim.js";
import { spectral } from "./spectral.js";
import { timeDomain } from "./time-domain.js";
import { timefreq } from "./timefreq.js";
import { torchaudio } from "./torchaudio.js";

export const adapters: AdapterTable = {
  ...timeDomain,
  ...spectral,
  ...torchaudio,
  ...timefreq,
  ...ops,
  ...linalg,
  ...nnLayers,
  ...nnLosses,
  ...optim,
};
