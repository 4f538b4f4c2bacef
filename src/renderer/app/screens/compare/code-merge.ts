/**
 * CodeMirror's merge view for two texts that are only read. What was changed is told apart by colour, by underlining and by
 * the mark in the gutter. Not here: which texts (CodeDifference.svelte).
 */
import { javascript } from '@codemirror/lang-javascript';
import { syntaxHighlighting } from '@codemirror/language';
import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

/** Shows both texts in `parent`; the labels name the sides. Returns the function that removes the view. */
export function mergeView(
  parent: HTMLElement,
  before: string,
  after: string,
  labels: { left: string; right: string }
): () => void {
  const view = new MergeView({
    parent,
    a: { doc: before, extensions: extensions(labels.left) },
    b: { doc: after, extensions: extensions(labels.right) },
    gutter: true,
    highlightChanges: true
  });
  return () => view.destroy();
}

function extensions(label: string): Extension[] {
  const nonce = document.getElementById('csp-nonce')?.nonce ?? '';
  return [
    nonce === '' ? [] : EditorView.cspNonce.of(nonce),
    lineNumbers(),
    javascript({ typescript: true }),
    syntaxHighlighting(classHighlighter),
    EditorState.readOnly.of(true),
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
    look
  ];
}

const changed = (soft: string, strong: string) => ({
  line: { backgroundColor: `color-mix(in srgb, var(${soft}) 70%, transparent)` },
  text: {
    // No deeper shade: comments would lose their contrast on it.
    background: 'none',
    borderBottom: `2px solid var(${strong})`,
    textDecoration: 'none'
  }
});
const removed = changed('--danger-soft', '--danger');
const added = changed('--update-soft', '--update');

const look = EditorView.theme({
  '&': { fontSize: 'var(--size-s)', color: 'var(--code-name)', backgroundColor: 'var(--surface)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text-muted)',
    border: 'none',
    borderRight: '1px solid var(--border)'
  },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-merge-a .cm-changedLine': removed.line,
  '&.cm-merge-a .cm-changedText': removed.text,
  '&.cm-merge-b .cm-changedLine': added.line,
  '&.cm-merge-b .cm-changedText': added.text,
  '&.cm-merge-a .cm-changedLineGutter': { background: 'var(--danger)' },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--update)' }
});
