import { expect, test } from "vitest";
import { complex, magphase, tensor } from "../index.js";

test("magnitude times phase is the spectrogram, and the phase of zero is 1", () => {
  const D = complex(tensor([3, 0, -2]), tensor([4, 0, 0]));
  const { magnitude, phase } = magphase(D);
  expect(magnitude.arraySync()).toEqual([5, 0, 2]);
  const flat = Array.from(phase.dataSync());
  [0.6, 0.8, 1, 0, -1, 0].forEach((value, i) => expect(flat[i]).toBeCloseTo(value, 6));
});

test("power raises the magnitude only", () => {
  const D = complex(tensor([3]), tensor([4]));
  expect(magphase(D, { power: 2 }).magnitude.arraySync()).toEqual([25]);
  expect(() => magphase(D, { power: 0 })).toThrow(/power=0/);
});
