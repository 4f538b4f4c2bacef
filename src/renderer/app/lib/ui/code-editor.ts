/**
 * The CodeMirror set-up behind CodeEditor.svelte: grammar, keys, look, and marked lines. Tab indents; Escape and then
 * Tab leaves the editor. Keys that are the app's own actions are left to it. Not here: saving, running.
 */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, RangeSetBuilder, StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type DecorationSet
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

/** Lines to mark, 1-based. */
export interface LineMarks {
  /** Where the last error is. */
  error?: number | null;
  /** The line of the current trace event. */
  current?: number | null;
  /** Lines that the text talks about. */
  highlight?: readonly [number, number] | null;
}

export interface EditorOptions {
  label: string;
  describedby: string;
  nonce: string;
  readonly: boolean;
  onchange: (source: string) => void;
}

const setMarks = StateEffect.define<LineMarks>();

const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setMarks)) next = decorate(transaction.state, effect.value);
    return next;
  },
  provide: (field) => EditorView.decorations.from(field)
});

export function editorState(source: string, options: EditorOptions): EditorState {
  return EditorState.create({ doc: source, extensions: extensions(options) });
}

export function markLines(view: EditorView, marks: LineMarks): void {
  view.dispatch({ effects: setMarks.of(marks) });
}

/** Brings a line into view; with `focus` also puts the cursor there. */
export function showLine(view: EditorView, line: number, column: number, focus: boolean): void {
  if (line < 1 || line > view.state.doc.lines) return;
  const { from, length } = view.state.doc.line(line);
  const at = from + Math.min(length, Math.max(0, column - 1));
  view.dispatch({
    ...(focus ? { selection: { anchor: at } } : {}),
    effects: EditorView.scrollIntoView(at, { y: 'center' })
  });
  if (focus) view.focus();
}

/** Puts another text in, as one change that the editor's own undo takes back. */
export function replaceSource(view: EditorView, source: string): void {
  if (view.state.doc.toString() === source) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: source } });
}

function decorate(state: EditorState, marks: LineMarks): DecorationSet {
  const lines = new Map<number, string>();
  const add = (line: number, name: string) => {
    if (line >= 1 && line <= state.doc.lines) lines.set(line, `${lines.get(line) ?? ''} ${name}`.trim());
  };
  if (marks.highlight) for (let line = marks.highlight[0]; line <= marks.highlight[1]; line++) add(line, 'line-told');
  if (marks.current) add(marks.current, 'line-current');
  if (marks.error) add(marks.error, 'line-error');
  const builder = new RangeSetBuilder<Decoration>();
  for (const [line, name] of [...lines].sort(([a], [b]) => a - b)) {
    const { from } = state.doc.line(line);
    builder.add(from, from, Decoration.line({ class: name }));
  }
  return builder.finish();
}

/** Keys that belong to the app's actions (src/ipc/actions.ts). */
const TAKEN = new Set(['Mod-Enter', 'Shift-Mod-Enter', 'Alt-ArrowLeft', 'Alt-ArrowRight']);

function extensions({ label, describedby, nonce, readonly, onchange }: EditorOptions): Extension[] {
  const keys = [...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap];
  return [
    nonce === '' ? [] : EditorView.cspNonce.of(nonce),
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    highlightActiveLine(),
    search({ top: true }),
    keymap.of([...keys.filter((one) => !TAKEN.has(one.key ?? '')), indentWithTab]),
    javascript({ typescript: true }),
    syntaxHighlighting(classHighlighter),
    marksField,
    EditorState.readOnly.of(readonly),
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': describedby, tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onchange(update.state.doc.toString());
    }),
    look
  ];
}

const look = EditorView.theme({
  '&': { height: '100%', fontSize: 'var(--size-s)', color: 'var(--code-name)', backgroundColor: 'var(--surface)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text-muted)',
    border: 'none',
    borderRight: '1px solid var(--border)'
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--surface-2) 55%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '2px' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent) !important'
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--border-strong)'
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)'
  },
  '.line-told': { boxShadow: 'inset 3px 0 0 var(--accent)', backgroundColor: 'var(--accent-soft)' },
  '.line-current': { boxShadow: 'inset 4px 0 0 var(--forward)', backgroundColor: 'var(--forward-soft)' },
  '.line-error': { boxShadow: 'inset 4px 0 0 var(--danger)', backgroundColor: 'var(--danger-soft)' }
});
