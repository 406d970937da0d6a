export { parseMpegFrame, type MpegFrame } from "./frame.js";
export { skipId3 } from "./tags.js";
export { findMpegStart, scanMpeg, type MpegScan } from "./scan.js";
