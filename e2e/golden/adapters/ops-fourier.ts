// torch.fft: complex results stand in the manifests as they are, or as their magnitudes (…_abs) or parts.
import * as core from "@sonograd/core";
import type { Tensor } from "@sonograd/core";
import { either, num, optionsOf, type Call } from "./op-call.js";

type Transform = (x: Tensor, options: never) => Tensor;

const TRANSFORMS: Readonly<Record<string, Transform>> = {
  fft: core.fft, ifft: core.ifft, rfft: core.rfft, irfft: core.irfft, hfft: core.hfft, ihfft: core.ihfft,
  fft2: core.fft2, ifft2: core.ifft2, rfft2: core.rfft2, irfft2: core.irfft2, hfft2: core.hfft2, ihfft2: core.ihfft2,
  fftn: core.fftn, ifftn: core.ifftn, rfftn: core.rfftn, irfftn: core.irfftn, hfftn: core.hfftn, ihfftn: core.ihfftn,
}; // prettier-ignore

const PARTS: Readonly<Record<string, (y: Tensor) => Tensor>> = {
  "": (y) => y,
  _abs: (y) => y.abs(),
  _real: (y) => y.real(),
  _imag: (y) => y.imag(),
  _angle: (y) => y.angle(),
  _view_as_real: (y) => y.viewAsReal(),
};

const transforms = Object.entries(TRANSFORMS).flatMap(([name, transform]) =>
  Object.entries(PARTS).map(([suffix, part]): [string, Call] => [
    `fft.${name}${suffix}`,
    (p, { a, b }) => part(transform(b ? core.complex(a, b) : a, optionsOf(p))),
  ]),
);

/** Without "torch.". */
export const fourierCalls: Readonly<Record<string, Call>> = {
  ...Object.fromEntries(transforms),
  "fft.fftshift": (p, { a }) => core.fftshift(a, either<number | number[]>(p, "dim")),
  "fft.ifftshift": (p, { a }) => core.ifftshift(a, either<number | number[]>(p, "dim")),
  "fft.fftfreq": (p) => core.fftfreq(num(p, "n"), num(p, "d", 1)),
  "fft.rfftfreq": (p) => core.rfftfreq(num(p, "n"), num(p, "d", 1)),
};
