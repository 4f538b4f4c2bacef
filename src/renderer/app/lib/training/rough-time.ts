/** A time in whole seconds, in words: what is left of a training, how long one took. Not here: exact times (number-format.ts). */

export function roughTime(seconds: number, t: (key: string, values: Record<string, number>) => string): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return t('lesson.seconds', { seconds: whole });
  return t('lesson.minutesSeconds', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
}
