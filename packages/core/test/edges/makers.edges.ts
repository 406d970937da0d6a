// Windows, banks and signals that are made on the host and put on the device of whoever asks.
import * as core from "../../src/index.js";
import type { Edge } from "./edge.js";

const audio = { sampleRate: 8000, nFft: 256 };
const short = { sampleRate: 8000, duration: 0.05 };

export const edges: readonly Edge[] = [
  { name: "getWindow", run: ({ device }) => core.getWindow("hann", 64, { device }) },
  { name: "windowSumsquare", run: ({ device }) => core.windowSumsquare({ nFrames: 9, nFft: 64, hopLength: 16, device }) }, // prettier-ignore
  { name: "mel", run: ({ device }) => core.mel({ ...audio, nMels: 20, device }) },
  { name: "chroma", run: ({ device }) => core.chroma({ ...audio, device }) },
  { name: "melscaleFbanks", run: ({ device }) => core.melscaleFbanks(129, 0, 4000, 20, 8000, { device }) },
  { name: "linearFbanks", run: ({ device }) => core.linearFbanks(129, 0, 4000, 20, 8000, { device }) },
  { name: "createDct", run: ({ device }) => core.createDct(13, 20, "ortho", { device }) },
  { name: "tone", run: ({ device }) => core.tone(440, { ...short, device }) },
  { name: "chirp", run: ({ device }) => core.chirp({ fmin: 100, fmax: 3000, ...short, device }) },
  { name: "noise", run: ({ device }) => core.noise({ ...short, color: "pink", generator: new core.Generator(1), device }) }, // prettier-ignore
  { name: "adsrEnvelope", run: ({ device }) => core.adsrEnvelope(50, { attack: 0.1, decay: 0.2, device }) },
];
