/** The `console` of lesson code: what it prints becomes events with the line of the call. Not here: the words. */
import type { SourcePlace } from '../engine/trace/events.ts';
import type { CellEvent } from './cell-events.ts';
import { printed } from './printing.ts';
import { say, type Language } from './words.ts';

const MOST_LINES = 5000;
/** Characters of one line: more would only fill memory on its way to the page. */
const MOST_TEXT = 10_000;

export interface ConsoleOutput {
  emit(event: CellEvent): void;
  place(): SourcePlace | null;
  language: Language;
  /** Called after each line, so that a trace can tell of it too. */
  printed(text: string): void;
}

type Level = Extract<CellEvent, { kind: 'console' }>['level'];

export function createConsole(output: ConsoleOutput): Record<string, (...values: unknown[]) => void> {
  let lines = 0;
  const write =
    (level: Level) =>
    (...values: unknown[]): void => {
      lines += 1;
      if (lines > MOST_LINES + 1) return;
      const at = output.place();
      if (lines > MOST_LINES) {
        output.emit({
          kind: 'console',
          level: 'warn',
          text: say(output.language, 'tooMuchOutput', String(MOST_LINES)),
          at
        });
        return;
      }
      const whole = values.map(printed).join(' ');
      const text = whole.length <= MOST_TEXT ? whole : `${whole.slice(0, MOST_TEXT)}…`;
      output.emit({ kind: 'console', level, text, at });
      output.printed(text);
    };
  const log = write('log');
  return { log, info: log, debug: log, table: log, dir: log, warn: write('warn'), error: write('error') };
}
