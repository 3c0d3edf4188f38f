/**
 * Edits of the long files that go past a function's bounds, each from one text to another: what opens or swallows more than was meant, what is pasted or cut, and what many calls rest on.
 * @typedef {{ name: string, from: string, to: string }} LongEdit
 */

/** @param {import('./sources.mjs').LongFile} file @param {'python' | 'typescript'} language @returns {readonly LongEdit[]} */
export function editsOf(file, language) {
  return (language === 'python' ? pythonEdits : typescriptEdits)(file);
}

function typescriptEdits({ text, gaps, typed }) {
  const { insert, find, without } = editing(text);
  const section = find('\ntype Row20');
  const [first, last] = [find('\nexport interface Record3 '), find('\nexport interface Record10 ')];
  const half = (statement, end) => insert(gaps[statement], typed[statement].slice(0, typed[statement].indexOf(end) + end.length));
  return [
    { name: 'a second brace that nothing closes', from: half(0, 'messages: ['), to: half(0, 'messages: [{') },
    { name: 'a spread brace that nothing closes', from: half(1, '...'), to: half(1, '...{') },
    { name: 'an arrow function that begins', from: half(2, '(part) ='), to: half(2, '(part) =>') },
    { name: 'a backtick that nothing closes', from: insert(gaps[1], '  const s = '), to: insert(gaps[1], '  const s = `') },
    { name: 'a comment that swallows a function', from: insert(gaps[1], '/'), to: insert(gaps[1], '/*') },
    { name: "a function's opening brace deleted", from: text, to: without(text.indexOf('{\n', find('function normalise20(')), 1) },
    { name: "a function's closing brace deleted", from: text, to: without(text.indexOf('\n}\n', find('function normalise20(')) + 1, 1) },
    { name: 'a function pasted', from: text, to: insert(section, "\nfunction pasted(a: string) {\n  return gpt.responses.create({ model: 'gpt-5', input: a });\n}\n") },
    { name: 'seven sections pasted', from: text, to: insert(section, text.slice(first, last).replaceAll(/(Record|Row|isOpen|toRow|normalise|group|report|answer|classifyMessage|translate|Desk)(\d)/g, '$1X$2')) },
    { name: 'seven sections cut', from: text, to: without(first, last - first) },
    { name: 'a constant above all', from: text, to: insert(find('const claude'), 'const limit = 1;\n') },
    { name: 'an import above all', from: text, to: insert(0, "import fs from 'fs';\n") },
    { name: 'a model that many calls name', from: text, to: text.replace("MODEL_SMALL = 'gpt-5-mini'", "MODEL_SMALL = 'gpt-5-nano'") },
    { name: 'a letter in a prompt that many calls have', from: text, to: text.replace('You are the support', 'You are xthe support') },
  ];
}

function pythonEdits({ text, gaps }) {
  const { insert, find, without } = editing(text);
  const section = find('\ndef normalise_20');
  const [first, last] = [find('\n@dataclass\nclass Record3:'), find('\n@dataclass\nclass Record10:')];
  return [
    { name: 'a triple quote that nothing closes', from: insert(gaps[1], '    s = ""'), to: insert(gaps[1], '    s = """') },
    { name: 'the same near the start', from: insert(gaps[0], '    s = ""'), to: insert(gaps[0], '    s = """') },
    { name: 'a triple quote closed', from: insert(gaps[1], '    s = """a""'), to: insert(gaps[1], '    s = """a"""') },
    { name: "a docstring's quote deleted", from: text, to: without(find('"""One word'), 3) },
    { name: 'a parenthesis that nothing closes', from: insert(gaps[1], '    s = f'), to: insert(gaps[1], '    s = f(') },
    { name: 'a function indented', from: text, to: insert(section + 1, '    ') },
    { name: "a function's colon deleted", from: text, to: without(text.indexOf(':\n', section), 1) },
    { name: 'a function pasted', from: text, to: insert(section, '\ndef pasted(a):\n    return gpt.responses.create(model="gpt-5", input=a)\n') },
    { name: 'seven sections cut', from: text, to: without(first, last - first) },
    { name: 'a constant above all', from: text, to: insert(find('claude = '), 'LIMIT = 1\n') },
    { name: 'an import above all', from: text, to: insert(find('import asyncio'), 'import base64\n') },
    { name: 'a model that many calls name', from: text, to: text.replace('MODEL_SMALL = "gpt-5-mini"', 'MODEL_SMALL = "gpt-5-nano"') },
    { name: 'a letter in a prompt that many calls have', from: text, to: text.replace('You are the support', 'You are xthe support') },
  ];
}

function editing(text) {
  return {
    insert: (at, inserted) => text.slice(0, at) + inserted + text.slice(at),
    without: (at, length) => text.slice(0, at) + text.slice(at + length),
    find(wanted) {
      const at = text.indexOf(wanted);
      if (at < 0) throw new Error(`the long file has no ${JSON.stringify(wanted)}`);
      return at;
    },
  };
}
