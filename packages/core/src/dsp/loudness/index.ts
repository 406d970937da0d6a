export { loudness, momentaryLoudness, shortTermLoudness } from "./loudness.js";
