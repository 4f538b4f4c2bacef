/**
 * MT19937, the Mersenne Twister (Matsumoto and Nishimura 1998), with the derived draws as NumPy's legacy generator
 * makes them: 53-bit doubles, and integers by masked rejection.
 */
const N = 624;
const M = 397;

export class Mt19937 {
  readonly key = new Uint32Array(N);
  position = N;

  seed(seed: number): void {
    const { key } = this;
    key[0] = seed;
    for (let i = 1; i < N; i++) {
      const before = at(key, i - 1);
      key[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
    this.position = N;
  }

  seedArray(seeds: readonly number[]): void {
    this.seed(19650218);
    const { key } = this;
    let i = 1;
    let j = 0;
    for (let left = Math.max(N, seeds.length); left > 0; left--) {
      const before = at(key, i - 1);
      key[i] = (at(key, i) ^ Math.imul(before ^ (before >>> 30), 1664525)) + (seeds[j] ?? 0) + j;
      if (++i >= N) {
        key[0] = at(key, N - 1);
        i = 1;
      }
      if (++j >= seeds.length) j = 0;
    }
    for (let left = N - 1; left > 0; left--) {
      const before = at(key, i - 1);
      key[i] = (at(key, i) ^ Math.imul(before ^ (before >>> 30), 1566083941)) - i;
      if (++i >= N) {
        key[0] = at(key, N - 1);
        i = 1;
      }
    }
    key[0] = 0x80000000;
  }

  /** 32 bits. */
  next(): number {
    if (this.position >= N) this.refill();
    let y = at(this.key, this.position++);
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** Uniform in [0, 1) with 53 bits. */
  double(): number {
    const a = this.next() >>> 5;
    const b = this.next() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }

  /** A whole number from 0 to `max`, both included. */
  interval(max: number): number {
    if (max === 0) return 0;
    if (max <= 0xffffffff) return this.masked(max);
    const mask = (1n << BigInt(max.toString(2).length)) - 1n;
    for (;;) {
      const high = BigInt(this.next());
      const value = ((high << 32n) | BigInt(this.next())) & mask;
      if (value <= BigInt(max)) return Number(value);
    }
  }

  /** Draws from 0 to a `max`; small types take several numbers out of one word, `bits` each. */
  bounded(bits: 1 | 8 | 16 | 32): (max: number) => number {
    if (bits === 32) return (max) => this.interval(max);
    const perWord = 32 / bits;
    let word = 0;
    let left = 0;
    return (max) => {
      if (max === 0) return 0;
      const mask = maskOf(max);
      for (;;) {
        if (left === 0) {
          word = this.next();
          left = perWord - 1;
        } else {
          word >>>= bits;
          left--;
        }
        const value = word & mask;
        if (value <= max) return value;
      }
    };
  }

  private masked(max: number): number {
    const mask = maskOf(max);
    for (;;) {
      const value = (this.next() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  private refill(): void {
    const { key } = this;
    for (let i = 0; i < N; i++) {
      const y = (at(key, i) & 0x80000000) | (at(key, i + 1 < N ? i + 1 : 0) & 0x7fffffff);
      const from = at(key, i + M < N ? i + M : i + M - N);
      key[i] = from ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.position = 0;
  }
}

function at(key: Uint32Array, i: number): number {
  return key[i] as number;
}

/** The smallest 2^b - 1 that is not below `max`, which is below 2^32. */
function maskOf(max: number): number {
  return max === 0 ? 0 : 0xffffffff >>> Math.clz32(max);
}
