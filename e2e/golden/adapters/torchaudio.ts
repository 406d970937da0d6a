// torchaudio's transforms as modules, and the banks of its functional part.
import { createDct, dbToPower, kaldi, linearFbanks, melscaleFbanks, type Tensor } from "@sonograd/core";
import { transforms } from "@sonograd/nn";
import { type Adapter, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

type Options = Record<string, unknown>;

/** Keys in camelCase, in options of options too. */
function deep(params: Readonly<Record<string, unknown>>): Options {
  const options = toOptions(params, { omit: ["call"] }) as Options;
  for (const key of ["melkwargs", "speckwargs", "wkwargs"])
    if (options[key]) options[key] = deep(options[key] as Readonly<Record<string, unknown>>);
  return options;
}

/** A torchaudio option may be called otherwise in `toOptions`. */
function renamed({ sr, ...options }: Options): Options {
  return sr === undefined ? options : { ...options, sampleRate: sr };
}

/** A transform whose constructor takes the parameters `first` by position and the rest as options. */
const transform =
  (make: (options: Options, first: readonly number[]) => unknown, ...first: readonly string[]): Adapter =>
  ({ params }, inputs) => {
    const options = renamed(deep(params));
    const given = first.map((name) => options[name] as number);
    for (const name of first) delete options[name];
    const module = make(options, given) as { forward(...args: unknown[]): Tensor };
    const call = Object.values((params["call"] ?? {}) as Readonly<Record<string, unknown>>);
    return module.forward(...Object.values(inputs), ...call);
  };

export const torchaudio: AdapterTable = {
  "torchaudio.transforms.Spectrogram": transform((o) => new transforms.Spectrogram(o)),
  "torchaudio.transforms.InverseSpectrogram": transform((o) => new transforms.InverseSpectrogram(o)),
  "torchaudio.transforms.MelScale": transform((o) => new transforms.MelScale(o)),
  "torchaudio.transforms.MelSpectrogram": transform((o) => new transforms.MelSpectrogram(o)),
  "torchaudio.transforms.MFCC": transform((o) => new transforms.MFCC(o)),
  "torchaudio.transforms.LFCC": transform((o) => new transforms.LFCC(o)),
  "torchaudio.transforms.AmplitudeToDB": transform((o) => new transforms.AmplitudeToDB(o)),
  "torchaudio.transforms.SpectralCentroid": transform((o, [rate]) => new transforms.SpectralCentroid(rate, o), "sampleRate"), // prettier-ignore
  "torchaudio.transforms.ComputeDeltas": transform((o) => new transforms.ComputeDeltas(o)),
  "torchaudio.transforms.SlidingWindowCmn": transform((o) => new transforms.SlidingWindowCmn(o)),
  "torchaudio.transforms.Fade": transform((o) => new transforms.Fade(o)),
  "torchaudio.transforms.Vol": transform((o) => new transforms.Vol(o["gain"] as number, o["gainType"] as "db")),
  "torchaudio.transforms.MuLawEncoding": transform((o) => new transforms.MuLawEncoding(o["quantizationChannels"] as number)), // prettier-ignore
  "torchaudio.transforms.MuLawDecoding": transform((o) => new transforms.MuLawDecoding(o["quantizationChannels"] as number)), // prettier-ignore
  "torchaudio.transforms.GriffinLim": transform((o) => new transforms.GriffinLim(o)),
  "torchaudio.transforms.TimeStretch": transform((o) => new transforms.TimeStretch(o)),
  "torchaudio.transforms.Loudness": transform((_, [rate]) => new transforms.Loudness(rate), "sampleRate"),
  "torchaudio.functional.pitch_shift": transform((o, [rate, steps]) => new transforms.PitchShift(rate, steps, o), "sampleRate", "nSteps"), // prettier-ignore
  "torchaudio.functional.DB_to_amplitude": ({ params }, { x }) =>
    dbToPower(x, { ref: 1 }).pow(params.power as number).mul(params.ref as number), // prettier-ignore
  "torchaudio.functional.melscale_fbanks": ({ params: p, dtype, device }) =>
    melscaleFbanks(p.n_freqs as number, p.f_min as number, p.f_max as number, p.n_mels as number, p.sample_rate as number, { ...toOptions(p), dtype, device }), // prettier-ignore
  "torchaudio.functional.linear_fbanks": ({ params: p, dtype, device }) =>
    linearFbanks(p.n_freqs as number, p.f_min as number, p.f_max as number, p.n_filter as number, p.sample_rate as number, { dtype, device }), // prettier-ignore
  "torchaudio.compliance.kaldi.spectrogram": ({ params }, { waveform }) =>
    kaldi.spectrogram(waveform, toOptions(params)),
  "torchaudio.compliance.kaldi.fbank": ({ params }, { waveform }) => kaldi.fbank(waveform, toOptions(params)),
  "torchaudio.compliance.kaldi.mfcc": ({ params }, { waveform }) => kaldi.mfcc(waveform, toOptions(params)),
  "torchaudio.functional.create_dct": ({ params: p, dtype, device }) =>
    createDct(p.n_mfcc as number, p.n_mels as number, p.norm as "ortho" | null, { dtype, device }),
};
