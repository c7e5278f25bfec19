// The same in Node: lines cut by hand, one regular expression, blocks of output.
import { readSync, writeSync } from 'node:fs';

const WORDS = /[\p{Alphabetic}'‘’-]+/gu;
const VOWELS = new Set('aeiouAEIOU');
const KEPT = /[^\p{Alphabetic}\p{N}]/gu;

function cents(text) {
  const ascii = /^[\x00-\x7f]*$/.test(text);
  const characters = ascii ? text : [...text];
  let total = 100 + 5 * characters.length;
  const words = text.match(WORDS) ?? [];
  for (const word of words) {
    const length = ascii ? word.length : [...word].length;
    total += length < 4 ? 10 : length < 8 ? 20 : 30;
  }
  for (let index = 2; index < characters.length; index += 3) if (VOWELS.has(characters[index])) total += 30;
  if (characters.length > 100) total += 500;
  if (words.length > 0 && new Set(words).size === words.length) total -= 200;
  if (total < 100) total = 100;
  const kept = text.toLowerCase().replace(KEPT, '');
  if (kept !== '' && kept.at(0) === kept.at(-1) && [...kept].reverse().join('') === kept) total *= 2;
  return total;
}

function charge(line) {
  const { id, timestamp, text } = JSON.parse(line);
  const credits = cents(text);
  const part = String(credits % 100).padStart(2, '0');
  return `{"message_id":${id},"timestamp":"${timestamp}","credits_used":${Math.floor(credits / 100)}.${part}}\n`;
}

function write(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

const buffer = Buffer.alloc(1 << 20);
let rest = Buffer.alloc(0);
for (let read; (read = readSync(0, buffer)) > 0; ) {
  const bytes = Buffer.concat([rest, buffer.subarray(0, read)]);
  const end = bytes.lastIndexOf(10) + 1;
  rest = Buffer.from(bytes.subarray(end));
  let out = '';
  for (const line of bytes.toString('utf8', 0, end).split('\n')) if (line !== '') out += charge(line);
  write(out);
}
if (rest.length > 0) write(charge(rest.toString()));
