/**
 * A small memory that counts references, moment by moment, while y = w * x is computed and its names go away: what the
 * figure of step 17 draws. A simulator of how Python counts; JavaScript's memory does not. Pure, names no colour or word.
 */

export const THINGS = ['w', 'x', 'f', 'y'] as const;
export type Thing = (typeof THINGS)[number];

export interface Link {
  from: Thing;
  to: Thing;
  /** It can be followed, and does not count. */
  weak: boolean;
}

export interface Moment {
  /** What has just happened. */
  event: string;
  /** Things that have been made and not been freed. */
  things: readonly Thing[];
  /** Names that hold the thing of the same name. */
  names: readonly Thing[];
  links: readonly Link[];
  /** What a tracing pass has reached from the names; null while none runs. */
  marked: readonly Thing[] | null;
}

/** How many names and counting links hold a thing. */
export function countOf({ links, names }: Moment, thing: Thing): number {
  return (names.includes(thing) ? 1 : 0) + links.filter(({ to, weak }) => to === thing && !weak).length;
}

/** Every moment of the story; `weak`: the link from the function to its output does not count. */
export function story(weak: boolean): Moment[] {
  let now: Moment = { event: 'empty', things: [], names: [], links: [], marked: null };
  const moments = [now];
  const then = (event: string, change: (before: Moment) => Partial<Moment>): void => {
    now = { ...now, ...change(now), event };
    moments.push(now);
  };
  const make = (thing: Thing): void =>
    then(`make-${thing}`, ({ things, names }) => ({ things: [...things, thing], names: [...names, thing] }));
  const link = (event: string, from: Thing, to: readonly Thing[], isWeak = false): void =>
    then(event, ({ links }) => ({ links: [...links, ...to.map((one) => ({ from, to: one, weak: isWeak }))] }));
  const forget = (name: Thing): void =>
    then(`forget-${name}`, ({ names }) => ({ names: names.filter((one) => one !== name) }));

  make('w');
  make('x');
  make('f');
  link('inputs', 'f', ['w', 'x']);
  make('y');
  link('creator', 'y', ['f']);
  link(weak ? 'outputs-weak' : 'outputs', 'f', ['y'], weak);
  forget('f');
  forget('x');
  forget('y');
  for (let gone = unheld(now); gone.length > 0; gone = unheld(now)) {
    const things = gone;
    then(`free-${things.join('-')}`, (before) => without(before, things));
  }
  if (weak) return moments;
  then('mark', (before) => ({ marked: reachable(before) }));
  const unreached = now.things.filter((thing) => now.marked?.includes(thing) !== true);
  then('sweep', (before) => without(before, unreached));
  return moments;
}

/** Everything that can be reached from a name, over links that count. */
export function reachable({ links, names }: Moment): Thing[] {
  const found = new Set<Thing>(names);
  for (const thing of found) for (const { from, to, weak } of links) if (from === thing && !weak) found.add(to);
  return THINGS.filter((thing) => found.has(thing));
}

/** Things that nobody holds: counting frees them at once. */
const unheld = (moment: Moment): Thing[] => moment.things.filter((thing) => countOf(moment, thing) === 0);

const without = ({ links, things }: Moment, gone: readonly Thing[]): Partial<Moment> => ({
  things: things.filter((thing) => !gone.includes(thing)),
  links: links.filter(({ from, to }) => !gone.includes(from) && !gone.includes(to))
});
