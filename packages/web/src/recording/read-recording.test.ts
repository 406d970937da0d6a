import { FormatError, ParameterError } from "@sonograd/core";
import { encodeWav } from "@sonograd/io";
import { afterEach, describe, expect, it, vi } from "vitest";
import { displayName, readRecording } from "./read-recording.js";

const baseUrl = "https://example.org/page/";
const wav = encodeWav([Float32Array.of(0, 0.5, -0.5, 0.25)], 8000);

afterEach(() => vi.unstubAllGlobals());

describe("displayName", () => {
  it.each([
    ["speech.wav", "speech.wav"],
    ["/a/b/speech%20one.wav?x=1#t", "speech one.wav"],
    ["a/speech.wav#t=1,2", "speech.wav"],
    ["https://example.org/100%.wav", "100%.wav"],
    ["https://example.org/", "example.org"],
    ["data:audio/wav;base64,UklGRg==", "audio"],
  ])("of %s is %s", (source, name) => {
    expect(displayName(source)).toBe(name);
  });

  it("of a file is its name", () => {
    expect(displayName(new File([], "x.flac"))).toBe("x.flac");
    expect(displayName(new Blob([]))).toBe("audio");
  });
});

describe("readRecording", () => {
  const { signal } = new AbortController();

  it("fetches relative to the page and decodes", async () => {
    const fetched = vi.fn(async () => new Response(wav));
    vi.stubGlobal("fetch", fetched);
    const recording = await readRecording("chart", "sounds/x.wav", { signal, baseUrl });
    expect(fetched).toHaveBeenCalledWith(new URL("https://example.org/page/sounds/x.wav"), { signal });
    expect(recording).toMatchObject({ name: "x.wav", sampleRate: 8000, durationSeconds: 0.0005 });
    expect(recording.channels).toEqual([Float32Array.of(0, 0.5, -0.5, 0.25)]);
  });

  it("reads a Blob without fetching", async () => {
    const recording = await readRecording("chart", new Blob([wav]), { signal, baseUrl });
    expect(recording.channels[0]).toHaveLength(4);
  });

  it("names the file and the server's answer", async () => {
    vi.stubGlobal("fetch", async () => new Response("", { status: 404, statusText: "Not Found" }));
    const reading = readRecording("chart", "x.wav", { signal, baseUrl });
    await expect(reading).rejects.toThrow(ParameterError);
    await expect(reading).rejects.toThrow('src="x.wav" cannot be read: the server answered 404 Not Found.');
  });

  it("says what another server must allow", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(readRecording("chart", "https://other.example/x.wav", { signal, baseUrl })).rejects.toThrow(
      'src="x.wav" cannot be read: Failed to fetch; https://other.example must be reachable and allow this page to read it (CORS).',
    );
    await expect(readRecording("chart", "x.wav", { signal, baseUrl })).rejects.toThrow(
      "cannot be read: Failed to fetch.",
    );
  });

  it("names the file that is damaged", async () => {
    vi.stubGlobal("fetch", async () => new Response(wav.subarray(0, 20)));
    const reading = readRecording("chart", "x.wav", { signal, baseUrl });
    await expect(reading).rejects.toThrow(FormatError);
    await expect(reading).rejects.toThrow("x.wav");
  });

  it("ends with the signal's reason, not with an error of its own", async () => {
    const job = new AbortController();
    vi.stubGlobal("fetch", async () => {
      job.abort(new Error("a newer src"));
      throw new TypeError("aborted");
    });
    await expect(readRecording("chart", "x.wav", { signal: job.signal, baseUrl })).rejects.toThrow("a newer src");
  });
});
