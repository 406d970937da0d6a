import { describe, expect, it } from "vitest";
import { hpss, ParameterError, zeros } from "../../index.js";

describe("hpss", () => {
  const S = zeros([9, 11]);
  S.select(0, 4).fill_(1); // a tone: one bin at all times
  S.select(1, 6).fill_(1); // a click: all bins at one time

  it("parts a tone from a click", () => {
    const { harmonic, percussive } = hpss({ S }, { kernelSize: 5 });
    expect(harmonic.select(0, 4).narrow(0, 0, 5).arraySync()).toEqual([1, 1, 1, 1, 1]);
    expect(percussive.select(1, 6).narrow(0, 0, 4).arraySync()).toEqual([1, 1, 1, 1]);
    expect(harmonic.select(1, 6).narrow(0, 0, 4).arraySync()).toEqual([0, 0, 0, 0]);
  });

  it("adds up to the whole with a margin of 1, to less with more", () => {
    const whole = hpss({ S }, { kernelSize: 5 });
    expect(whole.harmonic.add(whole.percussive).sub(S).abs().amax().itemSync()).toBeLessThan(1e-6);
    const strict = hpss({ S }, { kernelSize: 5, margin: 3 });
    expect(strict.harmonic.add(strict.percussive).sub(S).amin().itemSync()).toBeLessThan(-0.5);
  });

  it("says what is wrong", () => {
    expect(() => hpss({ S }, { margin: 0.5 })).toThrow(/margin=0.5/);
    expect(() => hpss({ S }, { kernelSize: 0 })).toThrow(ParameterError);
    expect(() => hpss(zeros([100]), { mask: true })).toThrow(/mask=true/);
    expect(() => hpss("a" as never)).toThrow(/input is "a"/);
  });
});
