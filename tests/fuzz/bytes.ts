/** Numbers that look random and are the same for the same seed (xorshift), and ways to damage bytes with them. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2654435761 + 1) >>> 0 || 1;
  }

  /** A whole number from 0 to below n. */
  below(n: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return Math.floor((this.#state / 4294967296) * n);
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }
}

export function randomBytes(dice: Dice, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => dice.below(256));
}

/** Bits and bytes changed, runs overwritten, pieces cut out, doubled, moved, cut off, appended. */
export function damaged(dice: Dice, bytes: Uint8Array): Uint8Array {
  let result: Uint8Array = bytes.slice();
  for (let times = 1 + dice.below(4); times > 0 && result.length > 0; times--) {
    const at = dice.below(result.length);
    const end = Math.min(result.length, at + 1 + dice.below(40));
    switch (dice.below(7)) {
      case 0:
        result[at] = dice.below(256);
        break;
      case 1:
        result[at] = result[at]! ^ (1 << dice.below(8));
        break;
      case 2:
        result.fill(dice.one([0, 255, 0x7f]), at, Math.min(result.length, at + dice.one([1, 2, 4, 8])));
        break;
      case 3:
        result = joined(result.subarray(0, at), result.subarray(end));
        break;
      case 4:
        result = joined(result.subarray(0, end), result.subarray(at));
        break;
      case 5:
        result = result.slice(0, at);
        break;
      default:
        result = joined(result, randomBytes(dice, dice.below(30)));
    }
  }
  return result;
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
