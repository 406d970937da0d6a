// torchaudio's filters, effects and loudness.
import * as core from "@sonograd/core";
import type { Tensor } from "@sonograd/core";
import type { Adapter, AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

type Options = Record<string, unknown>;
type Positional = number & readonly number[];

/** A function of the waveform, the parameters that are positional, and the rest as options. */
const effect =
  (apply: (waveform: Tensor, ...rest: never[]) => Tensor, ...positional: readonly string[]): Adapter =>
  ({ params }, { waveform }) =>
    (apply as (waveform: Tensor, ...rest: (Positional | Options)[]) => Tensor)(
      waveform,
      ...positional.map((name) => params[name] as Positional),
      toOptions(params, { omit: positional }),
    );

export const filters: AdapterTable = {
  "torchaudio.functional.lfilter": effect(core.lfilter, "a_coeffs", "b_coeffs"),
  "torchaudio.functional.filtfilt": effect(core.filtfilt, "a_coeffs", "b_coeffs"),
  "torchaudio.functional.biquad": effect(core.biquad, "b0", "b1", "b2", "a0", "a1", "a2"),
  "torchaudio.functional.lowpass_biquad": effect(core.lowpassBiquad, "sample_rate", "cutoff_freq"),
  "torchaudio.functional.highpass_biquad": effect(core.highpassBiquad, "sample_rate", "cutoff_freq"),
  "torchaudio.functional.bandpass_biquad": effect(core.bandpassBiquad, "sample_rate", "central_freq"),
  "torchaudio.functional.bandreject_biquad": effect(core.bandrejectBiquad, "sample_rate", "central_freq"),
  "torchaudio.functional.band_biquad": effect(core.bandBiquad, "sample_rate", "central_freq"),
  "torchaudio.functional.allpass_biquad": effect(core.allpassBiquad, "sample_rate", "central_freq"),
  "torchaudio.functional.equalizer_biquad": effect(core.equalizerBiquad, "sample_rate", "center_freq", "gain"),
  "torchaudio.functional.treble_biquad": effect(core.trebleBiquad, "sample_rate", "gain"),
  "torchaudio.functional.bass_biquad": effect(core.bassBiquad, "sample_rate", "gain"),
  "torchaudio.functional.deemph_biquad": effect(core.deemphBiquad, "sample_rate"),
  "torchaudio.functional.riaa_biquad": effect(core.riaaBiquad, "sample_rate"),
  "torchaudio.functional.gain": effect(core.gain),
  "torchaudio.functional.dcshift": effect(core.dcshift, "shift"),
  "torchaudio.functional.contrast": effect(core.contrast),
  "torchaudio.functional.overdrive": effect(core.overdrive),
  "torchaudio.functional.dither": effect(core.dither),
  "torchaudio.functional.phaser": effect(core.phaser, "sample_rate"),
  "torchaudio.functional.flanger": effect(core.flanger, "sample_rate"),
};
