// The loops of the block kernels. A kernel is a class whose `of` computes one vector; a loop is compiled for each with
// `of` in its place (no object is made, `of` uses no `this`). Loops run over whole vectors: registers have room behind
// their last element, and what is computed there is never read.

export class Loop {
  /** out[i] = of(a[i]) */
  @inline static one<K>(out: usize, a: usize, bytes: i32): void {
    const kernel = changetype<K>(0);
    for (const end = out + <usize>bytes; out < end; out += 16, a += 16) v128.store(out, kernel.of(v128.load(a)));
  }

  /** out[i] = of(a[i], b[i]) */
  @inline static two<K>(out: usize, a: usize, b: usize, bytes: i32): void {
    const kernel = changetype<K>(0);
    for (const end = out + <usize>bytes; out < end; out += 16, a += 16, b += 16)
      v128.store(out, kernel.of(v128.load(a), v128.load(b)));
  }

  /** As `one`; gives 1 where some element is beyond what the kernel computes. */
  @inline static checked<K>(out: usize, a: usize, bytes: i32): i32 {
    const kernel = changetype<K>(0);
    let large = i32x4.splat(0);
    for (const end = out + <usize>bytes; out < end; out += 16, a += 16) {
      const x = v128.load(a);
      large = v128.or(large, kernel.isLarge(x));
      v128.store(out, kernel.of(x));
    }
    return v128.any_true(large) ? 1 : 0;
  }

  /** out[i] = of(a[i]) where a[i] is `limit` or more in size, or NaN, as bits compare; other results stay. */
  @inline static beyond<K>(out: usize, a: usize, bytes: i32, limit: v128): void {
    const kernel = changetype<K>(0);
    for (const end = out + <usize>bytes; out < end; out += 16, a += 16) {
      const x = v128.load(a);
      const far = i32x4.ge_s(f32x4.abs(x), limit);
      if (v128.any_true(far)) v128.store(out, v128.bitselect(kernel.of(x), v128.load(out), far));
    }
  }

  /** out[i] = a[i] where the condition is not 0, else b[i]; `Condition.of` gives its bits. */
  @inline static choose<Condition>(out: usize, condition: usize, a: usize, b: usize, bytes: i32): void {
    const kernel = changetype<Condition>(0);
    for (const end = out + <usize>bytes; out < end; out += 16, condition += 16, a += 16, b += 16)
      v128.store(out, v128.bitselect(v128.load(a), v128.load(b), kernel.of(v128.load(condition))));
  }
}
