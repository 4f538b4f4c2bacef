/**
 * What was told last of one variable or function, so that it can be told again where a window of a longer trace begins:
 * a window then replays by itself. Holds values only, never the thing. Not here: when a window begins (recorder.ts).
 */
import type { FunctionCreated, RecordedEvent, Taken, TraceEvent, VariableCreated } from './events.ts';

/** Where in the learner's source something happens: noted once per operation, read when somebody wants to know. */
export interface Spot {
  place(): Pick<TraceEvent, 'at' | 'cell'>;
}

export class Told {
  /** The recording in which it was told of. */
  readonly recording: number;
  readonly id: number;
  /** The window in which it was told of. */
  window: number;
  /** The inputs and outputs of a function. */
  around: readonly Told[] = [];
  value: Taken | null = null;
  #first: VariableCreated<Taken> | FunctionCreated | null = null;
  #spot: Spot | null = null;
  #name: string | null = null;
  #role: VariableCreated['role'] = 'leaf';
  #grad: Taken | null = null;

  constructor(recording: number, id: number, window: number) {
    this.recording = recording;
    this.id = id;
    this.window = window;
  }

  note(event: RecordedEvent, spot: Spot): void {
    switch (event.kind) {
      case 'variable':
      case 'function':
        this.#first = event;
        this.#spot = spot;
        if (event.kind === 'function') return;
        this.#name = event.name;
        this.#role = event.role;
        this.value = event.value;
        return;
      case 'variable-changed':
        if (event.name !== undefined) this.#name = event.name;
        if (event.role !== undefined) this.#role = event.role;
        if (event.value !== undefined) this.value = event.value;
        return;
      case 'gradient':
        this.#grad = event.after;
        return;
      case 'gradient-released':
        this.#grad = null;
        return;
      case 'parameter-updated':
        this.value = event.after;
        return;
      default:
    }
  }

  /** The thing as it stands, as the event that tells of it; null where it was only mentioned. */
  again(): { event: RecordedEvent; spot: Spot } | null {
    const [first, spot] = [this.#first, this.#spot];
    if (first === null || spot === null) return null;
    if (first.kind === 'function') return { event: { ...first }, spot };
    const { codeValue: _, ...made } = first;
    const now = { ...made, name: this.#name, role: this.#role, value: this.value };
    return { event: this.#grad === null ? now : { ...now, grad: this.#grad }, spot };
  }
}
