"""Writes generated/dsp/cases.json: what PyTorch and torchaudio make of signals, results and gradients, in double precision.

Needs Python 3 with PyTorch 1.13 and torchaudio 0.13. Run it from the root of the repository:

    /usr/bin/python3 e2e/golden/torch/dsp.py

What differs from torch-cases.ts: functions here have no conformance case of the same arguments, so that the numbers that go in
are stored too. e2e/conformance/torch-dsp.test.ts has the same functions by name. The gradients are those of the sum of the
results, complex ones as pairs, each times cos(i) of its place i.
"""
import json
import math
import pathlib
import warnings

import numpy
import torch
import torchaudio.functional as F
import torchaudio.transforms as T

warnings.simplefilter("ignore")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
draw = numpy.random.RandomState(7)
FILE = pathlib.Path(__file__).parent / "generated" / "dsp" / "cases.json"
CASES = {}


def signal(*shape):
    return 0.5 * draw.randn(*shape)


def pairs(*shape):
    """Complex numbers, whose parts are what gradients are taken in."""
    return signal(*shape, 2)


def case(name, *inputs):
    """Runs the function below on the inputs."""

    def run(function):
        leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in inputs]
        result = function(*leaves)
        flat = torch.view_as_real(result.resolve_conj()) if result.is_complex() else result
        weights = torch.cos(torch.arange(flat.numel(), dtype=torch.float64)).reshape(flat.shape)
        (flat * weights).sum().backward()
        CASES[name] = {
            "inputs": [[list(x.shape), x.detach().flatten().tolist()] for x in leaves],
            "output": [list(flat.shape), flat.detach().flatten().tolist()],
            "gradients": [x.grad.flatten().tolist() for x in leaves],
        }
        return function

    return run


def z(x):
    return torch.view_as_complex(x)


HANN = torch.hann_window(16)


def stft(x, **options):
    return torch.stft(x, 16, 4, window=HANN, return_complex=True, **options)


@case("power of stft", signal(2, 40))
def _(x):
    return stft(x, pad_mode="reflect").abs().square()


@case("stft, a short window and zeros around", signal(40))
def _(x):
    return torch.stft(x, 16, 5, 12, torch.hamming_window(12), pad_mode="constant", return_complex=True)


@case("stft without a centre", signal(40))
def _(x):
    return stft(x, center=False)


@case("magnitudes of stft", signal(40))
def _(x):
    return stft(x, pad_mode="replicate").abs()


@case("istft", pairs(9, 7))
def _(x):
    return torch.istft(z(x), 16, 4, window=HANN, length=22)


@case("istft of stft of a square", signal(40))
def _(x):
    return torch.istft(stft(x.square()), 16, 4, window=HANN)


def mel_power(x):
    bank = F.melscale_fbanks(9, 0.0, 4000.0, 5, 8000)
    return bank.t() @ stft(x, pad_mode="constant").abs().square()


@case("melspectrogram", signal(40))
def _(x):
    return mel_power(x)


@case("mfcc", signal(40))
def _(x):
    decibels = 10 * torch.log10(torch.clamp(mel_power(x), min=1e-10))
    return F.create_dct(4, 5, "ortho").t() @ decibels


@case("powerToDb with a floor below the loudest", signal(1, 1, 4, 6) ** 2)
def _(x):
    return F.amplitude_to_DB(x, 10.0, 1e-10, 0.0, 6.0)


MEL = dict(n_fft=16, hop_length=4, n_mels=5)


@case("MelSpectrogram", signal(40))
def _(x):
    return T.MelSpectrogram(8000, norm="slaney", mel_scale="slaney", power=1.0, **MEL)(x)


@case("MFCC", signal(40))
def _(x):
    return T.MFCC(8000, n_mfcc=4, log_mels=True, melkwargs=MEL)(x)


@case("LFCC", signal(40))
def _(x):
    return T.LFCC(8000, n_filter=6, n_lfcc=4, speckwargs=dict(n_fft=16, hop_length=4))(x)


@case("SpectralCentroid", signal(40))
def _(x):
    return T.SpectralCentroid(8000, n_fft=16, hop_length=4)(x)


@case("ComputeDeltas", signal(2, 9))
def _(x):
    return T.ComputeDeltas(win_length=5)(x)


@case("SlidingWindowCmn", signal(12, 3))
def _(x):
    return T.SlidingWindowCmn(cmn_window=5, norm_vars=True)(x)


@case("Fade", signal(20))
def _(x):
    return T.Fade(6, 5, "logarithmic")(x)


@case("resample, sinc_interp_hann", signal(2, 24))
def _(x):
    return F.resample(x, 3, 2, lowpass_filter_width=4)


@case("resample, sinc_interp_kaiser", signal(24))
def _(x):
    return F.resample(x, 4, 5, lowpass_filter_width=3, rolloff=0.9, resampling_method="kaiser_window", beta=8.0)


@case("lfilter", signal(2, 20), [2.0, -1.0, 0.5, 0.1], [0.3, 0.2, 0.1, -0.4])
def _(x, a, b):
    return F.lfilter(x, a, b, clamp=False)


@case("lfilter, limited", 2 * signal(30), [1.0, -0.5], [0.9, 0.2])
def _(x, a, b):
    return F.lfilter(x, a, b)


@case("lfilter, a bank", signal(2, 20), [[1.0, -0.5], [2.0, 0.6]], [[0.5, 0.5], [0.9, -0.4]])
def _(x, a, b):
    return F.lfilter(x, a, b, clamp=False)


@case("lfilter, a bank on all", signal(20), [[1.0, -0.5], [2.0, 0.6]], [[0.5, 0.5], [0.9, -0.4]])
def _(x, a, b):
    return F.lfilter(x, a, b, clamp=False, batching=False)


@case("filtfilt", signal(20), [1.0, -0.5, 0.25], [0.3, 0.2, 0.1])
def _(x, a, b):
    return F.filtfilt(x, a, b, clamp=False)


@case("biquad", signal(20), 0.2, 0.4, 0.2, 1.1, -0.3, 0.25)
def _(x, b0, b1, b2, a0, a1, a2):
    coefficients = [torch.stack(list(c)) for c in ([a0, a1, a2], [b0, b1, b2])]
    return F.lfilter(x, *coefficients)


@case("lowpassBiquad", 0.3 * signal(20), 900.0, 0.8)
def _(x, cutoff, q):
    return F.lowpass_biquad(x, 8000, cutoff, q)


@case("equalizerBiquad", 0.3 * signal(20), 900.0, 5.0, 0.8)
def _(x, centre, gain, q):
    return F.equalizer_biquad(x, 8000, centre, gain, q)


@case("bassBiquad", 0.3 * signal(20), -4.0, 600.0)
def _(x, gain, centre):
    return F.bass_biquad(x, 8000, gain, centre)


@case("phaseVocoder", pairs(9, 8))
def _(x):
    return F.phase_vocoder(z(x), 1.3, torch.linspace(0, math.pi * 4, 9)[..., None])


@case("one round of Griffin and Lim", signal(9, 8) ** 2)
def _(x):
    start = torch.istft(torch.complex(x, torch.zeros_like(x)), 16, 4, window=HANN)
    rebuilt = stft(start, pad_mode="constant")
    return torch.istft(x * rebuilt / rebuilt.abs(), 16, 4, window=HANN)


@case("contrast", 0.5 * signal(20))
def _(x):
    return F.contrast(x, 50.0)


@case("hilbert", signal(17))
def _(x):
    mask = torch.tensor([1.0] + 8 * [2.0] + 8 * [0.0])
    return torch.fft.ifft(torch.fft.fft(x) * mask).abs()


@case("cwtFourier, Morlet's wavelet", signal(32))
def _(x):
    scales = torch.tensor([2.0, 3.5, 6.0])[:, None]
    w = 2 * math.pi * torch.fft.fftfreq(32)
    w[16] = math.pi  # as Torrence and Compo count, not the negative frequency that it is too
    spectra = torch.where(w > 0, torch.exp(-((scales * w - 6) ** 2) / 2), torch.zeros(()))
    gains = math.pi**-0.25 * torch.sqrt(2 * math.pi * scales)
    return torch.fft.ifft(torch.fft.fft(x) * gains * spectra)


@case("cwtFourier, the Mexican hat", signal(2, 32))
def _(x):
    scales = torch.tensor([1.5, 4.0])[:, None]
    w = 2 * math.pi * torch.fft.fftfreq(32)
    spectra = (scales * w) ** 2 * torch.exp(-((scales * w) ** 2) / 2) / math.sqrt(math.gamma(2.5))
    return torch.fft.ifft(torch.fft.fft(x)[..., None, :] * torch.sqrt(2 * math.pi * scales) * spectra).real


FILE.write_text("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in CASES.items()) + "\n}\n")
