/**
 * An event as a sentence: the key of the text and its values. 'Square sends 2.568 back to a.'
 *
 * Names come from a picture that knows the nodes (usually the complete one). Not here: the texts (src/i18n, 'graph.event.*').
 */
import type { TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';
import { shapeText, summary } from './format.ts';
import { displayName, type Picture } from '../picture/picture.ts';

export interface Sentence {
  key: string;
  values: Record<string, string | number>;
}

export type Translate = (key: string, values?: Record<string, string | number>) => string;

export function sentenceOf(event: TraceEvent | null, picture: Picture): Sentence {
  if (!event) return text('start', {});
  const name = (id: number) => nameIn(picture, id);
  switch (event.kind) {
    case 'variable':
      if (!event.value) return text('variableEmpty', { name: name(event.id) });
      return text(event.role === 'parameter' ? 'parameter' : 'variable', {
        name: name(event.id),
        value: inWords(event.value)
      });
    case 'function': {
      const output = picture.nodes.get(event.outputs[0] ?? -1);
      const value = output?.kind === 'variable' && output.value ? inWords(output.value) : '';
      const values = { function: event.name, inputs: names(event.inputs, name), outputs: names(event.outputs, name) };
      return value && event.outputs.length === 1
        ? text('functionValue', { ...values, value })
        : text('function', values);
    }
    case 'variable-changed':
      return event.value
        ? text('changed', { name: name(event.id), value: inWords(event.value) })
        : text('renamed', { name: event.name ?? name(event.id) });
    case 'backward-started':
      return text('backwardStarted', { name: name(event.root) });
    case 'function-popped':
      return text('popped', { function: name(event.id), n: event.queue.length });
    case 'gradient': {
      const values = {
        function: event.from === null ? '' : name(event.from),
        name: name(event.target),
        value: inWords(event.contribution),
        before: event.before ? inWords(event.before) : '',
        after: inWords(event.after)
      };
      if (event.mode === 'first' && event.from === null) return text('gradientSet', values);
      return text(GRADIENT_KEYS[event.mode], values);
    }
    case 'gradient-released':
      return text(event.reason === 'cleared' ? 'cleared' : 'released', { name: name(event.target) });
    case 'backward-finished':
      return text('backwardFinished', {});
    case 'parameter-updated':
      return text('updated', {
        name: name(event.target),
        before: inWords(event.before),
        after: inWords(event.after)
      });
    case 'printed':
      return text('printed', { text: event.text.length > 120 ? `${event.text.slice(0, 120)}…` : event.text });
    case 'plotted':
      return text('plotted', {});
    case 'step-started':
      return text('step', { step: event.step });
    default:
      return event satisfies never;
  }
}

const GRADIENT_KEYS = {
  seed: 'seed',
  first: 'gradient',
  accumulated: 'accumulated',
  overwritten: 'overwritten'
} as const;

function text(key: string, values: Record<string, string | number>): Sentence {
  return { key: `graph.event.${key}`, values };
}

function nameIn(picture: Picture, id: number): string {
  const node = picture.nodes.get(id);
  return node ? displayName(node) : `#${id}`;
}

function names(ids: readonly number[], name: (id: number) => string): string {
  return ids.map(name).join(', ');
}

function inWords(value: ValueSnapshot): string {
  const shape = shapeText(value);
  return shape && value.shape.some((length) => length > 1) ? `${summary(value)} ${shape}` : summary(value);
}
