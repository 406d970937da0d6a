export { readZip, type ZipEntry } from "./read-zip.js";
export { writeZip } from "./write-zip.js";
