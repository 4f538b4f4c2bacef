/**
 * A disk that is really full: 32 MB of memory mounted for one process, in a name space of its own, so that neither an
 * administrator nor cleaning up is needed. Skipped where the system does not allow that (other systems than Linux, some
 * containers); there the store's tests limit the file by its pages.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundleTool } from '../../scripts/lib/bundle.mjs';

const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** Runs a command beside a small disk on `folder`, which only it sees. */
const beside = (...command: string[]) =>
  spawnSync('unshare', ['-rm', 'sh', '-c', MOUNT, folder, ...command], { encoding: 'utf8', timeout: 60_000 });
const MOUNT = 'mount -t tmpfs -o size=32m tmpfs "$0" && exec "$@"';

test.skipIf(beside('true').status !== 0)(
  'a full disk costs nothing that was saved, and what waited is written when there is room',
  async () => {
    const [worker, filler] = await Promise.all([
      bundleTool('src/store/store-worker.ts', 'full-store-worker', { format: 'cjs' }),
      bundleTool('tests/crash/disk-filler.ts', 'disk-filler')
    ]);
    const { stdout, stderr, status } = beside(process.execPath, filler, worker, folder);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const said = JSON.parse(stdout) as Record<string, unknown>;
    // Told once; every checkpoint that was acknowledged before can be loaded.
    expect(said).toMatchObject({ failures: ['disk-full'], refused: 'disk-full' });
    expect(said['readable']).not.toEqual([]);
    expect(new Set(said['readable'] as string[])).toEqual(new Set(['ok']));
    // The training went on: all its rows are there, and it has ended.
    expect(said).toMatchObject({ whole: 12_000, status: 'finished' });
    // With no room for its log the store shows the data and says that nothing is kept; with room all is as it was.
    expect(said).toMatchObject({
      full: 'store-read-only',
      listed: 2,
      problem: null,
      list: ['finished', 'interrupted']
    });
  }
);
