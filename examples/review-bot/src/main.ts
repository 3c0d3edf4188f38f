import { readFileSync } from 'node:fs';
import { classifyFeedback } from '@/label';
import { releaseNote } from '@/notes';
import { reviewFiles } from '@/review';
import { generateTitle } from '@/title';

const [command, path = ''] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');

if (command === 'review') {
  const files = new Map(text.split(/^diff --git a\//m).slice(1).map((part) => [part.slice(0, part.indexOf(' ')), part]));
  for (const comment of await reviewFiles(files)) console.log(`${comment.path}\n${comment.text}\n`);
} else if (command === 'feedback') {
  const [label, title] = await Promise.all([classifyFeedback(text), generateTitle(text)]);
  console.log(`[${label}] ${title}`);
} else if (command === 'note') {
  console.log(await releaseNote(path, text));
}
