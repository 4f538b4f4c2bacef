/** The inspector as a learner uses it: why a gradient is what it is, another value for a leaf, prediction before reveal. */
import type { Page } from '@playwright/test';
import { axe, expect, picture, test } from './launch.ts';
import * as learner from './learner.ts';

/** Opens the inspector of a variable by its row in the table, then goes back to the graph. */
async function inspect(page: Page, name: string): Promise<void> {
  await learner.openFile(page, 'Table');
  await page.locator(`[data-testid="graph-variable"][data-name="${name}"]`).getByRole('button').click();
  await learner.openFile(page, 'Graph');
  await expect(learner.by(page, 'inspector')).toBeVisible();
}

async function toEnd(page: Page): Promise<void> {
  await learner.seek(page, Number(await learner.by(page, 'timeline-position').getAttribute('max')));
}

async function show(page: Page, language: string, theme: string): Promise<void> {
  await page.locator('header select').nth(0).selectOption(language);
  await page.locator('header select').nth(1).selectOption(theme);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** The learning rate is too large: the loss grows for some 500 steps until it is infinite. */
const DIVERGES = `import { Variable, F, nd, run } from 'dezero';
const x = new Variable(nd.array(1));
for (const i of run.steps(1000, { params: { x } })) {
  const loss = F.square(x);
  x.clearGrad();
  loss.backward();
  x.data -= 1.515 * x.grad.data;
  run.log({ loss });
}
`;

const LOOKS = [
  ['en', 'light'],
  ['ko', 'dark'],
  ['en', 'projector'],
  ['ko', 'light']
] as const;

test('step 7: why the gradient of x is 3.297, with every factor a link', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await learner.openStep7(page);
  await learner.run(page);
  await toEnd(page);
  await inspect(page, 'x');
  const why = learner.by(page, 'why-gradient');
  const factors = why.getByTestId('why-factor');
  await expect(factors).toHaveCount(3);
  await expect(factors.locator('.number')).toHaveText(['2.568', '1.284', '1']);
  await expect(why.locator('.katex').first()).toContainText('3.297');
  for (const [language, theme] of LOOKS) {
    await show(page, language, theme);
    await learner.by(page, 'why-gradient').scrollIntoViewIfNeeded();
    await factors.nth(1).hover();
    expect(await axe(page), `${language} ${theme}`).toEqual([]);
    await picture(page, `why-7-${language}-${theme}`);
  }
  await show(page, 'en', 'light');
  await factors.nth(1).click();
  await expect(learner.by(page, 'inspector').locator('h3')).toHaveText('Exp');
});

test('step 7: a leaf changed by hand is replayed at the same place, and undone', async ({ page }) => {
  await learner.openStep7(page);
  await learner.run(page);
  await toEnd(page);
  const last = await learner.by(page, 'timeline').getAttribute('data-cursor');
  await inspect(page, 'x');
  await learner.by(page, 'leaf-value').fill('0.8');
  await learner.by(page, 'leaf-value').press('Enter');
  await expect(learner.by(page, 'leaf-changed')).toContainText('0.5 → 0.8');
  await expect(learner.by(page, 'timeline')).toHaveAttribute('data-cursor', last ?? '');
  await picture(page, 'why-7-leaf');
  await learner.openFile(page, 'Table');
  // d/dx (exp(x²))² = 4x exp(2x²)
  expect((await learner.variable(page, 'x')).grad).toBeCloseTo(4 * 0.8 * Math.exp(2 * 0.64), 10);
  await learner.openFile(page, 'Graph');
  await learner.by(page, 'leaf-reset').click();
  await expect(learner.by(page, 'leaf-changed')).toHaveCount(0);
  await learner.openFile(page, 'Table');
  expect((await learner.variable(page, 'x')).grad).toBeCloseTo(3.297442541400256, 12);
});

test('step 7: predict first, by keyboard', async ({ page }) => {
  await learner.openStep7(page);
  await learner.run(page);
  await toEnd(page);
  const bar = learner.by(page, 'predict-bar');
  await bar.getByRole('checkbox').press('Space');
  await expect(learner.by(page, 'timeline')).toHaveAttribute('data-cursor', '0');
  const forward = learner.by(page, 'timeline-forward');
  while (!(await learner.by(page, 'predict-question').isVisible())) await forward.press('Enter');
  const before = await learner.by(page, 'timeline').getAttribute('data-cursor');
  await expect(bar.getByRole('textbox')).toBeFocused();
  await picture(page, 'predict-7-question');
  await page.keyboard.type('0.25');
  await page.keyboard.press('Enter');
  await expect(learner.by(page, 'predict-verdict')).toContainText('0.25');
  await expect(learner.by(page, 'timeline')).not.toHaveAttribute('data-cursor', before ?? '');
  expect(await axe(page)).toEqual([]);
});

test('the first NaN: from the button to the operation that made it', async ({ page }) => {
  await learner.openLesson(page, 'a-neural-network');
  await learner.typeCode(
    page,
    "import { F, Variable, nd } from 'dezero';\nconst x = new Variable(nd.array([1, 0, 2]));\nconst a = F.log(x);\nconst y = F.sum(a * x);\ny.backward();\n"
  );
  await learner.run(page);
  await learner.openFile(page, 'Graph');
  await learner.by(page, 'non-finite-go').click();
  await expect(learner.by(page, 'non-finite')).toHaveAttribute('data-there', 'true');
  await expect(learner.by(page, 'non-finite')).toContainText('Log');
  await expect(learner.by(page, 'inspector').locator('h3')).toHaveText('a');
  await expect(learner.by(page, 'why-value')).toContainText('Log');
  await picture(page, 'why-nan');
  expect(await axe(page)).toEqual([]);
});

test('a training that diverges: from its NaN, steps later, back to the operation that made it', async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  await learner.openLesson(page, 'a-neural-network');
  await learner.goSection(page, 3);
  await learner.typeCode(page, DIVERGES);
  await learner.run(page);
  await learner.openFile(page, 'Graph');
  const parts = learner.by(page, 'trace-part').getByRole('button');
  await expect(parts.nth(0)).toHaveAttribute('aria-pressed', 'true');
  await expect(parts.nth(1)).toHaveText(/^Last steps, \d+–\d+$/);
  const bad = Number(/–(\d+)$/.exec(await parts.nth(1).innerText())?.[1]);
  expect(bad).toBeGreaterThan(450);
  expect(bad).toBeLessThan(550);
  // The first steps have none: the button goes over to the last ones, to the very event.
  await expect(learner.by(page, 'non-finite')).toContainText(`step ${bad}`);
  await learner.by(page, 'non-finite-go').click();
  await expect(parts.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(learner.by(page, 'non-finite')).toHaveAttribute('data-there', 'true');
  await expect(learner.by(page, 'non-finite')).toContainText('Square');
  await expect(learner.by(page, 'inspector').locator('h3')).toHaveText('loss');
  await expect(learner.by(page, 'why-value')).toContainText('Square');
  await picture(page, 'why-nan-training');
  expect(await axe(page)).toEqual([]);

  await test.step('steps lie on the timeline, and a step back is one event', async () => {
    const timeline = learner.by(page, 'timeline');
    const there = Number(await timeline.getAttribute('data-cursor'));
    await learner.by(page, 'timeline-back').click();
    await expect(timeline).toHaveAttribute('data-cursor', String(there - 1));
    await expect(learner.by(page, 'timeline-event')).toHaveText(`Step ${bad} of the training begins.`);
    await learner.by(page, 'timeline-mark-back').click();
    await expect(learner.by(page, 'timeline-event')).toContainText('is updated');
  });

  await test.step('in Korean, for the projector', async () => {
    await show(page, 'ko', 'projector');
    await picture(page, 'why-nan-training-ko-projector');
    expect(await axe(page)).toEqual([]);
    await show(page, 'en', 'light');
  });

  await test.step('the run keeps both parts', async () => {
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('table').getByRole('link').first().click();
    await learner.by(page, 'run-graph-open').click();
    const graph = learner.by(page, 'run-graph');
    await expect(graph.getByTestId('graph-stage')).toBeVisible();
    await graph.getByTestId('non-finite-go').click();
    await expect(graph.getByTestId('non-finite')).toContainText('Square');
    await expect(graph.getByTestId('inspector').locator('h3')).toHaveText('loss');
    await graph.scrollIntoViewIfNeeded();
    await picture(page, 'run-graph');
    expect(await axe(page)).toEqual([]);
  });
});

test('a trace goes into a file and comes back from it', async ({ page }) => {
  await learner.openStep7(page);
  await learner.run(page);
  const length = await learner.by(page, 'timeline').getAttribute('data-events');
  // What would be downloaded, without the system's dialog.
  const text = await page.evaluate(async () => {
    const made = new Promise<string>((done) => {
      const original = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        void blob.text().then(done);
        return original(new Blob([]));
      };
    });
    document.addEventListener(
      'click',
      (event) => event.target instanceof HTMLAnchorElement && event.preventDefault(),
      true
    );
    const button = document.querySelector('[data-testid="trace-save"]');
    if (button instanceof HTMLElement) button.click();
    return made;
  });
  await learner
    .by(page, 'trace-file')
    .setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(page.getByRole('alert')).toContainText('not a trace');
  await learner
    .by(page, 'trace-file')
    .setInputFiles({ name: 'x.dztrace.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(learner.by(page, 'trace-opened')).toBeVisible();
  await expect(learner.by(page, 'timeline')).toHaveAttribute('data-events', length ?? '');
  await toEnd(page);
  await learner.openFile(page, 'Table');
  expect((await learner.variable(page, 'x')).grad).toBeCloseTo(3.297442541400256, 12);
});

test('step 43: an element of a weight, row by column', async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  await learner.openLesson(page, 'a-neural-network');
  await learner.goSection(page, 3);
  await learner.run(page);
  await toEnd(page);
  await inspect(page, 'W1');
  // Before the update, when its gradient has just arrived.
  const inspector = learner.by(page, 'inspector');
  const table = inspector.getByRole('table', { name: /Gradient/ });
  await table.getByRole('button').first().click();
  await expect(learner.by(page, 'why-contribution')).toHaveAttribute('data-function', 'Linear');
  for (const [language, theme] of LOOKS) {
    await show(page, language, theme);
    await learner.by(page, 'why-gradient').scrollIntoViewIfNeeded();
    expect(await axe(page), `${language} ${theme}`).toEqual([]);
    await picture(page, `why-43-${language}-${theme}`);
  }
  await show(page, 'en', 'light');
  await inspect(page, 'h');
  await inspector.getByRole('table', { name: /Value/ }).getByRole('button').first().press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(learner.by(page, 'why-value')).toContainText('Sigmoid');
  await picture(page, 'why-43-value');
});
