// PyWavelets' discrete and continuous transforms.
import {
  centralFrequency,
  complex,
  ContinuousWavelet,
  cwt,
  dwt,
  dwtMaxLevel,
  fromTypedArray,
  idwt,
  scale2frequency,
  thresholdFirm,
  wavedec,
  Wavelet,
  waveletThreshold,
  waverec,
  type Tensor,
} from "@sonograd/core";
import { outputs, type AdapterTable, type GoldenCase } from "../adapter.js";
import { toOptions } from "../options.js";

type Params = Readonly<Record<string, unknown>>;
const named = (params: Params): string => params.wavelet as string;
const options = (params: Params, ...omit: string[]): Record<string, unknown> =>
  toOptions(params, { omit: ["wavelet", ...omit] });

/** PyWavelets' names for a list of coefficients: cAn, cDn, …, cD1. */
const byLevel = (coefficients: readonly Tensor[]): Record<string, Tensor> => {
  const top = coefficients.length - 1;
  return Object.fromEntries(coefficients.map((c, i) => [i === 0 ? `cA${top}` : `cD${top + 1 - i}`, c]));
};
/** Inputs c0, c1, … as a list. */
const listed = (inputs: Readonly<Record<string, Tensor>>): Tensor[] =>
  Object.keys(inputs)
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    .map((name) => inputs[name]);

/** A function of the host as a tensor where the case wants it. */
const placed = (values: Float64Array, { dtype, device }: GoldenCase): Tensor =>
  fromTypedArray(values, [values.length]).to(dtype).to(device);

export const wavelets: AdapterTable = {
  "pywt.Wavelet.filter_bank": ({ params }) => {
    const { decLo, decHi, recLo, recHi } = new Wavelet(named(params));
    return outputs({ dec_lo: decLo, dec_hi: decHi, rec_lo: recLo, rec_hi: recHi });
  },
  "pywt.Wavelet.wavefun": ({ params }) => {
    const { phi, psi, phiRec, psiRec, x } = new Wavelet(named(params)).wavefun(options(params));
    return phiRec ? outputs({ phi_d: phi, psi_d: psi, phi_r: phiRec, psi_r: psiRec!, x }) : outputs({ phi, psi, x });
  },
  "pywt.ContinuousWavelet.wavefun": (golden) => {
    const { psi, psiImag, x } = new ContinuousWavelet(named(golden.params)).wavefun(options(golden.params));
    return outputs({ psi: psiImag ? complex(placed(psi, golden), placed(psiImag, golden)) : psi, x });
  },
  "pywt.central_frequency": ({ params }) => centralFrequency(named(params), options(params)),
  "pywt.scale2frequency": ({ params }) =>
    scale2frequency(named(params), params.scale as number, options(params, "scale")),
  "pywt.cwt": ({ params }, { data }) => {
    const { coefs, frequencies } = cwt(data, params.scales as number[], named(params), options(params, "scales"));
    // PyWavelets puts the scales first.
    const axis = (params.axis as number | undefined) ?? -1;
    return outputs({ coefs: coefs.movedim(axis < 0 ? axis - 1 : axis, 0), frequencies });
  },
  "pywt.dwt": ({ params }, { data }) => outputs({ ...dwt(data, named(params), options(params)) }),
  "pywt.idwt": ({ params }, { cA = null, cD = null }) => idwt(cA, cD, named(params), options(params)),
  "pywt.wavedec": ({ params }, { data }) => outputs(byLevel(wavedec(data, named(params), options(params)))),
  "pywt.waverec": ({ params }, inputs) => waverec(listed(inputs), named(params), options(params)),
  "pywt.dwt_max_level": ({ params }) => dwtMaxLevel(params.data_len as number, params.filter_len as number | string),
  "pywt.threshold": ({ params }, { data }) => waveletThreshold(data, params.value as number, options(params, "value")),
  "pywt.threshold_firm": ({ params }, { data }) =>
    thresholdFirm(data, params.value_low as number, params.value_high as number),
};
