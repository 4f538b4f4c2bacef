// npm run test:crash -- [COUNT]: ends a writing process at random moments, COUNT times (200 unless told), and looks what is
// left: every acknowledged checkpoint, row and hand-in must be there. One kill in 25 more hits a training, which then goes
// on from the killed store with the numbers of one that never stopped. Then COUNT flipped bits in the database, in its log
// and in hand-ins; and a small disk that really fills up. npm test does the same 25 and 60 times.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const count = Number(process.argv[2] ?? 200);
if (!Number.isInteger(count) || count < 1) {
  console.error(`test:crash takes a whole number of crashes, not ${process.argv[2]}`);
  process.exit(1);
}
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'tests/crash', 'tests/fuzz', `--testTimeout=${count * 5_000}`],
  { stdio: 'inherit', env: { ...process.env, CRASHES: String(count), FLIPS: String(count) } }
);
console.log(status === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed');
process.exit(status ?? 1);
