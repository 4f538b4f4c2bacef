/** JSON that keeps NaN, infinities and minus zero, which plain JSON turns into null or 0. */

const MARK = '$number';

export const writeNumbers = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0))
      ? { [MARK]: Object.is(item, -0) ? '-0' : String(item) }
      : item
  );

export const parseNumbers = (json: string): unknown =>
  JSON.parse(json, (_, item: unknown) =>
    typeof item === 'object' && item !== null && MARK in item ? Number(item[MARK]) : item
  );
