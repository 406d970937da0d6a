export { parseOggPages, type OggPage } from "./pages.js";
export { selectOggStream, oggPackets, oggCodec, type OggStream, type OggCodec, type OggPacket } from "./stream.js";
