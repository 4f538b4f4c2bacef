/**
 * The target "ipc": every call and stream of the contract gets arbitrary input. Its schema must accept or refuse, never
 * throw, and what it accepts must survive the copy that a process boundary makes. Not here: handlers.
 */
import * as v from 'valibot';
import { channelOf, contract } from '@ipc/contract.ts';
import type { Entry } from '@ipc/envelope.ts';
import { Dice } from './bytes.ts';

export interface IpcReport {
  inputs: number;
  channels: number;
  accepted: number;
  refused: number;
  failures: string[];
}

export function fuzzIpc(count: number): IpcReport {
  const entries = Object.values(contract).flatMap(({ name, verbs }) =>
    Object.entries(verbs as Record<string, Entry>).map(([verb, entry]) => ({ channel: channelOf(name, verb), entry }))
  );
  const report: IpcReport = { inputs: count, channels: entries.length, accepted: 0, refused: 0, failures: [] };
  for (let number = 0; number < count; number++) {
    const dice = new Dice(number + 7);
    const { channel, entry } = entries[number % entries.length]!;
    const input = dice.below(3) === 0 ? anything(dice, 3) : likely(dice, entry.input, 4);
    try {
      const parsed = v.safeParse(entry.input, input);
      if (!parsed.success) report.refused++;
      else {
        structuredClone(parsed.output);
        report.accepted++;
      }
    } catch (error) {
      report.failures.push(`input ${number} to ${channel}: ${String(error)}`);
    }
  }
  return report;
}

const STRINGS = [
  '',
  'a',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '\0',
  '한글',
  "'; drop table runs; --",
  '07',
  'x'.repeat(300_000)
];
const NUMBERS = [0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 2 ** 53, -(2 ** 53), 1e308, 4294967296];

/** Any value that can cross a process boundary. */
function anything(dice: Dice, depth: number): unknown {
  switch (dice.below(depth > 0 ? 12 : 8)) {
    case 0:
      return undefined;
    case 1:
      return null;
    case 2:
      return dice.below(2) === 0;
    case 3:
      return dice.one(NUMBERS);
    case 4:
      return dice.one(STRINGS);
    case 5:
      return BigInt(dice.below(9));
    case 6:
      return dice.one([new Date(NaN), new Map([[1, 2]]), new Uint8Array(9), new ArrayBuffer(3), /x/, new Error('no')]);
    case 7:
      return Object.create(null) as unknown;
    case 8:
      return Array.from({ length: dice.below(4) }, () => anything(dice, depth - 1));
    case 9: {
      const circle: Record<string, unknown> = { a: anything(dice, depth - 1) };
      circle['self'] = circle;
      return circle;
    }
    default:
      return Object.fromEntries(
        Array.from({ length: dice.below(5) }, () => [dice.one(STRINGS).slice(0, 40), anything(dice, depth - 1)])
      );
  }
}

interface Described {
  type: string;
  entries?: Record<string, Described>;
  options?: readonly unknown[];
  item?: Described;
  items?: readonly Described[];
  wrapped?: Described;
  value?: unknown;
  pipe?: readonly unknown[];
}

/** Mostly what the schema asks for, so that the input gets past the first fault; now and then anything. */
function likely(dice: Dice, schema: unknown, depth: number): unknown {
  const of = schema as Described;
  if (dice.below(8) === 0 || depth === 0) return anything(dice, 2);
  switch (of.type) {
    case 'null':
      return null;
    case 'string':
      return dice.one([...STRINGS, '07-backward-by-itself', 'variable.ts', 'cells/1-forward.ts', 'a'.repeat(36)]);
    case 'number':
      return dice.one(NUMBERS);
    case 'boolean':
      return dice.below(2) === 0;
    case 'literal':
      return (of as { literal?: unknown }).literal;
    case 'picklist':
      return dice.one(of.options ?? [null]);
    case 'array':
      return Array.from({ length: dice.below(4) }, () => likely(dice, of.item, depth - 1));
    case 'nullable':
    case 'optional':
      return dice.below(3) === 0 ? null : likely(dice, of.wrapped, depth - 1);
    case 'union':
    case 'variant':
      return likely(dice, dice.one(of.options ?? [null]), depth - 1);
    case 'object':
    case 'strict_object':
      return Object.fromEntries(
        Object.entries(of.entries ?? {}).map(([key, one]) => [key, likely(dice, one, depth - 1)])
      );
    default:
      return anything(dice, 2);
  }
}
