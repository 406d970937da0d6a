// torchaudio's filters and effects.
import * as core from "@sonograd/core";
import type { Tensor } from "@sonograd/core";
import type { Adapter, AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

/** A function of the waveform, the parameters `first` by position, and the rest as options. */
const positional =
  (compute: (waveform: Tensor, ...rest: never[]) => Tensor | Promise<Tensor>, ...first: readonly string[]): Adapter =>
  ({ params }, { waveform }) => {
    const values = first.map((name) => params[name]);
    return compute(waveform, ...([...values, toOptions(params, { omit: first })] as never[]));
  };

export const filters: AdapterTable = {
  "torchaudio.functional.lowpass_biquad": positional(core.lowpassBiquad, "sample_rate", "cutoff_freq"),
  "torchaudio.functional.highpass_biquad": positional(core.highpassBiquad, "sample_rate", "cutoff_freq"),
  "torchaudio.functional.bandpass_biquad": positional(core.bandpassBiquad, "sample_rate", "central_freq"),
  "torchaudio.functional.bandreject_biquad": positional(core.bandrejectBiquad, "sample_rate", "central_freq"),
  "torchaudio.functional.band_biquad": positional(core.bandBiquad, "sample_rate", "central_freq"),
  "torchaudio.functional.allpass_biquad": positional(core.allpassBiquad, "sample_rate", "central_freq"),
  "torchaudio.functional.equalizer_biquad": positional(core.equalizerBiquad, "sample_rate", "center_freq", "gain"),
  "torchaudio.functional.treble_biquad": positional(core.trebleBiquad, "sample_rate", "gain"),
  "torchaudio.functional.bass_biquad": positional(core.bassBiquad, "sample_rate", "gain"),
  "torchaudio.functional.deemph_biquad": positional(core.deemphBiquad, "sample_rate"),
  "torchaudio.functional.riaa_biquad": positional(core.riaaBiquad, "sample_rate"),
  "torchaudio.functional.biquad": positional(core.biquad, "b0", "b1", "b2", "a0", "a1", "a2"),
  "torchaudio.functional.lfilter": positional(core.lfilter, "a_coeffs", "b_coeffs"),
  "torchaudio.functional.filtfilt": positional(core.filtfilt, "a_coeffs", "b_coeffs"),
  "torchaudio.functional.overdrive": positional(core.overdrive),
  "torchaudio.functional.contrast": positional(core.contrast),
  "torchaudio.functional.gain": positional(core.gain),
  "torchaudio.functional.dcshift": positional(core.dcshift, "shift"),
  "torchaudio.functional.flanger": positional(core.flanger, "sample_rate"),
  "torchaudio.functional.phaser": positional(core.phaser, "sample_rate"),
};
