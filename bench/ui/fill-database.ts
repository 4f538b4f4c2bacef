/** Makes the database that the screens of runs are timed with. Arguments: the bundle of the store worker, the file. */
import { StoreClient } from '../../src/main/store-client/store-client.ts';
import { NOW } from '../../src/store/testing/samples.ts';
import { fillStore } from '../many-runs.ts';

const [, , worker, file = ''] = process.argv;
const store = new StoreClient(worker);
await store.ask('open', { file, now: NOW });
await fillStore(store);
await store.close();
