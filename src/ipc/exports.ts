/**
 * The "exports" namespace: what the page made, written to a file that the user chose. Main opens the dialog and hands a
 * token back, so no path ever comes from the page; bytes follow in parts, and the file appears only when all are there.
 */
import * as v from 'valibot';
import { call, namespace } from './envelope.ts';

export const LARGEST_PART = 2 ** 20;

export const ExportKind = v.picklist(['csv', 'dot', 'svg', 'png', 'webm', 'zip']);
export type ExportKind = v.InferOutput<typeof ExportKind>;

const Token = v.pipe(v.string(), v.uuid(), v.brand('ExportToken'));
export type ExportToken = v.InferOutput<typeof Token>;

export const exportFiles = namespace('exports', {
  /** Asks where to save; null when the user cancelled. The name is a proposal without folder and ending. */
  begin: call({
    input: v.object({
      kind: ExportKind,
      name: v.pipe(v.string(), v.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u))
    }),
    output: v.object({ token: v.nullable(Token) })
  }),
  /** The next bytes. */
  write: call({
    input: v.object({
      token: Token,
      part: v.pipe(
        v.instance(Uint8Array),
        v.check((part) => part.byteLength <= LARGEST_PART, 'a part has at most 1 MB')
      )
    }),
    output: v.null()
  }),
  /** All bytes are there: the file takes its place. */
  finish: call({ input: v.object({ token: Token }), output: v.object({ bytes: v.number() }) }),
  /** Nothing is kept; a file that was there stays. */
  cancel: call({ input: v.object({ token: Token }), output: v.null() })
});
