/** Every figure about files from outside, in one place. What is above a limit is refused before memory is taken for it. */
export const LIMITS = {
  /** Of a .dzrun as a file. */
  fileBytes: 64 << 20,
  /** Of all parts unpacked, and of one part. */
  unpackedBytes: 256 << 20,
  partBytes: 128 << 20,
  /** Of one JSON part: it is parsed at once. */
  jsonBytes: 16 << 20,
  /** A part may not unpack to more than so many times its size. */
  ratio: 1032,
  parts: 300,
  nameLength: 160,
  /** Folders in a part's name. */
  depth: 4,
  codeFiles: 200,
  codeFileBytes: 200_000,
  metrics: 200,
  metricRows: 2_000_000,
  observations: 20_000,
  /** Of a .dzpack: lessons are texts. */
  pack: {
    fileBytes: 16 << 20,
    unpackedBytes: 64 << 20,
    partBytes: 1 << 20,
    jsonBytes: 1 << 20,
    parts: 3000,
    depth: 7
  },
  /** Files that are on their way at once. */
  uploads: 8,
  /** What was read and waits for a yes. */
  waitingBytes: 512 << 20
} as const;
