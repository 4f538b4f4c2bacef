/** What goes wrong in a cell: a sentence with the line, the app goes on, the code is kept. */
import type { Page } from '@playwright/test';
import { expect, picture, test } from './launch.ts';
import * as learner from './learner.ts';

const LESSON = 'a-neural-network';

async function runCode(page: Page, source: string): Promise<void> {
  await learner.typeCode(page, source);
  await learner.run(page);
}

test('a syntax error, a throw, a wrong shape and a lost rejection name the line, and the next run works', async ({
  page
}) => {
  await learner.openLesson(page, LESSON);
  await learner.goSection(page, 1);
  await runCode(page, 'const a = 1;\nconst b = (2;\n');
  await expect(learner.by(page, 'run-error')).toContainText('line 2');
  await runCode(page, 'const a = 1;\n\nthrow new Error("on purpose");\n');
  await expect(learner.by(page, 'run-error')).toContainText('on purpose');
  await expect(learner.by(page, 'run-error')).toContainText('line 3');
  await runCode(page, "import { nd } from 'dezero';\nconst a = nd.zeros([3, 4]);\nnd.matmul(a, nd.zeros([5, 2]));\n");
  await expect(learner.by(page, 'run-error')).toContainText('(3, 4)');
  await expect(learner.by(page, 'run-error')).toContainText('line 3');
  await picture(page, 'error-shape');
  await runCode(
    page,
    "async function load() {\n  throw new Error('nobody awaits this');\n}\nload();\nconsole.log('on');\n"
  );
  await expect(learner.by(page, 'run-error')).toContainText('nobody awaits this');
  await expect(learner.by(page, 'run-error')).toContainText('line 2');
  expect(await learner.consoleText(page)).toContain('on');
  await runCode(page, 'console.log(6 * 7);');
  expect(await learner.consoleText(page)).toContain('42');
  await page.reload();
  await expect(learner.by(page, 'editor')).toContainText('6 * 7');
});

for (const [name, source] of [
  ['a loop without end', 'while (true) {}\n'],
  ['a builtin that checks no interrupt', '[].includes.call({ length: 2 ** 53 - 1 }, 1);\n']
] as const) {
  test(`Stop ends ${name} within a second, and the next run works`, async ({ page }) => {
    await learner.openLesson(page, LESSON);
    await learner.goSection(page, 1);
    await learner.typeCode(page, source);
    const before = await learner.startRun(page);
    await expect(learner.by(page, 'run-bar')).toHaveAttribute('data-status', 'running');
    await page.waitForTimeout(300);
    const stopped = Date.now();
    await learner.by(page, 'stop').click();
    await learner.ended(page, before);
    const took = Date.now() - stopped;
    test.info().annotations.push({ type: 'stop', description: `${took} ms` });
    console.log(`stop of ${name}: ${took} ms from click to the end on screen`);
    await expect(learner.by(page, 'editor')).toContainText(source.trim().slice(0, 12));
    await learner.typeCode(page, 'console.log("next", 6 * 7);');
    await learner.run(page);
    expect(await learner.consoleText(page)).toContain('next 42');
  });
}

test('a cell that eats memory is ended with a message', async ({ launchWith }) => {
  const { page } = await launchWith({ DEZERO_MEMORY_LIMIT_MB: '600' });
  await learner.openLesson(page, LESSON);
  await learner.goSection(page, 1);
  await learner.typeCode(
    page,
    "import { nd } from 'dezero';\nconst kept = [];\nfor (;;) kept.push(nd.ones([1000, 1000]));\n"
  );
  const before = await learner.startRun(page);
  await learner.ended(page, before);
  await expect(page.getByText('used too much memory')).toBeVisible();
  await learner.typeCode(page, 'console.log("next", 6 * 7);');
  await learner.run(page);
  expect(await learner.consoleText(page)).toContain('next 42');
});

test('lesson code reaches nothing outside', async ({ page }) => {
  await learner.openLesson(page, LESSON);
  await learner.goSection(page, 1);
  await runCode(
    page,
    `const tries = [
  () => process.version,
  () => require('fs'),
  () => fetch('https://example.org'),
  () => (() => {}).constructor('return process')(),
  () => [].constructor.constructor('return globalThis.process.version')()
];
for (const one of tries) {
  try { console.log('open', one()); } catch (error) { console.log('closed'); }
}
`
  );
  const text = await learner.consoleText(page);
  expect(text).not.toContain('open');
  expect(text.match(/closed/g)).toHaveLength(5);
});
