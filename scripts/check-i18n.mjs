// Checks the texts: both languages have the same keys and the same placeholders, and no text is empty.
import fs from 'node:fs';
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
for (const fault of new Set(faults)) console.error(`i18n: ${fault}`);
console.log(`i18n: ${texts.en.size} texts, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
