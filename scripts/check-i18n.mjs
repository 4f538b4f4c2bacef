// Checks the texts: both languages have the same keys and the same placeholders, no text is empty, and every key that the
// page names in full exists. Keys that are put together (`run.${status}`) are not seen.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** @param {object} tree @returns {Map<string, string>} dotted key to text */
function flatten(tree, prefix = '', found = new Map()) {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else flatten(value, `${prefix}${key}.`, found);
  }
  return found;
}
const read = (language) => flatten(JSON.parse(fs.readFileSync(`src/i18n/${language}.json`, 'utf8')));
const placeholders = (text) =>
  [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]))].sort().join(',');

const texts = { en: read('en'), ko: read('ko') };
const faults = [];
for (const [language, other] of [
  ['en', 'ko'],
  ['ko', 'en']
]) {
  for (const [key, text] of texts[language]) {
    if (text.trim() === '') faults.push(`${language}: ${key} is empty`);
    // Plural forms differ between languages: Korean has one form, English two.
    const base = key.replace(/_(one|other)$/, '');
    const there = [key, base, `${base}_other`].find((name) => texts[other].has(name));
    if (!there) faults.push(`${other}: ${key} is missing`);
    else if (placeholders(text) !== placeholders(texts[other].get(there)) && !key.endsWith('_one'))
      faults.push(`${key}: the placeholders differ between ${language} and ${other}`);
  }
}
for (const file of fs.readdirSync('src/renderer', { recursive: true, encoding: 'utf8' })) {
  if (!/\.(svelte|ts)$/.test(file) || file.endsWith('.test.ts')) continue;
  const source = fs.readFileSync(path.join('src/renderer', file), 'utf8');
  for (const [, key] of source.matchAll(/\bt\('([a-z][\w-]*(?:\.[\w-]+)+)'/gi))
    if (![key, `${key}_other`].some((name) => texts.en.has(name))) faults.push(`${file}: there is no text ${key}`);
}
for (const fault of new Set(faults)) console.error(`i18n: ${fault}`);
console.log(`i18n: ${texts.en.size} texts, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
