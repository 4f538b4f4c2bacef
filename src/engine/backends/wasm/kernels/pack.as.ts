// Packing: lines of an operand (rows of the left one, columns of the right one) side by side in panels of `tile` lines,
// for each k the elements of its lines, as the tiles of tiles.as.ts read them. Lines that are missing in the last panel
// are 0. Steps are in bytes and any (0 repeats, negative ones too), so transposed operands need no copy of their own;
// neighbours along lines or along k are moved by whole vectors.

/** So many k at a time pass all panels: few pages of the source and of the panels are in use at once. */
const K_STRIP: i32 = 16;

export function pack32(source: usize, lineStep: isize, kStep: isize, lines: i32, k: i32, tile: i32, to: usize): void {
  pack<f32, f32>(source, lineStep, kStep, lines, k, tile, to);
}

export function pack64(source: usize, lineStep: isize, kStep: isize, lines: i32, k: i32, tile: i32, to: usize): void {
  pack<f64, f64>(source, lineStep, kStep, lines, k, tile, to);
}

/** float32 into panels of float64. */
function packWide(source: usize, lineStep: isize, kStep: isize, lines: i32, k: i32, tile: i32, to: usize): void {
  pack<f32, f64>(source, lineStep, kStep, lines, k, tile, to);
}

/** Into panels of T; `wide`: what is float32 into float64. */
@inline
export function packed<T>(wide: i32, at: usize, lineStep: isize, kStep: isize, lines: i32, k: i32, tile: i32, to: usize): void {
  if (sizeof<T>() == 4) pack32(at, lineStep, kStep, lines, k, tile, to);
  else if (wide) packWide(at, lineStep, kStep, lines, k, tile, to);
  else pack64(at, lineStep, kStep, lines, k, tile, to);
}

function pack<S, T>(source: usize, lineStep: isize, kStep: isize, lines: i32, k: i32, tile: i32, to: usize): void {
  const size = <isize>sizeof<S>();
  const panel = <usize>tile * <usize>k * sizeof<T>();
  const lanes: i32 = sizeof<T>() == 4 ? 4 : 2;
  const full = lines / tile;
  if (lineStep == size) {
    for (let from = 0; from < k; from += K_STRIP) {
      const count = min(k - from, K_STRIP);
      let at = source + <usize>from * kStep;
      let target = to + <usize>from * <usize>tile * sizeof<T>();
      for (let p = 0; p < full; p++, at += <usize>tile * sizeof<S>(), target += panel)
        alongLines<S, T>(at, kStep, count, tile, target);
    }
  } else if (kStep == size && tile >= lanes) {
    for (let p = 0; p < full; p++) {
      const first = source + <usize>(p * tile) * lineStep;
      const target = to + <usize>p * panel;
      // The last group overlaps the one before where the lines are no multiple of a vector.
      for (let i = 0; i < tile; i += lanes) {
        const line = min(i, tile - lanes);
        if (sizeof<T>() == 4) alongK32(first + <usize>line * lineStep, lineStep, k, tile, target + <usize>line * 4);
        else alongK64<S>(first + <usize>line * lineStep, lineStep, k, tile, target + <usize>line * 8);
      }
    }
  } else {
    for (let p = 0; p < full; p++)
      for (let i = 0; i < tile; i++)
        oneLine<S, T>(
          source + <usize>(p * tile + i) * lineStep,
          kStep,
          k,
          tile,
          to + <usize>p * panel + <usize>i * sizeof<T>()
        );
  }
  const rest = lines - full * tile;
  if (rest == 0) return;
  const last = to + <usize>full * panel;
  memory.fill(last, 0, panel);
  for (let i = 0; i < rest; i++)
    oneLine<S, T>(source + <usize>(full * tile + i) * lineStep, kStep, k, tile, last + <usize>i * sizeof<T>());
}

function oneLine<S, T>(at: usize, kStep: isize, k: i32, tile: i32, to: usize): void {
  const step = <usize>tile * sizeof<T>();
  for (const end = to + <usize>k * step; to < end; to += step, at += kStep) store<T>(to, <T>load<S>(at));
}

/** One panel, `count` of k, whose lines lie side by side. */
function alongLines<S, T>(at: usize, kStep: isize, count: i32, tile: i32, to: usize): void {
  const step = <usize>tile * sizeof<T>();
  const end = to + <usize>count * step;
  let offset: usize = 0;
  for (; offset + 32 <= step; offset += 32, at += 32 / ratio<S, T>())
    for (let from = at, into = to + offset; into < end; into += step, from += kStep) {
      v128.store(into, whole<S, T>(from));
      v128.store(into, whole<S, T>(from + 16 / ratio<S, T>()), 16);
    }
  for (; offset + 16 <= step; offset += 16, at += 16 / ratio<S, T>())
    for (let from = at, into = to + offset; into < end; into += step, from += kStep)
      v128.store(into, whole<S, T>(from));
  for (; offset < step; offset += sizeof<T>(), at += sizeof<S>()) oneLine<S, T>(at, kStep, count, tile, to + offset);
}

/** How many times as wide an element becomes. */
@inline
function ratio<S, T>(): usize {
  return sizeof<T>() / sizeof<S>();
}

/** As many elements as fill a vector of T. */
@inline
function whole<S, T>(at: usize): v128 {
  return sizeof<S>() == sizeof<T>() ? v128.load(at) : f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** Four lines whose elements lie side by side along k: squares of 4 x 4 are transposed. */
function alongK32(at: usize, lineStep: isize, k: i32, tile: i32, to: usize): void {
  const at1 = at + lineStep;
  const at2 = at1 + lineStep;
  const at3 = at2 + lineStep;
  const step = <usize>tile * 4;
  const whole = <usize>(k & ~3) * 4;
  const bytes = <usize>k * 4;
  let x: usize = 0;
  for (; x < whole; x += 16) {
    const a = v128.load(at + x);
    const b = v128.load(at1 + x);
    const c = v128.load(at2 + x);
    const d = v128.load(at3 + x);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
    to += step;
    v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    to += step;
    v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
    to += step;
    v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
    to += step;
  }
  for (; x < bytes; x += 4, to += step) {
    store<f32>(to, load<f32>(at + x));
    store<f32>(to, load<f32>(at1 + x), 4);
    store<f32>(to, load<f32>(at2 + x), 8);
    store<f32>(to, load<f32>(at3 + x), 12);
  }
}

/** Two lines whose elements lie side by side along k: squares of 2 x 2 are transposed. */
function alongK64<S>(at: usize, lineStep: isize, k: i32, tile: i32, to: usize): void {
  const at1 = at + lineStep;
  const step = <usize>tile * 8;
  const square: usize = 2 * sizeof<S>();
  const end = <usize>(k >> 1) * square;
  let x: usize = 0;
  for (; x < end; x += square) {
    const a = whole<S, f64>(at + x);
    const b = whole<S, f64>(at1 + x);
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    to += step;
    v128.store(to, v128.shuffle<f64>(a, b, 1, 3));
    to += step;
  }
  if (k & 1) {
    store<f64>(to, <f64>load<S>(at + x));
    store<f64>(to, <f64>load<S>(at1 + x), 8);
  }
}
