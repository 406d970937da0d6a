// Registers the elements under their tags, on a page or in the registry of a server that renders.
import { SonogradSpectrogram, SonogradWaveform } from "./index.js";

const ELEMENTS = { "sonograd-spectrogram": SonogradSpectrogram, "sonograd-waveform": SonogradWaveform } as const;

if (typeof customElements !== "undefined")
  for (const [tag, element] of Object.entries(ELEMENTS))
    // A second copy of the library on the page must not throw.
    if (!customElements.get(tag)) customElements.define(tag, element);

export { SonogradSpectrogram, SonogradWaveform };
