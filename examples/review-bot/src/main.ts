import { readFileSync } from 'node:fs';
import { labelOf } from '@/label';
import { releaseNote } from '@/notes';
import { reviewFiles } from '@/review';
import { generateTitle } from '@/title';

const diff = readFileSync(0, 'utf8');
const files = new Map(diff.split(/^diff --git a\//m).slice(1).map((part) => [part.slice(0, part.indexOf(' ')), part]));

const [label, title, comments] = await Promise.all([labelOf(diff), generateTitle(diff), reviewFiles(files)]);
console.log(`${label}: ${title}`);
for (const { path, text } of comments) console.log(`\n${path}\n${text}`);
console.log(`\n${await releaseNote(title, diff)}`);
