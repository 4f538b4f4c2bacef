/** base64 to bytes; neither Node's Buffer nor the browser's atob belongs to the engine. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function decodeBase64(text: string): Uint8Array {
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const clean = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let at = 0;
  let word = 0;
  for (let i = 0; i < clean.length; i++) {
    word = (word << 6) | (values[clean.charCodeAt(i)] ?? 0);
    if (i % 4 === 0) continue;
    bytes[at++] = (word >> (6 - 2 * (i % 4))) & 255;
  }
  return bytes;
}
