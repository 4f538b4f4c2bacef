/** Every screen: axe finds nothing in light, dark and projector, in both languages; security of the page; start time. */
import { axe, expect, picture, test } from './launch.ts';
import * as learner from './learner.ts';

test('axe finds nothing on any screen, in any theme, in both languages', async ({ page }) => {
  test.setTimeout(240_000);
  await page.getByTestId('continue').waitFor();
  const show = async (hash: string) => page.evaluate((to) => (location.hash = to), hash);
  for (const [language, theme] of [
    ['en', 'light'],
    ['ko', 'dark'],
    ['ko', 'projector']
  ] as const) {
    await page.locator('header select').nth(0).selectOption(language);
    await page.locator('header select').nth(1).selectOption(theme);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const [name, hash] of [
      ['home', '#/home'],
      ['lesson7', '#/lesson/backward-by-itself'],
      ['lesson43', '#/lesson/a-neural-network'],
      ['runs', '#/runs'],
      ['settings', '#/settings']
    ] as const) {
      await show(hash);
      await expect(page.getByRole('main')).toBeVisible();
      if (name === 'lesson7') {
        await learner.goSection(page, 2);
        await learner.run(page);
        await expect(learner.by(page, 'graph-stage')).toBeVisible();
      }
      if (name === 'lesson43' && language === 'en') {
        await learner.goSection(page, 1);
        await learner.run(page);
      }
      await page.waitForTimeout(300);
      expect(await axe(page), `${name} ${language} ${theme}`).toEqual([]);
      await picture(page, `${name}-${language}-${theme}`);
    }
  }
});

test('the page has no Node, only the bridge, and leaves its origin for nothing', async ({ page }) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.reload();
  await page.getByTestId('continue').waitFor();
  expect(
    await page.evaluate(() => [
      typeof (globalThis as { require?: unknown }).require,
      typeof (globalThis as { process?: unknown }).process,
      Object.isFrozen((globalThis as { dezero?: unknown }).dezero),
      crossOriginIsolated
    ])
  ).toEqual(['undefined', 'undefined', true, true]);
  const before = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
  const answer = await page.evaluate(() =>
    (globalThis as unknown as { dezero: { call(channel: string, input: unknown): Promise<unknown> } }).dezero.call(
      'runs:get',
      { run: '../../etc' }
    )
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  expect(problems).toEqual([]);
});

test('nothing overlaps at 1366x768, and a narrow window stacks the areas', async ({ page, app }) => {
  const resize = (width: number, height: number) =>
    app.evaluate(
      ({ BrowserWindow }, size) => {
        const window = BrowserWindow.getAllWindows().find((one) => one.isVisible());
        window?.setContentSize(size.width, size.height);
      },
      { width, height }
    );
  await resize(1366, 768);
  await learner.openStep7(page);
  await learner.run(page);
  await expect(learner.by(page, 'graph-stage')).toBeVisible();
  const boxes = await Promise.all(
    ['lesson-text', 'graph-stage', 'editor', 'timeline'].map((id) => learner.by(page, id).boundingBox())
  );
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1)) {
      if (!a || !b) throw new Error('an area is not shown');
      const apart =
        a.x + a.width <= b.x + 1 || b.x + b.width <= a.x + 1 || a.y + a.height <= b.y + 1 || b.y + b.height <= a.y + 1;
      expect(apart).toBe(true);
    }
  await picture(page, 'lesson7-1366x768');
  await resize(640, 720);
  await page.waitForTimeout(300);
  const text = await learner.by(page, 'lesson-text').boundingBox();
  expect(text?.width).toBeGreaterThan(500);
  await picture(page, 'lesson7-narrow');
});
