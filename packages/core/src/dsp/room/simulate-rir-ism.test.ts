import { describe, expect, it } from "vitest";
import { simulateRirIsm } from "../../index.js";

const exact = { dtype: "float64", sampleRate: 3430, soundSpeed: 343 } as const; // 10 samples for each metre
const numbers = (...args: Parameters<typeof simulateRirIsm>): number[][] =>
  simulateRirIsm(...args).arraySync() as number[][];

describe("simulateRirIsm", () => {
  it("is 1 / distance at the delay of the direct sound, and nothing else without reflections", () => {
    const [line] = numbers([5, 5, 5], [1, 2, 2], [[3, 2, 2]], 0, 0.2, { ...exact, outputLength: 60 });
    expect(line[20]).toBeCloseTo(0.5, 12);
    expect(line.every((v, i) => i === 20 || Math.abs(v) < 1e-12)).toBe(true);
  });

  it("has an image behind each wall, weakened by that wall alone", () => {
    // From x = 1 to x = 3 in a room of 4 m: 2 m, 4 m by the wall at 0 and at 4 m by the one at 4. Others are further.
    const walls = [0.19, 0.36, 1, 1, 1, 1];
    const [line] = numbers([4, 9, 9], [1, 4, 4], [[3, 4, 4]], 1, walls, { ...exact, outputLength: 80 });
    expect(line[40]).toBeCloseTo((0.9 + 0.8) / 4, 9);
    const [west] = numbers([4, 9, 9], [1, 4, 4], [[3, 4, 4]], 1, [0.19, 1, 1, 1, 1, 1], { ...exact, outputLength: 80 });
    expect(west[40]).toBeCloseTo(0.9 / 4, 9);
    // By both walls, at 4 m first: 3 + 4 + 3 m.
    const [twice] = numbers([4, 9, 9], [1, 4, 4], [[3, 4, 4]], 2, walls, { ...exact, outputLength: 110 });
    expect(twice[100]).toBeCloseTo((0.9 * 0.8) / 10, 9);
  });

  it("is the same from the source to the microphone and back", () => {
    const room = [3.3, 4.7, 2.9];
    const walls = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    const [there] = numbers(room, [1, 1.2, 1.1], [[2.2, 3.1, 1.9]], 5, walls, exact);
    const [back] = numbers(room, [2.2, 3.1, 1.9], [[1, 1.2, 1.1]], 5, walls, exact);
    there.forEach((v, i) => expect(v).toBeCloseTo(back[i], 9));
  });

  it("decays as Sabine and Eyring foretell, within a fifth", () => {
    const [room, absorption] = [[6, 5, 4], 0.3];
    const [line] = numbers(room, [1.3, 2.1, 1.7], [[4.4, 3.2, 2.2]], 40, absorption, { dtype: "float64", sampleRate: 4000, outputLength: 2000 }); // prettier-ignore
    // Images all push to the same side: what they heap up at 0 Hz is taken off.
    const energy = line.map((v, i) => (v - (line[i - 1] ?? 0)) ** 2);
    for (let i = energy.length - 2; i >= 0; i--) energy[i] += energy[i + 1];
    const at = (db: number): number => energy.findIndex((e) => 10 * Math.log10(e / energy[0]) < db) / 4000;
    const eyring = (0.161 * 120) / (-2 * (30 + 24 + 20) * Math.log(1 - absorption));
    const measured = 3 * (at(-25) - at(-5));
    expect(Math.abs(measured / eyring - 1)).toBeLessThan(0.2);
  });

  it("works in two dimensions, for several microphones", () => {
    expect(simulateRirIsm([4, 5], [1, 1], [[2, 2], [3, 3]], 2, 0.5, { outputLength: 300 }).shape).toEqual([2, 300]); // prettier-ignore
  });

  it("says what is no room", () => {
    expect(() => simulateRirIsm([4, 5, -3], [1, 1, 1], [[2, 2, 2]], 1, 0.2)).toThrow(/room=\[4, 5, -3\]/);
    expect(() => simulateRirIsm([4, 5, 3], [1, 6, 1], [[2, 2, 2]], 1, 0.2)).toThrow(/source=\[1, 6, 1\]/);
    expect(() => simulateRirIsm([4, 5, 3], [1, 1, 1], [[2, 2]], 1, 0.2)).toThrow(/micArray=\[2, 2\]/);
    expect(() => simulateRirIsm([4, 5, 3], [1, 1, 1], [[1, 1, 1]], 1, 0.2)).toThrow(/infinitely loud/);
    expect(() => simulateRirIsm([4, 5, 3], [1, 1, 1], [[2, 2, 2]], 1, [0.2, 0.3])).toThrow(/absorption/);
    expect(() => simulateRirIsm([4, 5, 3], [1, 1, 1], [[2, 2, 2]], -1, 0.2)).toThrow(/maxOrder=-1/);
    expect(() => simulateRirIsm([4, 5, 3], [1, 1, 1], [[2, 2, 2]], 1, 0.2, { delayFilterLength: 80 })).toThrow(/odd/);
  });
});
