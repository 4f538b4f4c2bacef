/**
 * What a learner does in the app, as functions: tests and the tour are written with these, so that a changed screen is
 * mended in one place. Only what a person could do: clicks, keys, typing, looking.
 */
import { expect, type Locator, type Page } from '@playwright/test';

export const by = (page: Page, id: string): Locator => page.getByTestId(id);

/** Home, then the one big button. */
export async function continueFromHome(page: Page): Promise<void> {
  await page.getByTestId('continue').click();
  await expect(by(page, 'lesson-text')).toBeVisible();
}

/** The lesson in which backward walks by itself: most tests of the stage use its small graph. */
export const openStep7 = (page: Page): Promise<void> => openLesson(page, 'backward-by-itself');

export async function openLesson(page: Page, id: string): Promise<void> {
  await page.getByTestId('continue').or(by(page, 'lesson-text')).first().waitFor();
  await page.evaluate((hash) => (location.hash = hash), `#/lesson/${id}`);
  await expect(by(page, 'lesson-text')).toBeVisible();
  await expect(by(page, 'run')).toBeEnabled();
}

export async function goSection(page: Page, section: number): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('listitem')
    .nth(section - 1)
    .getByRole('button')
    .click();
  await expect(page.locator('[aria-current="step"]')).toHaveAttribute('aria-label', new RegExp(`\\b${section}\\b`));
}

/** Runs the selected cell, with or without a guess, and waits until it has ended. */
export async function run(page: Page, guess?: string): Promise<void> {
  const before = await startRun(page, guess);
  await ended(page, before);
}

/** Presses Run (and answers the prediction, if one is asked); returns how many runs there were before. */
export async function startRun(page: Page, guess?: string): Promise<number> {
  const before = await runs(page);
  await by(page, 'run').click();
  const card = by(page, 'prediction');
  await expect.poll(async () => (await card.isVisible()) || (await runs(page)) > before).toBe(true);
  if (await card.isVisible()) {
    if (guess !== undefined) await card.getByRole('textbox').fill(guess);
    await card
      .getByRole('button')
      .nth(guess === undefined ? 1 : 0)
      .click();
    await expect.poll(() => runs(page)).toBeGreaterThan(before);
  }
  return before;
}

/** Starts a training and presses Pause the moment there is such a button: a short training would end before a slow click. */
export async function startAndPause(page: Page): Promise<number> {
  const pressed = page.evaluate(
    () =>
      new Promise<void>((done) => {
        const look = () => {
          const pause = document.querySelector<HTMLElement>('[data-testid="run-progress"] button[aria-label="Pause"]');
          pause?.click();
          if (pause) done();
          else requestAnimationFrame(look);
        };
        look();
      })
  );
  const before = await startRun(page);
  await pressed;
  await expect(by(page, 'run-bar')).toHaveAttribute('data-status', 'paused');
  return before;
}

const runs = async (page: Page): Promise<number> => Number(await by(page, 'run-bar').getAttribute('data-count'));

export async function ended(page: Page, before: number, timeout = 60_000): Promise<void> {
  await expect.poll(() => runs(page)).toBeGreaterThan(before);
  await expect(by(page, 'run-bar')).toHaveAttribute('data-status', /finished|failed|stopped|idle/, { timeout });
}

/** Replaces the text of the file that is open in the editor. */
export async function typeCode(page: Page, source: string): Promise<void> {
  const content = by(page, 'editor').locator('.cm-content');
  await content.click();
  await page.keyboard.press('ControlOrMeta+a');
  // Inserted at once: typed key by key, the editor would close brackets and indent on its own.
  await page.keyboard.insertText(source);
}

export async function openFile(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

export const consoleText = (page: Page): Promise<string> => by(page, 'console').innerText();

/** Moves the timeline to an event and waits until the stage or the table is there. */
export async function seek(page: Page, position: number): Promise<void> {
  await by(page, 'timeline-position').fill(String(position));
}

/** Gradient and value of a variable at the cursor, in full precision, from the table view. */
export async function variable(page: Page, name: string): Promise<{ value: number; grad: number | null }> {
  const row = page.locator(`[data-testid="graph-variable"][data-name="${name}"]`);
  const grad = await row.getAttribute('data-grad');
  return { value: Number(await row.getAttribute('data-value')), grad: grad === null ? null : Number(grad) };
}

/** Chooses among the labelled options of a select in the header or in a form. */
export async function choose(page: Page, label: string | RegExp, value: string): Promise<void> {
  await page
    .getByLabel(label, { exact: typeof label === 'string' })
    .first()
    .selectOption(value);
}

/** After "Continue from here": waits for the resumed run, starting it where the screen only offers it. */
export async function finishResumed(page: Page): Promise<void> {
  await expect.poll(() => runs(page)).toBeGreaterThan(0);
  await expect(by(page, 'run-bar')).toHaveAttribute('data-status', 'finished', { timeout: 60_000 });
}
