/** The process that is killed while it migrates: opens the database that it is told, and says when it begins. */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/open.ts';
import { NOW } from '../../src/store/testing/samples.ts';

const [file = ''] = process.argv.slice(2);
writeSync(1, 'begins\n');
if (file !== '') openStore({ file, now: NOW }).db.close();
