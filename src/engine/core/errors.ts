/**
 * The errors of the engine. Each carries a code for programs, the operation's name and the shapes that met, and a
 * sentence for learners: which operation, what it got, what would have worked. Not here: errors of other processes.
 */
export type EngineErrorCode = 'shape' | 'dtype' | 'value' | 'index' | 'unsupported-op' | 'device-lost' | 'io' | 'state';

export interface EngineErrorDetails {
  op?: string;
  shapes?: readonly (readonly number[])[];
}

export class EngineError extends Error {
  override readonly name: string = 'EngineError';
  readonly code: EngineErrorCode;
  /** The operation that refused, for example 'matmul'; '' where there is none. */
  readonly op: string;
  readonly shapes: readonly (readonly number[])[];

  constructor(code: EngineErrorCode, message: string, details: EngineErrorDetails = {}) {
    super(message);
    this.code = code;
    this.op = details.op ?? '';
    this.shapes = details.shapes ?? [];
  }
}

/** Shapes that do not fit together, or an axis that is not there. */
export class ShapeError extends EngineError {
  override readonly name = 'ShapeError';
  constructor(op: string, message: string, shapes: readonly (readonly number[])[] = []) {
    super('shape', `${op}: ${message}`, { op, shapes });
  }
}

/** A dtype that the operation cannot take, or a value that the dtype cannot hold. */
export class DTypeError extends EngineError {
  override readonly name = 'DTypeError';
  constructor(op: string, message: string) {
    super('dtype', `${op}: ${message}`, { op });
  }
}

/** An index outside of the array, or of a wrong kind. */
export class IndexError extends EngineError {
  override readonly name = 'IndexError';
  constructor(op: string, message: string, shapes: readonly (readonly number[])[] = []) {
    super('index', `${op}: ${message}`, { op, shapes });
  }
}

/** An argument whose value makes no sense (not its shape or dtype). */
export class ValueError extends EngineError {
  override readonly name = 'ValueError';
  constructor(op: string, message: string) {
    super('value', `${op}: ${message}`, { op });
  }
}

/** No backend in use knows the operation. */
export class UnsupportedOpError extends EngineError {
  override readonly name = 'UnsupportedOpError';
  constructor(op: string, message: string) {
    super('unsupported-op', `${op}: ${message}`, { op });
  }
}

/** The GPU went away in the middle of a computation. */
export class DeviceLostError extends EngineError {
  override readonly name = 'DeviceLostError';
  constructor(op: string, message: string) {
    super('device-lost', `${op}: ${message}`, { op });
  }
}
