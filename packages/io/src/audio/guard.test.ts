import { FormatError } from "@sonograd/core";
import { expect, test, vi } from "vitest";
import { runDecoder } from "./guard.js";

const good = { channelData: [], samplesDecoded: 0, sampleRate: 1, errors: [] };
const makeDecoder = () => ({ ready: Promise.resolve(), free: vi.fn() });

test("a decoder is freed when it succeeds, when it throws and when it only lists errors", async () => {
  const outcomes: [() => typeof good | { errors: { message: string }[] }, RegExp | undefined][] = [
    [() => good, undefined],
    [
      () => {
        throw new RangeError("offset is out of bounds");
      },
      /source="a\.mp3" could not be decoded: offset is out of bounds/,
    ],
    [
      () => ({ ...good, errors: [{ message: "lost sync" }] }),
      /source="a\.mp3" is damaged: lost sync \(1 decoder error\)/,
    ],
  ];
  for (const [decode, message] of outcomes) {
    const decoder = makeDecoder();
    const run = runDecoder("op", "a.mp3", () => decoder, decode as () => typeof good);
    if (message) await expect(run).rejects.toThrow(message);
    else await expect(run).resolves.toBe(good);
    expect(decoder.free).toHaveBeenCalledOnce();
  }
});

test("a decoder that cannot start is a FormatError with its cause", async () => {
  const decoder = { ready: Promise.reject(new Error("no WebAssembly")), free: vi.fn() };
  const run = runDecoder(
    "op",
    "a.mp3",
    () => decoder,
    () => good,
  );
  await expect(run).rejects.toThrow(FormatError);
  await expect(run).rejects.toMatchObject({ cause: { message: "no WebAssembly" } });
});

test("what a decoder prints is kept back, and the console works again afterwards", async () => {
  const spy = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await runDecoder("op", "a", makeDecoder, () => {
    console.error("noise");
    return good;
  });
  expect(spy).not.toHaveBeenCalled();
  console.error("heard");
  expect(spy).toHaveBeenCalledWith("heard");
  spy.mockRestore();
});
