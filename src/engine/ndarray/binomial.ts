/**
 * Binomial numbers as NumPy's legacy generator draws them: by inversion where few successes are expected (n p <= 30),
 * otherwise by BTPE (Kachitvichyanukul and Schmeiser, 1988), which rejects from triangle, parallelogram and two
 * exponential tails. The names are those of the paper. Not here: where the uniform numbers come from.
 */
import { exp, log } from './maths.ts';

export class Binomial {
  readonly #n: number;
  readonly #p: number;
  readonly #rare: () => number;

  constructor(n: number, p: number, uniform: () => number) {
    this.#n = n;
    this.#p = p;
    const less = Math.min(p, 1 - p);
    // NumPy compares n p in this form, so the border falls on the same side.
    const few = n * (p <= 0.5 ? p : 1 - p) <= 30;
    this.#rare = few ? inversion(n, less, uniform) : btpe(n, less, uniform);
  }

  draw(): number {
    const successes = this.#rare();
    return this.#p <= 0.5 ? successes : this.#n - successes;
  }
}

/** Adds up probabilities until they pass a uniform number. */
function inversion(n: number, p: number, uniform: () => number): () => number {
  const q = 1 - p;
  const qn = exp(n * log(q));
  const np = n * p;
  const bound = Math.trunc(Math.min(n, np + 10 * Math.sqrt(np * q + 1)));
  return () => {
    let x = 0;
    let px = qn;
    let u = uniform();
    while (u > px) {
      x++;
      if (x > bound) {
        x = 0;
        px = qn;
        u = uniform();
      } else {
        u -= px;
        px = ((n - x + 1) * p * px) / (x * q);
      }
    }
    return x;
  };
}

function btpe(n: number, r: number, uniform: () => number): () => number {
  const q = 1 - r;
  const fm = n * r + r;
  const m = Math.floor(fm);
  const nrq = n * r * q;
  const p1 = Math.floor(2.195 * Math.sqrt(nrq) - 4.6 * q) + 0.5;
  const xm = m + 0.5;
  const xl = xm - p1;
  const xr = xm + p1;
  const c = 0.134 + 20.5 / (15.3 + m);
  const left = (fm - xl) / (fm - xl * r);
  const laml = left * (1 + left / 2);
  const right = (xr - fm) / (xr * q);
  const lamr = right * (1 + right / 2);
  const p2 = p1 * (1 + 2 * c);
  const p3 = p2 + c / laml;
  const p4 = p3 + c / lamr;
  /** Stirling's correction. */
  const stirling = (x: number): number => {
    const s = x * x;
    return (13680 - (462 - (132 - (99 - 140 / s) / s) / s) / s) / x / 166320;
  };
  /** Whether y is kept, v being uniform under the hat. */
  const accepted = (y: number, v: number): boolean => {
    const k = Math.abs(y - m);
    if (k <= 20 || k >= nrq / 2 - 1) {
      const s = r / q;
      const a = s * (n + 1);
      let f = 1;
      for (let i = m + 1; i <= y; i++) f *= a / i - s;
      for (let i = y + 1; i <= m; i++) f /= a / i - s;
      return v <= f;
    }
    const rho = (k / nrq) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / nrq + 0.5);
    const t = (-k * k) / (2 * nrq);
    const logV = log(v);
    if (logV < t - rho) return true;
    if (logV > t + rho) return false;
    const x1 = y + 1;
    const f1 = m + 1;
    const z = n + 1 - m;
    const w = n - y + 1;
    const bound =
      xm * log(f1 / x1) +
      (n - m + 0.5) * log(z / w) +
      (y - m) * log((w * r) / (x1 * q)) +
      stirling(f1) +
      stirling(z) +
      stirling(x1) +
      stirling(w);
    return logV <= bound;
  };
  return () => {
    for (;;) {
      const u = uniform() * p4;
      let v = uniform();
      if (u <= p1) return Math.floor(xm - p1 * v + u);
      let y: number;
      if (u <= p2) {
        const x = xl + (u - p1) / c;
        v = v * c + 1 - Math.abs(m - x + 0.5) / p1;
        if (v > 1) continue;
        y = Math.floor(x);
      } else if (u <= p3) {
        y = Math.floor(xl + log(v) / laml);
        if (y < 0 || v === 0) continue;
        v = v * (u - p2) * laml;
      } else {
        y = Math.floor(xr - log(v) / lamr);
        if (y > n || v === 0) continue;
        v = v * (u - p3) * lamr;
      }
      if (accepted(y, v)) return y;
    }
  };
}
