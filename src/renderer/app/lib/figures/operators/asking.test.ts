// The rules of the figures against the learner's framework of steps 19 to 22, run by the runtime of the app.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCell } from '../../../../../runtime/testing/run.ts';
import { ask, hasMethod, KINDS, METHODS, SIGNS, type Kind } from './asking.ts';

const STEPS = {
  19: '19-a-variable-like-an-array',
  20: '20-operators',
  21: '21-mixed-operands',
  22: '22-the-other-operators'
};
const OPERANDS: Record<Kind, string> = { number: '2', array: 'nd.array(3.0)', variable: 'new Variable(nd.array(4.0))' };
const NAMES = Object.values(METHODS).flatMap((name) => [name, `r${name}`]);

function framework(folder: string): string {
  const root = join(import.meta.dirname, '../../../../../../lessons/2-natural-code');
  return readFileSync(join(root, folder, 'solution/variable.ts'), 'utf8');
}

/** Prints, for each combination, which methods of operands ran, and whether there was a result. */
const PROBE = `import { nd, NDArray } from 'dezero';
import { Variable } from './variable.ts';
let ran = [];
for (const name of ${JSON.stringify(NAMES)}) {
  const method = Variable.prototype[name];
  if (method) Variable.prototype[name] = function (other) { ran.push(name); return method.call(this, other); };
}
function report(compute) {
  ran = [];
  let works = true;
  try { compute(); } catch { works = false; }
  console.log(ran.join(), works);
}
`;

test.each(Object.entries(STEPS))('step %s', async (step, folder) => {
  const combinations = SIGNS.flatMap((sign) => KINDS.flatMap((left) => KINDS.map((right) => ({ sign, left, right }))));
  const lines = combinations.map(
    ({ sign, left, right }) => `{ const a = ${OPERANDS[left]}, b = ${OPERANDS[right]}; report(() => a ${sign} b); }`
  );
  const { printed, error } = await runCell({
    'variable.ts': framework(folder),
    'cells/1-test.ts': `${PROBE}${lines.join('\n')}\nconst v = ${OPERANDS.variable};\nreport(() => -v);`
  });
  expect(error).toBeNull();
  const foreseen = combinations.map(({ sign, left, right }) => {
    const { asked, works } = ask(sign, left, right, Number(step));
    const of = { left, right };
    const ran = asked.filter(({ side, answer }) => of[side] === 'variable' && ['answers', 'fails'].includes(answer));
    return `${ran.map(({ method }) => method).join()} ${works}`;
  });
  expect(printed).toEqual([...foreseen, ` ${hasMethod('neg', Number(step))}`]);
});

test('an array on the left leaves the answer to a Variable on the right', () => {
  expect(ask('+', 'array', 'variable', 21)).toEqual({
    builtIn: false,
    asked: [
      { side: 'left', method: 'add', answer: 'leaves' },
      { side: 'right', method: 'radd', answer: 'answers' }
    ],
    works: true
  });
  expect(ask('+', 'number', 'variable', 20).works).toBe(false);
});
