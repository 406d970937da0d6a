import { describe, expect, it } from "vitest";
import {
  allpassBiquad, bandBiquad, bandpassBiquad, bandrejectBiquad, bassBiquad, cat, cos, deemphBiquad, equalizerBiquad, highpassBiquad, linspace, lowpassBiquad, riaaBiquad, rfft, tensor, trebleBiquad, zeros, type Tensor,
} from "../../index.js"; // prettier-ignore

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const X = double([0.5, -0.25, 0.75, 0, -0.5, 0.25, 1, -0.75]);

// The numbers are those of torchaudio.functional 0.13 in double precision.
it.each<[string, Tensor, number[]]>([
  ["lowpassBiquad", lowpassBiquad(X, 8000, 1000), [0.04881307899, 0.1192387139, 0.1693655467, 0.2419657934, 0.1960787788, 0.03099689757, 0.0615024105, 0.194091128]],
  ["lowpassBiquad, Q", lowpassBiquad(X, 8000, 1000, { Q: 0.9 }), [0.0525713342, 0.1322351701, 0.1902048446, 0.2669086307, 0.2143769238, 0.02245975346, 0.03449634042, 0.18294916]],
  ["highpassBiquad", highpassBiquad(X, 8000, 1000, { Q: 0.9 }), [0.3064081902, -0.4549097089, 0.4769683893, -0.3898366654, -0.4505347119, 0.478508074, 0.6822481749, -1]],
  ["bandpassBiquad", bandpassBiquad(X, 8000, 1000, { Q: 2 }), [0.07511055241, 0.05271024513, 0.0483566342, 0.05879490971, -0.1509467508, -0.1849782624, 0.1086265212, 0.1097258479]],
  ["bandpassBiquad, constSkirtGain", bandpassBiquad(X, 8000, 1000, { Q: 2, constSkirtGain: true }), [0.1502211048, 0.1054204903, 0.0967132684, 0.1175898194, -0.3018935017, -0.3699565247, 0.2172530424, 0.2194516957]],
  ["bandrejectBiquad", bandrejectBiquad(X, 8000, 1000, { Q: 2 }), [0.4248894476, -0.3027102451, 0.7016433658, -0.05879490971, -0.3490532492, 0.4349782624, 0.8913734788, -0.8597258479]],
  ["allpassBiquad", allpassBiquad(X, 8000, 1000, { Q: 0.9 }), [0.2179590489, -0.3953490777, 0.5843464677, -0.2458560694, 0.02768442373, 0.7519356549, 0.4334890307, -0.979926387]],
  ["bandBiquad", bandBiquad(X, 8000, 1000, { Q: 2 }), [0.1169606797, 0.07486041114, 0.1818098745, 0.1567237866, -0.06105191946, -0.1169466602, 0.1418207954, 0.06520756481]],
  ["bandBiquad, noise", bandBiquad(X, 8000, 1000, { Q: 2, noise: true }), [0.2702288008, 0.1729593157, 0.4200579585, 0.3620984505, -0.1410558405, -0.2701964097, 0.3276662171, 0.1506571446]],
  ["equalizerBiquad", equalizerBiquad(X, 8000, 1000, 6, { Q: 0.9 }), [0.6082811158, -0.1843285404, 0.8156467347, 0.08968589695, -0.7085443828, 0.02273236704, 1, -0.6266787307]],
  ["trebleBiquad", trebleBiquad(X, 8000, -6, { centralFreq: 1500, Q: 0.9 }), [0.3244870933, -0.02892528037, 0.4950545412, 0.1678392734, -0.2376293259, 0.03034977912, 0.6107106107, -0.2095653109]],
  ["bassBiquad", bassBiquad(X, 8000, 6, { centralFreq: 500, Q: 0.9 }), [0.5430790532, -0.1795910625, 0.8658891828, 0.1812436997, -0.3634031929, 0.3415963387, 1, -0.5705605475]],
  ["deemphBiquad at 44.1 kHz", deemphBiquad(X, 44100), [0.2301753894, -0.01461985265, 0.3571013686, 0.1585720087, -0.1318963093, 0.07635216457, 0.4876385978, -0.1272522401]],
  ["deemphBiquad at 48 kHz", deemphBiquad(X, 48000), [0.2238463693, -0.01602774543, 0.3491479937, 0.1530731729, -0.1255442999, 0.0801616387, 0.4766144895, -0.1251035968]],
  ["riaaBiquad at 44.1 kHz", riaaBiquad(X, 44100), [0.1190306116, 0.05699564202, 0.2126263607, 0.2037363832, 0.04478672898, 0.07839836401, 0.3190951568, 0.1261101877]],
  ["riaaBiquad at 48 kHz", riaaBiquad(X, 48000), [0.1098689115, 0.05243091683, 0.1983678595, 0.1897377664, 0.04605947819, 0.07838388769, 0.2983069754, 0.1194485159]],
  ["riaaBiquad at 88.2 kHz", riaaBiquad(X, 88200), [0.0633553176, 0.03215327351, 0.1201790233, 0.1184537711, 0.04284536701, 0.06350523068, 0.1881507485, 0.08869807342]],
  ["riaaBiquad at 96 kHz", riaaBiquad(X, 96000), [0.05857391052, 0.03005282085, 0.1116992277, 0.1106846249, 0.04147835364, 0.06073775824, 0.1760307638, 0.08483309152]],
])("%s is torchaudio's", (_, own, expected) => expect(furthest(own, double(expected))).toBeLessThan(1e-9)); // prettier-ignore

/** Amplification in dB of a wave at Hz, by the impulse response: 2048 samples at 8 kHz. */
function decibelsAt(filter: (x: Tensor) => Tensor, hz: number): number {
  const impulse = cat([double([0.01]), zeros([2047], { dtype: "float64" })]);
  const bin = Math.round((hz * 2048) / 8000);
  return 20 * Math.log10(rfft(filter(impulse)).abs().select(0, bin).itemSync() / 0.01);
}

describe("what the filters are for", () => {
  it.each<[string, (x: Tensor) => Tensor, [hz: number, db: number][]]>([
    ["lowpassBiquad", (x) => lowpassBiquad(x, 8000, 1000, { Q: Math.SQRT1_2 }), [[0, 0], [1000, -3.0103]]],
    ["highpassBiquad", (x) => highpassBiquad(x, 8000, 1000, { Q: Math.SQRT1_2 }), [[4000, 0], [1000, -3.0103]]],
    ["bandpassBiquad", (x) => bandpassBiquad(x, 8000, 1000, { Q: 4 }), [[1000, 0]]],
    ["bandpassBiquad, constSkirtGain", (x) => bandpassBiquad(x, 8000, 1000, { Q: 4, constSkirtGain: true }), [[1000, 20 * Math.log10(4)]]],
    ["allpassBiquad", (x) => allpassBiquad(x, 8000, 1000), [[0, 0], [300, 0], [1000, 0], [3000, 0]]],
    ["equalizerBiquad", (x) => equalizerBiquad(x, 8000, 1000, -9), [[0, 0], [1000, -9], [4000, 0]]],
    ["trebleBiquad", (x) => trebleBiquad(x, 8000, 5, { centralFreq: 1000 }), [[0, 0], [1000, 2.5], [4000, 5]]],
    ["bassBiquad", (x) => bassBiquad(x, 8000, 5, { centralFreq: 1000 }), [[0, 5], [1000, 2.5], [4000, 0]]],
  ])("%s", (_, filter, points) => {
    for (const [hz, db] of points) expect(decibelsAt(filter, hz)).toBeCloseTo(db, 4);
  }); // prettier-ignore

  it("bandrejectBiquad takes a wave away", () => {
    const x = cos(linspace(0, (2 * Math.PI * 1999) / 8, 2000, { dtype: "float64" })).mul(0.9);
    expect(bandrejectBiquad(x, 8000, 1000, { Q: 5 }).narrow(-1, 1000, 1000).abs().amax().itemSync()).toBeLessThan(1e-6);
  });
});

it("names what is wrong", () => {
  expect(() => lowpassBiquad(X, 8000, 4001)).toThrow(/cutoffFreq=4001 must be a finite number ≥ 0 and ≤ 4000/);
  expect(() => bandpassBiquad(X, 8000, 100, { Q: 0 })).toThrow(/Q=0 must be a finite number > 0/);
  expect(() => equalizerBiquad(X, 8000, 100, Number.NaN)).toThrow(/gain=NaN/);
  expect(() => lowpassBiquad(X, 8000, double([1, 2]))).toThrow(/must hold one number/);
  expect(() => deemphBiquad(X, 8000)).toThrow(/sampleRate=8000 must be 44100 or 48000/);
});
