/** Made-up names for who hands in, as 'quiet-otter-52': they say nothing about anybody, and two in a class rarely meet. */
import { randomInt } from 'node:crypto';

const HOW = [
  'amber',
  'brave',
  'calm',
  'clever',
  'copper',
  'gentle',
  'golden',
  'keen',
  'lively',
  'lucky',
  'merry',
  'mild'
];
const HOW_ELSE = ['noble', 'patient', 'polite', 'quick', 'quiet', 'silver', 'steady', 'sunny', 'swift', 'warm', 'wise'];
const WHO = [
  'badger',
  'crane',
  'deer',
  'dolphin',
  'falcon',
  'finch',
  'fox',
  'hare',
  'heron',
  'lynx',
  'magpie',
  'marten'
];
const WHO_ELSE = [
  'moth',
  'otter',
  'owl',
  'panda',
  'raven',
  'robin',
  'seal',
  'stork',
  'swan',
  'tiger',
  'turtle',
  'wren'
];

export function makePseudonym(random: (below: number) => number = randomInt): string {
  const pick = (words: readonly string[]): string => words[random(words.length)] ?? '';
  return `${pick([...HOW, ...HOW_ELSE])}-${pick([...WHO, ...WHO_ELSE])}-${10 + random(90)}`;
}
