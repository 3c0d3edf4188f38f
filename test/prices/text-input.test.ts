/** Texts that code makes of others before they are sent: what is sent is as well known as what they are made of. */
import { describe, expect, it } from 'vitest';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

function inputOf(text: string, path: string): string {
  const { low, high } = createMemoryWorkspace([[path, text]]).workspace.analyze(`${ROOT}/${path}`)!.calls.at(-1)!.cost.input;
  return `${low}-${high}`;
}

const python = (content: string, before = ''): string => inputOf(`import re\nimport itertools\nfrom openai import OpenAI\n${before}OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": ${content}}])\n`, 'app.py');
const javascript = (content: string): string => inputOf(`import OpenAI from 'openai';\nconst people = { Ann: 7, Bo: 9 };\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: ${content} }] });\n`, 'app.ts');

const BEFORE = 'LOG = "One ship.\\n\\n\\nTwo  boats, 1142.\\nThree rafts, 1908."\nnames = ["Ida", "Bo", "Carl"]\npeople = [{"name": "Ida", "age": 7}, {"name": "Bo", "age": 9.0}]\n';

describe('Python', () => {
  it.each([
    ['re.sub(r"\\n{3,}", "\\n", LOG)', '"One ship.\\nTwo  boats, 1142.\\nThree rafts, 1908."'],
    ['re.sub(r"(?i)(ship|boats)", r"<\\1>", LOG[:9])', '"One <ship>."'],
    ['" ".join(re.findall(r"\\d{4}", LOG))', '"1142 1908"'],
    ['re.split(r"\\s*\\n\\s*", LOG)[1]', '"Two  boats, 1142."'],
    ['" ".join(LOG.split()[:3])', '"One ship. Two"'],
    ['LOG.splitlines()[-1]', '"Three rafts, 1908."'],
    ['", ".join(sorted(names))', '"Bo, Carl, Ida"'],
    ['", ".join(sorted(names, reverse=True)[:1])', '"Ida"'],
    ['" ".join(map(str, [1, 2, 3]))', '"1 2 3"'],
    ['" ".join(filter(lambda name: len(name) > 2, names))', '"Ida Carl"'],
    ['" ".join(itertools.chain(names, ["Dora"]))', '"Ida Bo Carl Dora"'],
    ['"\\n".join(p["name"] for p in people if p["age"] > 8)', '"Bo"'],
    ['f"{3.14159:.2f}, {1000000:,} and {0.256:.1%}"', '"3.14, 1,000,000 and 25.6%"'],
    ['f"[{names[0]:>6}] {names[1]!r}"', '"[   Ida] \'Bo\'"'],
    ['"{:.1f} {0[name]} {!r:6}".replace("{0[name]}", "").format(2.25, "x")', '"2.2  \'x\'   "'],
    ['"{p[name]}, {n:03d}".format(p=people[0], n=7)', '"Ida, 007"'],
    ['"Hi {name}".format_map(people[0])', '"Hi Ida"'],
    ['f"{people[1][\'age\']} years"', '"9.0 years"'],
    ['f"{sum(p[\'age\'] for p in people[:1])} years"', '"7 years"'],
    ['"a NICE day".title() + " out".capitalize()', '"A Nice Day out"'],
  ])('%s', (made, written) => expect(python(made, BEFORE)).toBe(python(written)));

  it('a number that is only known at run time is short', () => {
    const [least, most] = ['0', '1234567.89'].map((number) => python(`"Of all ${number} of them"`).split('-')[0]);
    for (const made of ['f"Of all {len(found())} of them"', 'f"Of all {rate():.1f} of them"', '"Of all " + str(int(found())) + " of them"', 'f"Of all {found() - 1} of them"']) expect(python(made)).toBe(`${least}-${most}`);
  });

  it('what a pattern would take long for, or Python alone understands, is not searched for', () => {
    for (const pattern of ['(a+)+b', '(a|a)*b', '((a)b)*c', '(?<=x)y', '(?x) a b']) expect(python(`re.sub(r"${pattern}", "", "aaaa")`)).toMatch(/-\d{3}$/);
  });
});

describe('JavaScript', () => {
  it.each([
    ["'ten herons '.repeat(3)", "'ten herons ten herons ten herons '"],
    ["'a long day'.substring(2, 6)", "'long'"],
    ["Object.keys(people).join(', ')", "'Ann, Bo'"],
    ["'one  two\\nthree'.replace(/\\s+/g, ' ')", "'one two three'"],
    ["'one  two\\nthree'.replace(/(\\w+)\\s+/, '<$1> ')", "'<one> two\\nthree'"],
    ["'one, two; three'.split(/[,;] /).slice(1).join('+')", "'two+three'"],
    ["['', 'a', 'b'].filter((part) => part.length > 0).join('-')", "'a-b'"],
  ])('%s', (made, written) => expect(javascript(made)).toBe(javascript(written)));
});

describe('an object in a text', () => {
  const ticket = (method: string): string => `class Ticket:\n    def __init__(self, title):\n        self.title = title\n    def ${method}(self):\n        return f"# {self.title}"\nticket = Ticket("It fails")\n`;

  it.each(['f"Sort: {ticket}"', '"Sort: " + str(ticket)', '"Sort: {}".format(ticket)', '" ".join(["Sort:", str(ticket)])'])('is what its class makes of it: %s', (made) => {
    for (const method of ['__str__', '__repr__']) expect(python(made, ticket(method))).toBe(python('"Sort: # It fails"'));
  });

  it('says nothing where its class does not, or asks itself', () => {
    const [least, most] = python('f"Sort: {ticket}"', ticket('show')).split('-').map(Number);
    expect(most! - least!).toBeGreaterThan(400);
    expect(python('f"Sort: {ticket}"', ticket('__str__').replace('{self.title}', '{self}'))).toMatch(/-\d{3}$/);
  });

  it('in JavaScript too', () => {
    const ship = "class Ship { constructor(name) { this.name = name; } toString() { return `the ${this.name}`; } }\nconst ship = new Ship('Ida');\n";
    const sent = (content: string): string => inputOf(`import OpenAI from 'openai';\n${ship}await new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: ${content} }] });\n`, 'app.ts');
    expect(sent('`Where is ${ship}?`')).toBe(sent("'Where is the Ida?'"));
  });
});
