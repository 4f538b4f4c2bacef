// Normalising channels: blocks of rows of pictures (N, C, ...), each row of one channel, which follow each other in
// order of memory. Every channel has its numbers in arrays of C elements. Sums add as plain does: pairwise along a row,
// row by row for a channel. channels.ts calls these.

/** The words of a call. */
// @ts-ignore: decorator
@unmanaged
class Rows {
  count: i32;
  length: i32;
  /** Of the first row, and of all; the next row is of the next channel. */
  channel: i32;
  channels: i32;
  x: usize;
  gy: usize;
  /** Results, as many as x; also for what is added up. */
  y: usize;
  mean: usize;
  sharpness: usize;
  /** Factors and terms: gamma and beta of the way there, and what they become on the way back. */
  scale: usize;
  shift: usize;
  pull: usize;
  /** What is added up. */
  sum: usize;
  product: usize;
}

function splat<T>(value: T): v128 {
  return sizeof<T>() == 4 ? f32x4.splat(<f32>value) : f64x2.splat(<f64>value);
}

function add<T>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? f32x4.add(a, b) : f64x2.add(a, b);
}

function sub<T>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? f32x4.sub(a, b) : f64x2.sub(a, b);
}

function mul<T>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? f32x4.mul(a, b) : f64x2.mul(a, b);
}

function numberOf<T>(array: usize, channel: i32): T {
  return load<T>(array + <usize>channel * sizeof<T>());
}

function gather<T>(array: usize, channel: i32, value: T): void {
  const at = array + <usize>channel * sizeof<T>();
  store<T>(at, load<T>(at) + value);
}

/** sum += the sum of each row. */
export function channelSums32(words: usize): void {
  sums<f32>(changetype<Rows>(words));
}

export function channelSums64(words: usize): void {
  sums<f64>(changetype<Rows>(words));
}

function sums<T>(p: Rows): void {
  let x = p.x;
  let c = p.channel;
  for (let i = 0; i < p.count; i++, x += <usize>p.length * sizeof<T>()) {
    gather<T>(p.sum, c, pairwise<T>(x, p.length));
    if (++c == p.channels) c = 0;
  }
}

/** sum += the sum of (x - mean)² of each row. */
export function channelSquares32(words: usize): void {
  squares<f32>(changetype<Rows>(words));
}

export function channelSquares64(words: usize): void {
  squares<f64>(changetype<Rows>(words));
}

function squares<T>(p: Rows): void {
  const bytes = <usize>p.length * sizeof<T>();
  let x = p.x;
  let c = p.channel;
  for (let i = 0; i < p.count; i++, x += bytes) {
    const mean = numberOf<T>(p.mean, c);
    const means = splat<T>(mean);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const off = sub<T>(v128.load(x + at), means);
      v128.store(p.y + at, mul<T>(off, off));
    }
    for (; at < bytes; at += sizeof<T>()) {
      const off = load<T>(x + at) - mean;
      store<T>(p.y + at, off * off);
    }
    gather<T>(p.sum, c, pairwise<T>(p.y, p.length));
    if (++c == p.channels) c = 0;
  }
}

/** y = (x - mean)·sharpness·scale + shift. */
export function normalise32(words: usize): void {
  normalise<f32>(changetype<Rows>(words));
}

export function normalise64(words: usize): void {
  normalise<f64>(changetype<Rows>(words));
}

function normalise<T>(p: Rows): void {
  const bytes = <usize>p.length * sizeof<T>();
  let x = p.x;
  let y = p.y;
  let c = p.channel;
  for (let i = 0; i < p.count; i++, x += bytes, y += bytes) {
    const mean = numberOf<T>(p.mean, c);
    const sharpness = numberOf<T>(p.sharpness, c);
    const scale = numberOf<T>(p.scale, c);
    const shift = numberOf<T>(p.shift, c);
    const means = splat<T>(mean);
    const sharpnesses = splat<T>(sharpness);
    const scales = splat<T>(scale);
    const shifts = splat<T>(shift);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const normal = mul<T>(sub<T>(v128.load(x + at), means), sharpnesses);
      v128.store(y + at, add<T>(mul<T>(scales, normal), shifts));
    }
    for (; at < bytes; at += sizeof<T>()) store<T>(y + at, scale * ((load<T>(x + at) - mean) * sharpness) + shift);
    if (++c == p.channels) c = 0;
  }
}

/** sum += the sum of gy, product += the sum of gy·x̂ of each row. */
export function channelProducts32(words: usize): void {
  products<f32>(changetype<Rows>(words));
}

export function channelProducts64(words: usize): void {
  products<f64>(changetype<Rows>(words));
}

function products<T>(p: Rows): void {
  const bytes = <usize>p.length * sizeof<T>();
  let x = p.x;
  let gy = p.gy;
  let c = p.channel;
  for (let i = 0; i < p.count; i++, x += bytes, gy += bytes) {
    const mean = numberOf<T>(p.mean, c);
    const sharpness = numberOf<T>(p.sharpness, c);
    const means = splat<T>(mean);
    const sharpnesses = splat<T>(sharpness);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const normal = mul<T>(sub<T>(v128.load(x + at), means), sharpnesses);
      v128.store(p.y + at, mul<T>(v128.load(gy + at), normal));
    }
    for (; at < bytes; at += sizeof<T>()) store<T>(p.y + at, load<T>(gy + at) * ((load<T>(x + at) - mean) * sharpness));
    gather<T>(p.product, c, pairwise<T>(p.y, p.length));
    gather<T>(p.sum, c, pairwise<T>(gy, p.length));
    if (++c == p.channels) c = 0;
  }
}

/** y = (gy - shift - x̂·pull)·scale. */
export function normaliseGradient32(words: usize): void {
  gradient<f32>(changetype<Rows>(words));
}

export function normaliseGradient64(words: usize): void {
  gradient<f64>(changetype<Rows>(words));
}

function gradient<T>(p: Rows): void {
  const bytes = <usize>p.length * sizeof<T>();
  let x = p.x;
  let gy = p.gy;
  let y = p.y;
  let c = p.channel;
  for (let i = 0; i < p.count; i++, x += bytes, gy += bytes, y += bytes) {
    const mean = numberOf<T>(p.mean, c);
    const sharpness = numberOf<T>(p.sharpness, c);
    const scale = numberOf<T>(p.scale, c);
    const shift = numberOf<T>(p.shift, c);
    const pull = numberOf<T>(p.pull, c);
    const means = splat<T>(mean);
    const sharpnesses = splat<T>(sharpness);
    const scales = splat<T>(scale);
    const shifts = splat<T>(shift);
    const pulls = splat<T>(pull);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const normal = mul<T>(sub<T>(v128.load(x + at), means), sharpnesses);
      const straight = sub<T>(sub<T>(v128.load(gy + at), shifts), mul<T>(normal, pulls));
      v128.store(y + at, mul<T>(straight, scales));
    }
    for (; at < bytes; at += sizeof<T>())
      store<T>(y + at, (load<T>(gy + at) - shift - (load<T>(x + at) - mean) * sharpness * pull) * scale);
    if (++c == p.channels) c = 0;
  }
}

/** NumPy's pairwise sum: eight running sums for up to 128 elements, halves above. */
function pairwise<T>(at: usize, n: i32): T {
  if (n < 8) {
    let sum: T = 0;
    for (let i = 0; i < n; i++) sum += load<T>(at + <usize>i * sizeof<T>());
    return sum;
  }
  if (n > 128) {
    const half = (n >> 1) - ((n >> 1) % 8);
    return pairwise<T>(at, half) + pairwise<T>(at + <usize>half * sizeof<T>(), n - half);
  }
  const whole = at + <usize>(n - (n % 8)) * sizeof<T>();
  const end = at + <usize>n * sizeof<T>();
  let sum: T;
  if (sizeof<T>() == 4) {
    let low = v128.load(at);
    let high = v128.load(at, 16);
    for (at += 32; at < whole; at += 32) {
      low = f32x4.add(low, v128.load(at));
      high = f32x4.add(high, v128.load(at, 16));
    }
    sum = <T>(four(low) + four(high));
  } else {
    let a = v128.load(at);
    let b = v128.load(at, 16);
    let c = v128.load(at, 32);
    let d = v128.load(at, 48);
    for (at += 64; at < whole; at += 64) {
      a = f64x2.add(a, v128.load(at));
      b = f64x2.add(b, v128.load(at, 16));
      c = f64x2.add(c, v128.load(at, 32));
      d = f64x2.add(d, v128.load(at, 48));
    }
    sum = <T>(two(a) + two(b) + (two(c) + two(d)));
  }
  for (; at < end; at += sizeof<T>()) sum += load<T>(at);
  return sum;
}

function four(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

function two(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}
