/**
 * CRC-32C (Castagnoli, as in RFC 3720): the store seals its rows with it, and TensorBoard's event files have it. Imports
 * nothing, so that main may use it too.
 */

/** Four bytes at a time (slicing by four), since every block is checked when it is read. */
export function crc32c(...parts: readonly Uint8Array[]): number {
  let crc = 0xffffffff;
  for (const part of parts) {
    const whole = part.length & ~3;
    let i = 0;
    for (; i < whole; i += 4) {
      crc ^= (part[i] ?? 0) | ((part[i + 1] ?? 0) << 8) | ((part[i + 2] ?? 0) << 16) | ((part[i + 3] ?? 0) << 24);
      crc =
        (TABLES[768 + (crc & 0xff)] ?? 0) ^
        (TABLES[512 + ((crc >>> 8) & 0xff)] ?? 0) ^
        (TABLES[256 + ((crc >>> 16) & 0xff)] ?? 0) ^
        (TABLES[crc >>> 24] ?? 0);
    }
    for (; i < part.length; i++) crc = (TABLES[(crc ^ (part[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Table k says what a byte does to the checksum k bytes later. */
const TABLES = new Uint32Array(1024);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let k = 0; k < 4; k++) {
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0x82f63b78 ^ (crc >>> 1) : crc >>> 1;
    TABLES[k * 256 + byte] = crc;
  }
}
