export { latin1, preview, counted } from "./text.js";
export { concat } from "./concat.js";
export { halfToFloat, bfloatToFloat } from "./half.js";
export { copyArray, bytesOf } from "./little-endian.js";
export { readInt64, readUint64, checkInt32 } from "./integers.js";
export { nodeModule } from "./node.js";
export { readSource, nameOf, type ByteSource, type NamedBytes } from "./source.js";
export { writeFileAtomic } from "./write-file.js";
export { toHost, toHostSync, type HostArray } from "./host-array.js";
