/** Curves as CSV by RFC 4180: lines end in CRLF, fields are quoted where they must be, numbers read back to the same bits. */
import type { Curve } from '@ipc/runs.ts';

const LINE = '\r\n';
export const csvHeader = `run,title,name,step,value,time${LINE}`;

export function csvRows(title: string, curve: Curve): string {
  const head = [curve.run, title, curve.name].map(field).join(',');
  const lines = curve.step.map(
    (step, i) => `${head},${number(step)},${number(curve.value[i])},${number(curve.time[i])}`
  );
  return lines.map((line) => line + LINE).join('');
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** JavaScript's shortest form reads back exactly; NaN and Infinity are written so, and -0 keeps its sign. */
const number = (value: number | undefined): string => (Object.is(value, -0) ? '-0' : String(value ?? NaN));
