// Pictures with zeros around them, so that a window needs no look at the border: a copy, each row's columns sorted by
// their remainder to the stride (phases), so that the places of a window lie side by side for every stride.

/** The words of the job; steps are in bytes. frame.ts fills them. */
// @ts-ignore: decorator
@unmanaged
class Framing {
  pictures: usize;
  pictureStep: usize;
  frames: usize;
  frameStep: usize;
  channels: i32;
  /** Of the picture, and how much of it a window can reach. */
  height: i32;
  width: i32;
  usedHeight: i32;
  usedWidth: i32;
  /** Of the frame. */
  frameHeight: i32;
  phaseColumns: i32;
  phases: i32;
  top: i32;
  left: i32;
  /** Of all, and of a chunk. */
  count: i32;
  perChunk: i32;
}

export function frameChunk32(job: usize, index: i32): void {
  frames<f32>(changetype<Framing>(job), index);
}

export function frameChunk64(job: usize, index: i32): void {
  frames<f64>(changetype<Framing>(job), index);
}

function frames<T>(p: Framing, index: i32): void {
  const end = min((index + 1) * p.perChunk, p.count);
  for (let picture = index * p.perChunk; picture < end; picture++) frame<T>(p, picture);
}

function frame<T>(p: Framing, index: i32): void {
  const to = p.frames + <usize>index * p.frameStep;
  let from = p.pictures + <usize>index * p.pictureStep;
  memory.fill(to, 0, p.frameStep);
  const phaseRow = <usize>p.phaseColumns * sizeof<T>();
  const frameRow = phaseRow * <usize>p.phases;
  const bytes = <usize>p.usedWidth * sizeof<T>();
  for (let c = 0; c < p.channels; c++, from += <usize>(p.height * p.width) * sizeof<T>()) {
    let row = to + <usize>(c * p.frameHeight + p.top) * frameRow;
    let source = from;
    for (let y = 0; y < p.usedHeight; y++, row += frameRow, source += <usize>p.width * sizeof<T>()) {
      if (p.phases == 1) {
        const into = row + <usize>p.left * sizeof<T>();
        let x: usize = 0;
        for (; x + 16 <= bytes; x += 16) v128.store(into + x, v128.load(source + x));
        for (; x < bytes; x += sizeof<T>()) store<T>(into + x, load<T>(source + x));
        continue;
      }
      for (let phase = 0; phase < p.phases; phase++) {
        // The first column of the picture that belongs to this phase of the frame.
        let x = phase - (p.left % p.phases);
        if (x < 0) x += p.phases;
        let into = row + <usize>phase * phaseRow + <usize>((x + p.left) / p.phases) * sizeof<T>();
        for (; x < p.usedWidth; x += p.phases, into += sizeof<T>())
          store<T>(into, load<T>(source + <usize>x * sizeof<T>()));
      }
    }
  }
}
