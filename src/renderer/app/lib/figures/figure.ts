/**
 * What every interactive figure gets. A figure explains one idea by being moved: it is a Svelte component that is complete by
 * keyboard, says in words what it shows (a live sentence or a table), and stands still under reduced motion. It computes
 * its own small maths in plain numbers; it never runs lesson code and knows nothing of the graph stage.
 */
import type { Language } from '@ipc/ids.ts';
import type { FigureRequest } from '@ipc/lesson-format.ts';

export interface FigureProps {
  /** What the lesson's scene asks for, for instance { h: 0.5 }. */
  params: FigureRequest['params'];
  /** Texts: keys under 'figure.<name>.'. */
  t: (key: string, values?: Record<string, string | number>) => string;
  language: Language;
  /** Nothing moves by itself. */
  reducedMotion: boolean;
}
