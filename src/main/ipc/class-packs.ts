/** The "classPacks" namespace: previews, adding and removing. A lesson's id is free in the course and in all packs. */
import type { classPacks, InspectedPack } from '@ipc/class-packs.ts';
import type { Handlers } from '@ipc/envelope.ts';
import type { LessonLibrary } from '../lessons/library.ts';
import type { OpenedFiles } from '../app/opened-files.ts';
import type { ClassPacks } from '../packs/class-packs.ts';
import { LIMITS } from '../packs/limits.ts';
import type { Uploads } from '../packs/uploads.ts';
import { tellOpened } from './tell-opened.ts';

export interface ClassPacksDeps {
  packs: ClassPacks;
  library: LessonLibrary;
  uploads: Uploads;
  opened: OpenedFiles;
  report: (what: string, error: unknown) => void;
}

export function classPacksHandlers(deps: ClassPacksDeps): Handlers<typeof classPacks.verbs> {
  const { packs, library, uploads, opened, report } = deps;
  const inspect = async (file: string, bytes: Uint8Array): Promise<InspectedPack> => {
    const found = await packs.inspect(bytes);
    if (!found.ok) return { ...found, file };
    const { token, pack } = found;
    const known = (await packs.list()).some(({ id }) => id === pack.id);
    const taken = new Set((await library.load()).lessons.map(({ id }) => id));
    const same = known ? undefined : pack.lessons.find(({ id }) => taken.has(id));
    if (!same) return { ok: true, file, token, known, pack };
    packs.drop(token);
    const detail = `the lesson id ${same.id} is that of another lesson already`;
    return { ok: false, file, problem: 'bad-content', detail };
  };
  return {
    list: () => packs.list(),
    inspect({ upload }) {
      const { file, bytes } = uploads.take(upload);
      return inspect(file, bytes);
    },
    opened(_input, sink) {
      tellOpened(sink, { opened, ending: '.dzpack', mostBytes: LIMITS.pack.fileBytes, inspect, report });
    },
    async add({ token }) {
      await packs.add(token);
      return packs.list();
    },
    discard({ token }) {
      packs.drop(token);
      return null;
    },
    async remove({ id }) {
      await packs.remove(id);
      return packs.list();
    }
  };
}
