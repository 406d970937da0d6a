// Against librosa 0.11: every value here was printed by the function named in @source of ours.
import { describe, expect, test } from "vitest";
import {
  fifthsToNote, hzToFjs, hzToSvaraC, hzToSvaraH, intervalToFjs, keyToDegrees, keyToNotes, listMela, listThaat, melaToDegrees,
  melaToSvara, midiToSvaraC, midiToSvaraH, noteToSvaraC, noteToSvaraH, ParameterError, thaatToDegrees,
} from "../../index.js"; // prettier-ignore

describe("keys", () => {
  test.each([
    ["C:maj", "C C♯ D D♯ E F F♯ G G♯ A A♯ B"],
    ["F:min", "C D♭ D E♭ E F G♭ G A♭ A B♭ B"],
    ["F#:maj", "C C♯ D D♯ E E♯ F♯ G G♯ A A♯ B"],
    ["B#:maj", "B♯ C♯ C𝄪 D♯ D𝄪 E♯ F♯ F𝄪 G♯ G𝄪 A♯ A𝄪"],
    ["Fb:min", "D𝄫 D♭ E𝄫 E♭ F♭ F G♭ A𝄫 A♭ B𝄫 B♭ C♭"],
    ["Cbb:maj", "D𝄫 D♭ E𝄫 F𝄫 F♭ G𝄫 G♭ A𝄫 A♭ B𝄫 C𝄫 C♭"],
    ["E:phrygian", "C C♯ D D♯ E F F♯ G G♯ A A♯ B"],
    ["F:loc", "C D♭ D E♭ E F G♭ G A♭ A B♭ C♭"],
    ["C:loc", "C D♭ D E♭ E F G♭ G A♭ A B♭ B"],
  ])("%s", (key, notes) => expect(keyToNotes(key).join(" ")).toBe(notes));

  test("marks white keys outside the key, in ASCII too", () => {
    expect(keyToNotes("E♭:maj", { natural: true, unicode: false }).join(" ")).toBe("C Db D Eb En F Gb G Ab An Bb Bn");
  });

  test("degrees begin at the tonic, of modes too", () => {
    expect(keyToDegrees("C#:maj")).toEqual([1, 3, 5, 6, 8, 10, 0]);
    expect(keyToDegrees("Bb:min")).toEqual([10, 0, 1, 3, 5, 6, 8]);
    expect(keyToDegrees("F#:lyd")).toEqual([6, 8, 10, 0, 1, 3, 5]);
  });

  test("every mode begins where it says, on white and black keys", () => {
    const modes = ["ion", "dor", "phr", "lyd", "mix", "aeo", "loc"];
    modes.forEach((mode, step) => {
      const white = keyToDegrees("C:maj")[step];
      for (const [tonic, semitones] of [
        ["C", 0],
        ["G", 7],
        ["Bb", 10],
        ["F#", 6],
        ["E", 4],
        ["D𝄫", 0],
      ] as const) {
        const expected = [0, 2, 4, 5, 7, 9, 11].map((_, i) => (keyToDegrees("C:maj")[(step + i) % 7] - white + semitones + 12) % 12); // prettier-ignore
        expect(keyToDegrees(`${tonic}:${mode}`)).toEqual(expected);
      }
    });
  });

  test.each(["H:maj", "C", "C:Maj", ""])("%s is no key", (key) => {
    expect(() => keyToNotes(key)).toThrow(ParameterError);
    expect(() => keyToDegrees(key)).toThrow(`key="${key}"`);
  });
});

test("fifths", () => {
  const name = (unison: string, fifths: number, unicode = true) => fifthsToNote({ unison, fifths, unicode });
  expect([name("C", 6), name("G", -3), name("Eb", 11, false), name("a", -39), name("B𝄫", 21)]).toEqual([
    "F♯", "B♭", "G#", "F𝄫𝄫♭", "B♯",
  ]); // prettier-ignore
});

describe("melas and thaats", () => {
  test("hold their svaras", () => {
    expect(listMela()).toMatchObject({ kanakangi: 1, kharaharapriya: 22, rasikapriya: 72 });
    expect(melaToDegrees("Mechakalyani")).toEqual([0, 2, 4, 6, 7, 9, 11]);
    expect(melaToDegrees(36)).toEqual([0, 3, 4, 5, 7, 10, 11]);
    expect(new Set(Object.values(listMela()).map((mela) => melaToDegrees(mela).join())).size).toBe(72);
    expect(listThaat()).toHaveLength(10);
    expect(thaatToDegrees("Bhairav")).toEqual([0, 1, 4, 5, 7, 8, 11]);
  });

  test.each([
    [1, "S R₁ G₁ G₂ G₃ M₁ M₂ P D₁ N₁ N₂ N₃"],
    [19, "S R₁ R₂ G₂ G₃ M₁ M₂ P D₁ N₁ N₂ N₃"],
    [34, "S R₁ R₂ R₃ G₃ M₁ M₂ P D₁ D₂ N₂ N₃"],
    ["chalanatta", "S R₁ R₂ R₃ G₃ M₁ M₂ P D₁ D₂ D₃ N₃"],
  ])("mela %s spells its svaras", (mela, names) => expect(melaToSvara(mela).join(" ")).toBe(names));

  test("refuse others", () => {
    for (const mela of [0, 73, 1.5, "bhairavi"]) expect(() => melaToDegrees(mela)).toThrow(ParameterError);
    expect(() => thaatToDegrees("kanakangi")).toThrow(/thaat="kanakangi"/);
  });
});

/** Dots as characters of their own. */
const dotted = (names: string[]): string[] => names.map((name) => name.normalize("NFD"));

describe("svaras", () => {
  test("mark one octave up and one down", () => {
    expect(midiToSvaraH([47, 48, 59, 60, 71.4, 72, 84], { Sa: 60 })).toEqual(
      dotted(["N", "Ṣ", "Ṇ", "S", "N", "Ṡ", "S"]),
    );
    expect(midiToSvaraH([56, 73], { Sa: 60, abbr: false, unicode: false })).toEqual(dotted(["dha,", "re'"]));
    expect(midiToSvaraC([62, 75, 57], { Sa: 60, mela: 1 })).toEqual(dotted(["G₁", "Ġ₂", "Ṇ₁"]));
    expect(midiToSvaraC([75], { Sa: 60, mela: 36, abbr: false, unicode: false })).toEqual(dotted(["Ri3'"]));
  });

  test("read notes and frequencies", () => {
    expect(noteToSvaraH(["C4", "Eb3", "F5", "A4+40"], { Sa: "C4" })).toEqual(dotted(["S", "g̣", "ṁ", "D"]));
    expect(noteToSvaraC(["C4", "Eb3", "F5"], { Sa: "D4", mela: 29, abbr: false })).toEqual(
      dotted(["Ṇi₂", "Ṛi₁", "Ġa₂"]),
    );
    expect(hzToSvaraH([220, 330, 440], { Sa: 220 })).toEqual(dotted(["S", "P", "Ṡ"]));
    expect(hzToSvaraC(247, { Sa: 220, mela: "kanakangi" })).toBe("G₁");
  });
});

describe("the Functional Just System", () => {
  test("names fifths and what other primes add", () => {
    expect(intervalToFjs([3 / 2, 4 / 3, 5 / 3, 7 / 4, 11 / 8, 1])).toEqual(["G", "F", "A⁵", "B♭⁷", "F¹¹", "C"]);
    expect(intervalToFjs(25 / 14, { unison: "F#" })).toBe("E²⁵₇");
    expect(intervalToFjs(25 / 14, { unison: "F#", unicode: false })).toBe("E^25_7");
    expect(intervalToFjs([3 ** 12 / 2 ** 19, 3 ** -10 * 2 ** 16])).toEqual(["C", "D"]);
  });

  test("reads frequencies from their lowest up", () => {
    expect(hzToFjs([66, 99, 82.5])).toEqual(["C", "G", "E^5"]);
    expect(hzToFjs([66, 99, 82.5], { unison: "B#", unicode: true })).toEqual(["B♯", "F𝄪", "D𝄪⁵"]);
    expect(hzToFjs(110, { fmin: 55 })).toBe("A");
  });

  test("refuses what is not just", () => {
    expect(() => intervalToFjs(-1)).toThrow(/interval=-1/);
    expect(() => intervalToFjs(1.2345)).toThrow(/no small prime factors/);
  });
});
