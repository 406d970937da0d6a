import fc from "fast-check";
import { expect, test } from "vitest";
import { hzToNote, midiToNote, noteToHz, noteToMidi, ParameterError } from "../../index.js";

test("names go to numbers and back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 127 }), (midi) => {
      expect(noteToMidi(midiToNote(midi))).toBe(midi);
    }),
  );
});

test("reads every accidental, octave and cents", () => {
  expect(["A4", "a4", "C", "B♭2", "E𝄫3", "F𝄪1", "C-1"].map((note) => noteToMidi(note))).toEqual([
    69, 69, 12, 46, 50, 31, 0,
  ]);
  expect(noteToMidi("A4+25", { roundMidi: false })).toBe(69.25);
  expect(noteToHz("A5-50", { roundMidi: false })).toBeCloseTo(880 * 2 ** (-0.5 / 12), 9);
  expect(noteToHz("A5-49")).toBe(880); // as librosa, whose note_to_hz rounds unless told
});

test("names the note nearest to a frequency", () => {
  expect(hzToNote(445)).toBe("A4");
  expect(midiToNote(60.4, { cents: true, unicode: false })).toBe("C4+40");
  expect(midiToNote(61, { octave: false, unicode: false })).toBe("C#");
});

test("takes lists, and spells notes as in a key", () => {
  expect(midiToNote([61, 66, 70], { key: "F:min" })).toEqual(["D♭4", "G♭4", "B♭4"]);
  expect(hzToNote([440, 466.16], { key: "E♭:maj", unicode: false })).toEqual(["A4", "Bb4"]);
  expect(noteToMidi(["c", "B♯3"])).toEqual(Float64Array.of(12, 60));
  expect(() => midiToNote(60, { cents: true, octave: false })).toThrow(/octave=true/);
});

test("refuses what is no note", () => {
  expect(() => noteToMidi("H4")).toThrow(ParameterError);
  expect(() => noteToMidi("H4")).toThrow(/note="H4"/);
  expect(() => midiToNote(Number.NaN)).toThrow(/midi=NaN/);
});
