// Registers the elements under their tags. Without a page, as in server rendering, it does nothing.
import { SonogradSpectrogram, SonogradWaveform } from "./index.js";

const ELEMENTS = { "sonograd-spectrogram": SonogradSpectrogram, "sonograd-waveform": SonogradWaveform } as const;

if (typeof window !== "undefined")
  for (const [tag, element] of Object.entries(ELEMENTS))
    // A second copy of the library on the page must not throw.
    if (!customElements.get(tag)) customElements.define(tag, element);

export { SonogradSpectrogram, SonogradWaveform };
