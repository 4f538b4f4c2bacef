/** Words of the comparison: names of values and groups in the language of the app. Pure. */
import type { Translate } from '@i18n/index.ts';
import type { CompareOptions } from './compare-options.ts';
import type { RunGroup } from './run-groups.ts';
import { ownName, parameterName, type Cell } from './run-values.ts';

/** The name of a key of run-values.ts. */
export function keyName(key: string, t: Translate): string {
  const own = ownName(key);
  return own === null ? (parameterName(key) ?? key) : t(`compare.row.${own}`);
}

export function cellName(value: Cell, t: Translate): string {
  return value === null ? t('compare.none') : String(value);
}

/** 'lr = 0.1 (3 runs)' */
export const groupName = (group: RunGroup, key: string, t: Translate): string =>
  t('compare.groupName', { name: keyName(key, t), value: cellName(group.value, t), count: group.runs.length });

export const axisName = (x: CompareOptions['x'], t: Translate): string => t(`compare.x.${x}`);
