/**
 * A metric in buckets as a curve of their means, with what is needed to sum up runs exactly: lowest and highest value of
 * each bucket, and how many NaN it holds. Pure.
 */
import type { Band, Curve } from '@ipc/runs.ts';

export type BandCurve = Curve & Pick<Band, 'low' | 'high' | 'nans'>;

export const bandCurve = ({ mean, ...band }: Band): BandCurve => ({ ...band, value: mean });
