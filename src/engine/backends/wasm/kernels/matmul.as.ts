// Matrix product on packed panels, in AssemblyScript with 128-bit SIMD.
// Left operand: panels of 4 rows, for each k the 4 elements side by side. Right operand: panels of 8 (float32) or 4
// (float64) columns in the same way. The result is row-major with nPanels full panels per row. Each element adds its
// products in order of k, starting from what is there when `accumulate` is 1, so results do not depend on blocking.
// A tile of 4 rows needs 8 accumulators: with one splat and two loads they fit into the registers that V8 hands out.

export function gemm32(a: usize, b: usize, c: usize, mPanels: i32, nPanels: i32, k: i32, accumulate: i32): void {
  const row: usize = <usize>nPanels * 32;
  for (let q = 0; q < nPanels; q++) {
    const panelB = b + <usize>q * <usize>k * 32;
    for (let p = 0; p < mPanels; p++) {
      let pa = a + <usize>p * <usize>k * 16;
      let pb = panelB;
      const c0 = c + <usize>p * 4 * row + <usize>q * 32;
      const c1 = c0 + row;
      const c2 = c1 + row;
      const c3 = c2 + row;
      let s00 = f32x4.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      if (accumulate) {
        s00 = v128.load(c0);
        s01 = v128.load(c0, 16);
        s10 = v128.load(c1);
        s11 = v128.load(c1, 16);
        s20 = v128.load(c2);
        s21 = v128.load(c2, 16);
        s30 = v128.load(c3);
        s31 = v128.load(c3, 16);
      }
      for (const end = pb + <usize>k * 32; pb < end; pb += 32, pa += 16) {
        const b0 = v128.load(pb);
        const b1 = v128.load(pb, 16);
        let x = v128.load_splat<f32>(pa);
        s00 = f32x4.add(s00, f32x4.mul(x, b0));
        s01 = f32x4.add(s01, f32x4.mul(x, b1));
        x = v128.load_splat<f32>(pa, 4);
        s10 = f32x4.add(s10, f32x4.mul(x, b0));
        s11 = f32x4.add(s11, f32x4.mul(x, b1));
        x = v128.load_splat<f32>(pa, 8);
        s20 = f32x4.add(s20, f32x4.mul(x, b0));
        s21 = f32x4.add(s21, f32x4.mul(x, b1));
        x = v128.load_splat<f32>(pa, 12);
        s30 = f32x4.add(s30, f32x4.mul(x, b0));
        s31 = f32x4.add(s31, f32x4.mul(x, b1));
      }
      v128.store(c0, s00);
      v128.store(c0, s01, 16);
      v128.store(c1, s10);
      v128.store(c1, s11, 16);
      v128.store(c2, s20);
      v128.store(c2, s21, 16);
      v128.store(c3, s30);
      v128.store(c3, s31, 16);
    }
  }
}

export function gemm64(a: usize, b: usize, c: usize, mPanels: i32, nPanels: i32, k: i32, accumulate: i32): void {
  const row: usize = <usize>nPanels * 32;
  for (let q = 0; q < nPanels; q++) {
    const panelB = b + <usize>q * <usize>k * 32;
    for (let p = 0; p < mPanels; p++) {
      let pa = a + <usize>p * <usize>k * 32;
      let pb = panelB;
      const c0 = c + <usize>p * 4 * row + <usize>q * 32;
      const c1 = c0 + row;
      const c2 = c1 + row;
      const c3 = c2 + row;
      let s00 = f64x2.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      if (accumulate) {
        s00 = v128.load(c0);
        s01 = v128.load(c0, 16);
        s10 = v128.load(c1);
        s11 = v128.load(c1, 16);
        s20 = v128.load(c2);
        s21 = v128.load(c2, 16);
        s30 = v128.load(c3);
        s31 = v128.load(c3, 16);
      }
      for (const end = pb + <usize>k * 32; pb < end; pb += 32, pa += 32) {
        const b0 = v128.load(pb);
        const b1 = v128.load(pb, 16);
        let x = v128.load_splat<f64>(pa);
        s00 = f64x2.add(s00, f64x2.mul(x, b0));
        s01 = f64x2.add(s01, f64x2.mul(x, b1));
        x = v128.load_splat<f64>(pa, 8);
        s10 = f64x2.add(s10, f64x2.mul(x, b0));
        s11 = f64x2.add(s11, f64x2.mul(x, b1));
        x = v128.load_splat<f64>(pa, 16);
        s20 = f64x2.add(s20, f64x2.mul(x, b0));
        s21 = f64x2.add(s21, f64x2.mul(x, b1));
        x = v128.load_splat<f64>(pa, 24);
        s30 = f64x2.add(s30, f64x2.mul(x, b0));
        s31 = f64x2.add(s31, f64x2.mul(x, b1));
      }
      v128.store(c0, s00);
      v128.store(c0, s01, 16);
      v128.store(c1, s10);
      v128.store(c1, s11, 16);
      v128.store(c2, s20);
      v128.store(c2, s21, 16);
      v128.store(c3, s30);
      v128.store(c3, s31, 16);
    }
  }
}
