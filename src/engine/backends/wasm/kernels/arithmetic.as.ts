// Element-wise kernels without functions: what they give equals what plain gives, bit for bit, in both float types.
// NaN goes through; where pmax and pmin meet equal numbers (0 and -0), they keep the one that plain keeps.

export class Neg32 {
  @inline of(x: v128): v128 {
    return f32x4.neg(x);
  }
}

export class Abs32 {
  @inline of(x: v128): v128 {
    return f32x4.abs(x);
  }
}

export class Square32 {
  @inline of(x: v128): v128 {
    return f32x4.mul(x, x);
  }
}

export class Sqrt32 {
  @inline of(x: v128): v128 {
    return f32x4.sqrt(x);
  }
}

export class Floor32 {
  @inline of(x: v128): v128 {
    return f32x4.floor(x);
  }
}

export class Ceil32 {
  @inline of(x: v128): v128 {
    return f32x4.ceil(x);
  }
}

export class Round32 {
  @inline of(x: v128): v128 {
    return f32x4.nearest(x);
  }
}

export class Relu32 {
  @inline of(x: v128): v128 {
    return v128.andnot(x, f32x4.le(x, f32x4.splat(0)));
  }
}

export class Sign32 {
  @inline of(x: v128): v128 {
    const zero = f32x4.splat(0);
    const one = f32x4.splat(1);
    const size = v128.or(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), f32x4.neg(one)));
    return v128.bitselect(x, size, f32x4.ne(x, x));
  }
}

export class Add32 {
  @inline of(a: v128, b: v128): v128 {
    return f32x4.add(a, b);
  }
}

export class Sub32 {
  @inline of(a: v128, b: v128): v128 {
    return f32x4.sub(a, b);
  }
}

export class Mul32 {
  @inline of(a: v128, b: v128): v128 {
    return f32x4.mul(a, b);
  }
}

export class Div32 {
  @inline of(a: v128, b: v128): v128 {
    return f32x4.div(a, b);
  }
}

export class Maximum32 {
  @inline of(a: v128, b: v128): v128 {
    return v128.bitselect(a, f32x4.pmax(b, a), f32x4.ne(a, a));
  }
}

export class Minimum32 {
  @inline of(a: v128, b: v128): v128 {
    return v128.bitselect(a, f32x4.pmin(b, a), f32x4.ne(a, a));
  }
}

export class Equal32 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f32x4.eq(a, b), f32x4.splat(1));
  }
}

export class NotEqual32 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f32x4.ne(a, b), f32x4.splat(1));
  }
}

export class Less32 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f32x4.lt(a, b), f32x4.splat(1));
  }
}

export class LessEqual32 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f32x4.le(a, b), f32x4.splat(1));
  }
}

export class Greater32 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f32x4.gt(a, b), f32x4.splat(1));
  }
}

export class GreaterEqual32 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f32x4.ge(a, b), f32x4.splat(1));
  }
}

export class Neg64 {
  @inline of(x: v128): v128 {
    return f64x2.neg(x);
  }
}

export class Abs64 {
  @inline of(x: v128): v128 {
    return f64x2.abs(x);
  }
}

export class Square64 {
  @inline of(x: v128): v128 {
    return f64x2.mul(x, x);
  }
}

export class Sqrt64 {
  @inline of(x: v128): v128 {
    return f64x2.sqrt(x);
  }
}

export class Floor64 {
  @inline of(x: v128): v128 {
    return f64x2.floor(x);
  }
}

export class Ceil64 {
  @inline of(x: v128): v128 {
    return f64x2.ceil(x);
  }
}

export class Round64 {
  @inline of(x: v128): v128 {
    return f64x2.nearest(x);
  }
}

export class Relu64 {
  @inline of(x: v128): v128 {
    return v128.andnot(x, f64x2.le(x, f64x2.splat(0)));
  }
}

export class Sign64 {
  @inline of(x: v128): v128 {
    const zero = f64x2.splat(0);
    const one = f64x2.splat(1);
    const size = v128.or(v128.and(f64x2.gt(x, zero), one), v128.and(f64x2.lt(x, zero), f64x2.neg(one)));
    return v128.bitselect(x, size, f64x2.ne(x, x));
  }
}

export class Add64 {
  @inline of(a: v128, b: v128): v128 {
    return f64x2.add(a, b);
  }
}

export class Sub64 {
  @inline of(a: v128, b: v128): v128 {
    return f64x2.sub(a, b);
  }
}

export class Mul64 {
  @inline of(a: v128, b: v128): v128 {
    return f64x2.mul(a, b);
  }
}

export class Div64 {
  @inline of(a: v128, b: v128): v128 {
    return f64x2.div(a, b);
  }
}

export class Maximum64 {
  @inline of(a: v128, b: v128): v128 {
    return v128.bitselect(a, f64x2.pmax(b, a), f64x2.ne(a, a));
  }
}

export class Minimum64 {
  @inline of(a: v128, b: v128): v128 {
    return v128.bitselect(a, f64x2.pmin(b, a), f64x2.ne(a, a));
  }
}

export class Equal64 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f64x2.eq(a, b), f64x2.splat(1));
  }
}

export class NotEqual64 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f64x2.ne(a, b), f64x2.splat(1));
  }
}

export class Less64 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f64x2.lt(a, b), f64x2.splat(1));
  }
}

export class LessEqual64 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f64x2.le(a, b), f64x2.splat(1));
  }
}

export class Greater64 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f64x2.gt(a, b), f64x2.splat(1));
  }
}

export class GreaterEqual64 {
  @inline of(a: v128, b: v128): v128 {
    return v128.and(f64x2.ge(a, b), f64x2.splat(1));
  }
}

/** All bits where x is 1, none where it is 0. */
export class Truth32 {
  @inline of(x: v128): v128 {
    return i32x4.ne(x, i32x4.splat(0));
  }
}

export class Truth64 {
  @inline of(x: v128): v128 {
    return i64x2.ne(x, i64x2.splat(0));
  }
}
