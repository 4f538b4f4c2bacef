// All kernels of the module that works on blocks of arrays. An element-wise kernel is a line here, named by its operation
// and the width of its elements; ../blocks.ts looks it up by that name. Lengths are in bytes.
import { Cos64, Sin64 } from './angles64.as';
import {
  Abs32,
  Add32,
  Ceil32,
  Div32,
  Equal32,
  Floor32,
  Greater32,
  GreaterEqual32,
  Less32,
  LessEqual32,
  Maximum32,
  Minimum32,
  Mul32,
  Neg32,
  NotEqual32,
  Relu32,
  Round32,
  Sign32,
  Sqrt32,
  Square32,
  Sub32,
  Truth32
} from './arithmetic.as';
import { Cos32, Log32, Sin32, Tanh32 } from './float32.as';
import {
  Abs64,
  Add64,
  Ceil64,
  Div64,
  Equal64,
  Floor64,
  Greater64,
  GreaterEqual64,
  Less64,
  LessEqual64,
  Maximum64,
  Minimum64,
  Mul64,
  Neg64,
  NotEqual64,
  Relu64,
  Round64,
  Sign64,
  Sqrt64,
  Square64,
  Sub64,
  Truth64
} from './arithmetic.as';
import { Exp64, Log64 } from './float64.as';
import { Loop } from './loops.as';
import { Rows } from './rows.as';
export { sigmoid64, tanh64 } from './float64.as';
export { exp32, sigmoid32 } from './float32.as';
export { fuses } from './set.as';
export { spread32, spread64, sumRows32, sumRows64 } from './rows.as';

export function neg32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Neg32>(out, a, bytes);
}
export function abs32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Abs32>(out, a, bytes);
}
export function sign32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Sign32>(out, a, bytes);
}
export function square32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Square32>(out, a, bytes);
}
export function sqrt32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Sqrt32>(out, a, bytes);
}
export function relu32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Relu32>(out, a, bytes);
}
export function floor32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Floor32>(out, a, bytes);
}
export function ceil32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Ceil32>(out, a, bytes);
}
export function round32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Round32>(out, a, bytes);
}
export function log32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Log32>(out, a, bytes);
}
export function tanh32(out: usize, a: usize, bytes: i32): void {
  Loop.one<Tanh32>(out, a, bytes);
}
export function sin32(out: usize, a: usize, bytes: i32): i32 {
  return Loop.checked<Sin32>(out, a, bytes);
}
export function cos32(out: usize, a: usize, bytes: i32): i32 {
  return Loop.checked<Cos32>(out, a, bytes);
}
export function add32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Add32>(out, a, b, bytes);
}
export function sub32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Sub32>(out, a, b, bytes);
}
export function mul32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Mul32>(out, a, b, bytes);
}
export function div32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Div32>(out, a, b, bytes);
}
export function maximum32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Maximum32>(out, a, b, bytes);
}
export function minimum32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Minimum32>(out, a, b, bytes);
}
export function equal32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Equal32>(out, a, b, bytes);
}
export function notEqual32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<NotEqual32>(out, a, b, bytes);
}
export function less32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Less32>(out, a, b, bytes);
}
export function lessEqual32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<LessEqual32>(out, a, b, bytes);
}
export function greater32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Greater32>(out, a, b, bytes);
}
export function greaterEqual32(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<GreaterEqual32>(out, a, b, bytes);
}
export function where32(out: usize, condition: usize, a: usize, b: usize, bytes: i32): void {
  Loop.choose<Truth32>(out, condition, a, b, bytes);
}
export function sumDown32(total: usize, a: usize, rows: i32, bytes: i32): void {
  Rows.down<Add32>(total, a, rows, bytes);
}
export function maxDown32(total: usize, a: usize, rows: i32, bytes: i32): void {
  Rows.down<Maximum32>(total, a, rows, bytes);
}
export function minDown32(total: usize, a: usize, rows: i32, bytes: i32): void {
  Rows.down<Minimum32>(total, a, rows, bytes);
}
export function maxRows32(out: usize, a: usize, rows: i32, length: i32): void {
  Rows.along32<Maximum32>(out, a, rows, length);
}
export function minRows32(out: usize, a: usize, rows: i32, length: i32): void {
  Rows.along32<Minimum32>(out, a, rows, length);
}
export function neg64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Neg64>(out, a, bytes);
}
export function abs64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Abs64>(out, a, bytes);
}
export function sign64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Sign64>(out, a, bytes);
}
export function square64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Square64>(out, a, bytes);
}
export function sqrt64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Sqrt64>(out, a, bytes);
}
export function relu64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Relu64>(out, a, bytes);
}
export function floor64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Floor64>(out, a, bytes);
}
export function ceil64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Ceil64>(out, a, bytes);
}
export function round64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Round64>(out, a, bytes);
}
export function exp64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Exp64>(out, a, bytes);
}
export function log64(out: usize, a: usize, bytes: i32): void {
  Loop.one<Log64>(out, a, bytes);
}
export function sin64(out: usize, a: usize, bytes: i32): i32 {
  return Loop.checked<Sin64>(out, a, bytes);
}
export function cos64(out: usize, a: usize, bytes: i32): i32 {
  return Loop.checked<Cos64>(out, a, bytes);
}
export function add64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Add64>(out, a, b, bytes);
}
export function sub64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Sub64>(out, a, b, bytes);
}
export function mul64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Mul64>(out, a, b, bytes);
}
export function div64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Div64>(out, a, b, bytes);
}
export function maximum64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Maximum64>(out, a, b, bytes);
}
export function minimum64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Minimum64>(out, a, b, bytes);
}
export function equal64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Equal64>(out, a, b, bytes);
}
export function notEqual64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<NotEqual64>(out, a, b, bytes);
}
export function less64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Less64>(out, a, b, bytes);
}
export function lessEqual64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<LessEqual64>(out, a, b, bytes);
}
export function greater64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<Greater64>(out, a, b, bytes);
}
export function greaterEqual64(out: usize, a: usize, b: usize, bytes: i32): void {
  Loop.two<GreaterEqual64>(out, a, b, bytes);
}
export function where64(out: usize, condition: usize, a: usize, b: usize, bytes: i32): void {
  Loop.choose<Truth64>(out, condition, a, b, bytes);
}
export function sumDown64(total: usize, a: usize, rows: i32, bytes: i32): void {
  Rows.down<Add64>(total, a, rows, bytes);
}
export function maxDown64(total: usize, a: usize, rows: i32, bytes: i32): void {
  Rows.down<Maximum64>(total, a, rows, bytes);
}
export function minDown64(total: usize, a: usize, rows: i32, bytes: i32): void {
  Rows.down<Minimum64>(total, a, rows, bytes);
}
export function maxRows64(out: usize, a: usize, rows: i32, length: i32): void {
  Rows.along64<Maximum64>(out, a, rows, length);
}
export function minRows64(out: usize, a: usize, rows: i32, length: i32): void {
  Rows.along64<Minimum64>(out, a, rows, length);
}
/** 1 and 0 as bytes, sixteen at a time. */
export function bytes32(out: usize, a: usize, bytes: i32): void {
  for (const end = a + <usize>bytes; a < end; out += 16, a += 64) {
    const low = i16x8.narrow_i32x4_s(i32x4.shr_s(v128.load(a), 29), i32x4.shr_s(v128.load(a, 16), 29));
    const high = i16x8.narrow_i32x4_s(i32x4.shr_s(v128.load(a, 32), 29), i32x4.shr_s(v128.load(a, 48), 29));
    v128.store(out, i8x16.narrow_i16x8_s(low, high));
  }
}
export function bytes64(out: usize, a: usize, bytes: i32): void {
  for (const end = a + <usize>bytes; a < end; out += 8, a += 64) {
    const low = i32x4.shuffle(v128.load(a), v128.load(a, 16), 1, 3, 5, 7);
    const high = i32x4.shuffle(v128.load(a, 32), v128.load(a, 48), 1, 3, 5, 7);
    const words = i16x8.narrow_i32x4_s(i32x4.shr_s(low, 29), i32x4.shr_s(high, 29));
    v128.store64_lane(out, i8x16.narrow_i16x8_s(words, words), 0);
  }
}
/** float32 to float64; a block of float64 has half as many elements. */
export function widen(out: usize, a: usize, bytes: i32): void {
  for (const end = out + <usize>bytes; out < end; out += 16, a += 8)
    v128.store(out, f64x2.promote_low_f32x4(v128.load64_zero(a)));
}
/** float64 to float32; the length is that of the float64. */
export function narrow(out: usize, a: usize, bytes: i32): void {
  for (const end = a + <usize>bytes; a < end; out += 8, a += 16)
    v128.store64_lane(out, f32x4.demote_f64x2_zero(v128.load(a)), 0);
}
