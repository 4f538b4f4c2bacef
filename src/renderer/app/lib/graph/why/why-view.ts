/** What the parts of the explanation share: the stream, the names, and what happens when a part is picked or pointed at. */
import type { SourcePlace } from '@engine/trace/events.ts';
import { NO_ACTIVITY, type Activity } from '../picture/activity.ts';
import { displayName, type Picture } from '../picture/picture.ts';
import type { Translate } from '../words/sentence.ts';
import { pathOf, type Link } from './chain.ts';
import type { TraceIndex } from './trace-index.ts';
import type { Symbols } from './why-tex.ts';

export interface WhyView {
  index: TraceIndex;
  symbols: Symbols;
  t: Translate;
  /** Selects a node and shows its line. */
  onpick: (node: number, place: SourcePlace | null) => void;
  /** Lights up a path on the stage; null puts it out. */
  onlight: (path: Activity | null) => void;
}

/** Names and shapes as the complete picture knows them: the stream may name a variable later than it makes it. */
export function symbolsOf(final: Picture): Symbols {
  return {
    name: (id) => {
      const node = final.nodes.get(id);
      return node ? displayName(node) : `#${id}`;
    },
    shape: (id) => {
      const node = final.nodes.get(id);
      return node?.kind === 'variable' ? (node.value?.shape ?? []) : [];
    }
  };
}

/** A chain as something that the stage lights up. */
export function lightOf(links: readonly Link[]): Activity {
  const { nodes, steps } = pathOf(links);
  return { ...NO_ACTIVITY, tone: 'backward', nodes, edges: new Set(steps.map(([from, to]) => `${from}>${to}`)) };
}

/** A function with what it took and made. */
export function lightFunction(func: number, inputs: readonly number[], outputs: readonly number[]): Activity {
  const edges = [...inputs.map((from) => `${from}>${func}`), ...outputs.map((to) => `${func}>${to}`)];
  return { ...NO_ACTIVITY, tone: 'forward', nodes: new Set([func, ...inputs, ...outputs]), edges: new Set(edges) };
}

/** Two nodes, and a question mark at the one whose number is asked for. */
export function lightQuestion(target: number, from: number, tone: 'forward' | 'backward'): Activity {
  return { ...NO_ACTIVITY, tone, nodes: new Set([target, from]), sum: { target, text: '?', warning: false } };
}

/** '1-links.ts, line 12': the folder goes without saying. */
export function lineOf(t: Translate, { file, line }: SourcePlace): string {
  return t('why.line', { file: file.split('/').at(-1) ?? file, line });
}
