/**
 * How much a file from elsewhere may ask for. Every size that a file states is held against these, and against the
 * bytes that are really there, before memory is taken for it.
 */
export interface FileLimits {
  /** Bytes of all arrays of a file together, unpacked. VGG16's weights, the largest that ship, take 553 MB. */
  bytes: number;
  /**
   * How far an archive may unpack: to so many bytes, and so many more for each byte that it has. Weights pack to two
   * thirds or so; a file that grows a thousandfold is made to take memory.
   */
  unpacked?: { bytes: number; perByte: number };
  /** Entries of an archive. */
  entries: number;
  /** Characters of an .npy header. */
  header: number;
  /** Axes of an array. */
  axes: number;
}

export const FILE_LIMITS: Readonly<FileLimits> = {
  bytes: 2 ** 30 * 1.5,
  unpacked: { bytes: 2 ** 25, perByte: 64 },
  entries: 10_000,
  header: 65_535,
  axes: 32
};
