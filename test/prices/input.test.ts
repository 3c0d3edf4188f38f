/** How much of a prompt is known, as the code puts it together: the input of a call, low to high. */
import { describe, expect, it } from 'vitest';
import type { AnalyzedCall } from '../../server/core/model/rule.ts';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

function calls(text: string, path = 'app.py', others: readonly (readonly [string, string])[] = []): readonly AnalyzedCall[] {
  return createMemoryWorkspace([...others, [path, text]]).workspace.analyze(`${ROOT}/${path}`)!.calls;
}

const inputOf = (text: string, path?: string): string => {
  const { low, high } = calls(text, path).at(-1)!.cost.input;
  return `${low}-${high}`;
};

const PYTHON = 'from openai import OpenAI\nclient = OpenAI()\n';
const ask = (content: string): string => `client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": ${content}}])\n`;
const send = (messages: string): string => `client.chat.completions.create(model="gpt-4o", messages=${messages})\n`;

describe('loops over items that are all known', () => {
  it('a text that is added to is worth all rounds', () => {
    const built = 'facts = ["Rome is in Italy.", "Paris is in France."]\ntext = ""\nfor i, fact in enumerate(facts):\n    text += f"{i}: {fact}\\n"\n';
    expect(inputOf(`${PYTHON}${built}${ask('text')}`)).toBe(inputOf(`${PYTHON}${ask('"0: Rome is in Italy.\\n1: Paris is in France.\\n"')}`));
  });

  it.each([
    ['a template that is filled in', 'text = "Q: {q}\\nRule: {rule}"\nfor key, value in {"q": "Why?", "rule": "Be brief."}.items():\n    text = text.replace("{" + key + "}", value)\n', '"Q: Why?\\nRule: Be brief."'],
    ['what is put behind it', 'text = "Facts:"\nfor fact in ["one", "two"]:\n    text = text + "\\n" + fact\n', '"Facts:\\none\\ntwo"'],
    ['a text around it', 'text = "a"\nfor mark in ["(", "["]:\n    text = f"{mark}{text}"\n', '"[(a"'],
  ])('a text that is made of itself is worth all rounds: %s', (_, built, written) => {
    expect(inputOf(`${PYTHON}${built}${ask('text')}`)).toBe(inputOf(`${PYTHON}${ask(written)}`));
    const inFunction = `def build():\n${built.replaceAll(/^/gm, '    ')}return text\n`;
    expect(inputOf(`${PYTHON}${inFunction}${ask('build()')}`)).toBe(inputOf(`${PYTHON}${ask(written)}`));
  });

  it.each([
    ['under a condition', 'for fact in ["one", "two"]:\n    if wanted(fact):\n        text = text + fact\n'],
    ['beside another binding', 'for fact in ["one", "two"]:\n    text = text + fact\n    text = tidy(text)\n'],
    ['of items that are not known', 'for fact in load():\n    text = text + fact\n'],
  ])('… but not %s', (_, loop) => {
    const call = calls(`${PYTHON}text = "Facts: "\n${loop}${ask('text')}`).at(-1)!;
    expect(call.cost.assumptions.join(' ')).toContain('only known when it runs');
  });

  it('few-shot examples are all of them messages', () => {
    const loop = 'messages = [{"role": "system", "content": "Classify."}]\nfor text, label in [("I loved it", "positive"), ("Terrible", "negative")]:\n    messages.append({"role": "user", "content": text})\n    messages.append({"role": "assistant", "content": label})\nmessages.append({"role": "user", "content": "So so"})\n';
    const written = '[{"role": "system", "content": "Classify."}, {"role": "user", "content": "I loved it"}, {"role": "assistant", "content": "positive"}, {"role": "user", "content": "Terrible"}, {"role": "assistant", "content": "negative"}, {"role": "user", "content": "So so"}]';
    expect(inputOf(`${PYTHON}${loop}${send('messages')}`)).toBe(inputOf(`${PYTHON}${send(written)}`));
    const inFunction = `def run():\n${loop.replaceAll(/^/gm, '    ')}${send('messages')}run()\n`;
    expect(inputOf(`${PYTHON}${inFunction}`)).toBe(inputOf(`${PYTHON}${send(written)}`));
  });

  it.each([
    ['a comprehension', '"\\n".join([f"- {word}" for word in ["one", "two"]])'],
    ['two lists side by side', '"\\n".join(f"{mark} {word}" for mark, word in zip(["-", "-"], ["one", "two"]))'],
    ['several loops in one, with a condition', '"\\n".join([f"{mark} {word}" for mark in ["-"] for word in ["one", "two", "three"] if word != "three"])'],
    ['numbers that begin elsewhere', '"\\n".join(f"{mark[2 - number]} {word}" for number, word in enumerate(["one", "two"], 1) for mark in [["-", "-"]])'],
    ['a function that is mapped over a list', '"\\n".join(map(lambda word: f"- {word}", ["one", "two"]))'],
    ['… into a list', '"\\n".join(list(map(lambda word: "- " + word, ["one", "two"])))'],
    ['a dictionary', '"\\n".join(f"{mark} {word}" for word, mark in {"one": "-", "two": "-"}.items())'],
    ['the keys of a dictionary', '"\\n".join("- " + word for word in {"one": 1, "two": 2})'],
    ['… in a list', '"- " + "\\n- ".join(list({"one": 1, "two": 2}))'],
  ])('%s', (_, built) => expect(inputOf(`${PYTHON}${ask(built)}`)).toBe(inputOf(`${PYTHON}${ask('"- one\\n- two"')}`)));

  it('a list that is made of another in JavaScript', () => {
    const javascript = (content: string): string => `import OpenAI from 'openai';\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: ${content} }] });\n`;
    expect(inputOf(javascript("['one', 'two'].map((word) => `- ${word}`).join('\\n')"), 'app.ts')).toBe(inputOf(javascript("'- one\\n- two'"), 'app.ts'));
  });

  it('… and of what each gives several of', () => {
    const javascript = (messages: string): string => `import OpenAI from 'openai';\nconst shots = [{ q: '2+2?', a: '4' }, { q: '3+3?', a: '6' }];\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: ${messages} });\n`;
    const written = "[{ role: 'user', content: '2+2?' }, { role: 'assistant', content: '4' }, { role: 'user', content: '3+3?' }, { role: 'assistant', content: '6' }, { role: 'user', content: '4+4?' }]";
    expect(inputOf(javascript("[...shots.flatMap(({ q, a }) => [{ role: 'user', content: q }, { role: 'assistant', content: a }]), { role: 'user', content: '4+4?' }]"), 'app.ts')).toBe(inputOf(javascript(written), 'app.ts'));
  });

  it.each([
    ['"Rome".upper()', '"ROME"'],
    ['"ROME".lower()', '"rome"'],
  ])('%s', (made, written) => expect(inputOf(`${PYTHON}${ask(made)}`)).toBe(inputOf(`${PYTHON}${ask(written)}`)));

  it.each([
    ['whose items are not known', 'for fact in load():\n    text += fact\n'],
    ['that may be left early', 'for fact in ["Rome is in Italy.", "Paris is in France."]:\n    if stop(fact):\n        break\n    text += fact\n'],
    ['of rounds that nothing counts', 'while more():\n    text += "again "\n'],
  ])('what a loop adds %s is not known', (_, loop) => {
    const call = calls(`${PYTHON}text = "Facts: "\n${loop}${ask('text')}`).at(-1)!;
    expect(call.cost.assumptions.join(' ')).toContain('only known when it runs');
  });

  it('a text that is one of several is between the shortest and the longest by tokens, and so are lists of messages', () => {
    const [low, high] = ['"a long and simple sentence in words"', '"XQZ KPWT ZZGH QXJV WQRT"'].map((text) => inputOf(`${PYTHON}${ask(text)}`).split('-')[0]);
    expect(inputOf(`${PYTHON}for text in ["a long and simple sentence in words", "XQZ KPWT ZZGH QXJV WQRT"]:\n    ${ask('text')}`)).toBe(`${low}-${high}`);
    const [short, long] = ['[{"role": "user", "content": "Hi"}]', '[{"role": "system", "content": "Answer in French."}, {"role": "user", "content": "Hello, how are you?"}]'];
    const ends = [short, long].map((list) => inputOf(`${PYTHON}${send(list!)}`).split('-')[0]);
    expect(inputOf(`${PYTHON}for messages in [${long}, ${short}]:\n    ${send('messages')}`)).toBe(ends.join('-'));
  });

  it('what may be empty, and is not known otherwise, is not empty', () => {
    const javascript = (request: string): string => `import OpenAI from 'openai';\nconst client = new OpenAI();\nexport const run = (given) => client.responses.create({ model: 'gpt-4o', ${request} });\n`;
    const [, most] = inputOf(javascript('input: given.task'), 'app.ts').split('-');
    for (const request of ["input: given.task ?? ''", 'input: given.turns ?? []']) expect(inputOf(javascript(request), 'app.ts').split('-')[1]).toBe(most);
    expect(calls(javascript('input: given.tasks ?? []'), 'app.ts')[0]!.cost.assumptions[0]).toContain('assumed 1–500 tokens');
    expect(calls(`import OpenAI from 'openai';\nexport const embed = (texts: string[]) => new OpenAI().embeddings.create({ model: 'text-embedding-3-small', input: ['one', ...texts] });\n`, 'app.ts')[0]!.cost.parts.map(({ label }) => label)).toEqual(['text 1', 'text 2', 'further texts']);
  });

  it.each([
    ['a number beside each', 'for number, word in enumerate(["one", "two"], start=1):\n', 'f"{number}. {word}"', '"1. one"'],
    ['a number alone', 'for number in range(3):\n', 'f"{number}"', '"2"'],
    ['a number that begins elsewhere', 'for number in range(2):\n', 'f"{number + 1}"', '"2"'],
    ['the fields of one of several', 'for case in [{"input": {"city": "Riga"}}, {"input": {"city": "Rome"}}]:\n', '"Near {city}".format(**case["input"])', '"Near Rome"'],
    ['keys', 'voices = {"cook": {"is": "rough"}, "maid": {"is": "shy"}}\nfor name in voices:\n', 'f"{name} {voices[name][\'is\']}"', '"cook rough"'],
  ])('a call in a loop is sent one of the rounds: %s', (_, loop, content, written) => expect(inputOf(`${PYTHON}${loop}    ${ask(content)}`)).toBe(inputOf(`${PYTHON}${ask(written)}`)));

  it.each([
    ['an item that is set anew', 'turns = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]\nturns[-1] = {"role": "user", "content": "Name a lake."}\n', 'turns'],
    ['… at a place that is counted from the start', 'turns = [{"role": "system", "content": "?"}, {"role": "user", "content": "Name a lake."}]\nturns[0] = {"role": "system", "content": "Be brief."}\n', 'turns'],
  ])('%s', (_, built, messages) => expect(inputOf(`${PYTHON}${built}${send(messages)}`)).toBe(inputOf(`${PYTHON}${send('[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Name a lake."}]')}`)));

  it('an item that is set somewhere leaves the list open', () => expect(inputOf(`${PYTHON}turns = [{"role": "user", "content": "Hi"}]\nturns[at()] = {"role": "user", "content": "Name a lake."}\n${send('turns')}`)).toMatch(/-5\d\d$/));

  it.each([
    ['how many items a list has', 'words = ["sea", "sand"]\n', 'f"Count {len(words)} words."', '"Count 2 words."'],
    ['what a function says of itself', 'def ask():\n    """Ask a question."""\n', 'ask.__doc__', '"Ask a question."'],
    ['what a class is called', 'class Lake:\n    pass\n', 'f"A {Lake.__name__}"', '"A Lake"'],
  ])('%s', (_, built, content, written) => expect(inputOf(`${PYTHON}${built}${ask(content)}`)).toBe(inputOf(`${PYTHON}${ask(written)}`)));

  it('tools that are one of several lists reach from the shortest to the longest', () => {
    const claude = (tools: string, loop = ''): readonly string[] => inputOf(`import anthropic\nclient = anthropic.Anthropic()\n${loop}client.messages.create(model="claude-sonnet-4-5", max_tokens=5, tools=${tools}, messages=[{"role": "user", "content": "Hi"}])\n`).split('-');
    const clock = '{"name": "clock", "description": "Tells the time.", "input_schema": {"type": "object", "properties": {}}}';
    const lamp = '{"name": "lamp", "description": "Switches the lamp on.", "input_schema": {"type": "object", "properties": {"colour": {"type": "string"}}}}';
    expect(claude('tools', `kinds = {"one": [${clock}], "both": [${clock}, ${lamp}]}\nfor name, tools in kinds.items():\n    `)).toEqual([claude(`[${clock}]`)[0], claude(`[${clock}, ${lamp}]`)[1]]);
  });

  it('a list that was joined is what it was', () => {
    const built = 'kinds = ["bill", "plan"]\ntitle = ", ".join(kinds)\n';
    expect(inputOf(`${PYTHON}${built}${ask('"One of: {}".format(", ".join(kinds))')}`)).toBe(inputOf(`${PYTHON}${ask('"One of: bill, plan"')}`));
  });

  it('words that are repeated', () => expect(inputOf(`${PYTHON}${ask('"Hello" + " world" * 200')}`)).toBe('208-208'));
});

describe('functions that change what they are given', () => {
  const add = 'def add_user(messages, text):\n    message = {"role": "user", "content": text}\n    messages.append(message)\n\ndef add_assistant(messages, text):\n    messages.append({"role": "assistant", "content": text})\n\n';
  const written = '[{"role": "user", "content": "Name a city."}, {"role": "assistant", "content": "Rome."}, {"role": "user", "content": "Another one."}]';

  it('what they append is seen, in its order', () => {
    const built = 'messages = []\nadd_user(messages, "Name a city.")\nadd_assistant(messages, "Rome.")\nmessages.append({"role": "user", "content": "Another one."})\n';
    expect(inputOf(`${PYTHON}${add}${built}${send('messages')}`)).toBe(inputOf(`${PYTHON}${send(written)}`));
  });

  it('in another file', () => {
    const app = `from talk import add_user, add_assistant\n${PYTHON}messages = []\nadd_user(messages, "Name a city.")\nadd_assistant(messages, text="Rome.")\nadd_user(messages, "Another one.")\n${send('messages')}`;
    const { low, high } = calls(app, 'app.py', [['talk.py', add]]).at(-1)!.cost.input;
    expect(`${low}-${high}`).toBe(inputOf(`${PYTHON}${send(written)}`));
  });

  it('a wrapper is called with the list as it stands there', () => {
    const chat = 'def chat(messages):\n    return client.chat.completions.create(model="gpt-4o", messages=messages)\n\n';
    const found = calls(`${PYTHON}${add}${chat}messages = []\nadd_user(messages, "Name a city.")\nchat(messages)\nadd_assistant(messages, "Rome.")\nadd_user(messages, "Another one.")\nchat(messages)\n`);
    const asked = (list: string): string => inputOf(`${PYTHON}${send(list)}`);
    expect(found.slice(1).map(({ cost: { input } }) => `${input.low}-${input.high}`)).toEqual([asked('[{"role": "user", "content": "Name a city."}]'), asked(written)]);
  });

  it('under a condition, and in a loop over examples', () => {
    const loop = 'messages = []\nfor question, answer in [("Name a city.", "Rome.")]:\n    add_user(messages, question)\n    add_assistant(messages, answer)\n';
    expect(inputOf(`${PYTHON}${add}${loop}add_user(messages, "Another one.")\n${send('messages')}`)).toBe(inputOf(`${PYTHON}${send(written)}`));
    const [low, high] = inputOf(`${PYTHON}${add}messages = []\nadd_user(messages, "Name a city.")\nif polite():\n    add_user(messages, "Please.")\n${send('messages')}`).split('-').map(Number);
    expect([low, high]).toEqual(['[{"role": "user", "content": "Name a city."}]', '[{"role": "user", "content": "Name a city."}, {"role": "user", "content": "Please."}]'].map((list) => Number(inputOf(`${PYTHON}${send(list)}`).split('-')[0])));
  });

  it('what it gives back is not changed twice', () => {
    const adds = 'def add(messages, text):\n    messages.append({"role": "user", "content": text})\n    return messages\n\n';
    expect(inputOf(`${PYTHON}${adds}messages = add([], "Name a city.")\nmessages = add(messages, "Another one.")\n${send('messages')}`)).toBe(inputOf(`${PYTHON}${send('[{"role": "user", "content": "Name a city."}, {"role": "user", "content": "Another one."}]')}`));
  });

  it.each([
    ['it binds the name anew', 'def keep(messages):\n    messages = load(messages)\n    messages.append({"role": "user", "content": "More."})\n'],
    ['it calls itself', 'def keep(messages):\n    messages.append({"role": "user", "content": "More."})\n    keep(messages)\n'],
  ])('what is not followed leaves the list open: %s', (_, keep) => {
    const call = calls(`${PYTHON}${keep}messages = [{"role": "user", "content": "Name a city."}]\nkeep(messages)\n${send('messages')}`).at(-1)!;
    expect(call.cost.parts.at(-1)!.label).toBe('further messages');
  });

  it('JavaScript, and arguments that are gathered', () => {
    const javascript = (before: string, messages: string): string => `import OpenAI from 'openai';\n${before}await new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: ${messages} });\n`;
    const add = "function add(messages, role, ...texts) {\n  for (const text of texts) messages.push({ role, content: text });\n}\nconst messages = [];\nadd(messages, 'user', 'Name a city.', 'Another one.');\n";
    expect(inputOf(javascript(add, 'messages'), 'app.js')).toBe(inputOf(javascript('', "[{ role: 'user', content: 'Name a city.' }, { role: 'user', content: 'Another one.' }]"), 'app.js'));
  });
});

describe('names that a notebook binds again', () => {
  const asks = 'def ask(question):\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}])\n\n';
  const written = (system: string): string => inputOf(`${PYTHON}${send(`[{"role": "system", "content": "${system}"}, {"role": "user", "content": "Why is the sky blue?"}]`)}`);
  const callers = (text: string): readonly string[] => calls(`${PYTHON}${text}`).filter(({ site }) => site.through !== null).map(({ cost: { input } }) => `${input.low}-${input.high}`);
  const [brief, long] = ['Be brief.', 'Answer at length, and leave out nothing that may be of use.'];

  it('a function reads them as they are where it is called', () => {
    expect(callers(`system = "${brief}"\n${asks}ask("Why is the sky blue?")\nsystem = "${long}"\nask("Why is the sky blue?")\n`)).toEqual([written(brief), written(long)]);
  });

  it('also through another function, and in a loop that binds them', () => {
    const twice = 'def again(question):\n    return ask(question)\n\n';
    expect(callers(`system = "${brief}"\n${asks}${twice}again("Why is the sky blue?")\nsystem = "${long}"\n`).at(-1)).toBe(written(brief));
    const [low, high] = [brief, long].map((system) => written(system).split('-')[0]);
    expect(callers(`system = "${brief}"\n${asks}for _ in range(2):\n    ask("Why is the sky blue?")\n    system = "${long}"\n`)).toEqual([`${low}-${high}`]);
  });

  it('a function that another function calls reads them as they are in the end', () => {
    expect(callers(`system = "${brief}"\n${asks}def main():\n    ask("Why is the sky blue?")\n\nsystem = "${long}"\n`)).toEqual([written(long)]);
  });
});

describe('functions that are handed over to be called', () => {
  const asks = 'def ask(text):\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Answer: " + text}])\n\n';
  const callers = (text: string): readonly string[] => calls(`${PYTHON}${asks}${text}`).filter(({ site }) => site.through !== null).map(({ cost: { input } }) => `${input.low}-${input.high}`);
  const asked = ['Why?', 'How many herons are there?'].map((text) => inputOf(`${PYTHON}${ask(`"Answer: ${text}"`)}`).split('-')[0]);
  const both = [asked.join('-')];

  it.each([
    ['to a function of the file', 'def evaluate(items, f):\n    out = []\n    for item in items:\n        out.append(f(item["q"]))\n    return out\n\nevaluate([{"q": "Why?"}, {"q": "How many herons are there?"}], ask)\n'],
    ['… by its name, and called in a comprehension', 'def evaluate(items, f):\n    return [f(item) for item in items]\n\nevaluate(["Why?", "How many herons are there?"], f=ask)\n'],
    ['to `map`', 'list(map(ask, ["Why?", "How many herons are there?"]))\n'],
    ['to an executor', 'from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as pool:\n    answers = list(pool.map(ask, ["Why?", "How many herons are there?"]))\n'],
  ])('%s', (_, text) => expect(callers(text)).toEqual(both));

  it('a list that calls its function itself', () => {
    const text = "import OpenAI from 'openai';\nconst client = new OpenAI();\nasync function ask(text: string) {\n  return client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: `Answer: ${text}` }] });\n}\nawait Promise.all(['Why?', 'How many herons are there?'].map(ask));\n";
    expect(inputOf(text, 'app.ts')).toBe(both[0]);
  });

  it('are none where the other function does not call them', () => {
    expect(callers('def keep(f):\n    return [f]\n\nkeep(ask)\n')).toEqual([]);
  });
});

describe('templates that a call fills in', () => {
  const LANGCHAIN = 'from langchain_openai import ChatOpenAI\nfrom langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder, PromptTemplate\nfrom langchain_core.messages import AIMessage, HumanMessage\nllm = ChatOpenAI(model="gpt-4o")\n';
  const translate = 'prompt = ChatPromptTemplate.from_messages([("system", "Translate from {source} to {target}."), ("human", "{text}")])\n';
  const [given, filled] = ['{"source": "English", "target": "German", "text": "The sea is calm."}', 'source="English", target="German", text="The sea is calm."'];
  const plain = inputOf(`${PYTHON}${send('[{"role": "system", "content": "Translate from English to German."}, {"role": "user", "content": "The sea is calm."}]')}`);

  it.each([
    ['a chain', `(prompt | llm).invoke(${given})`],
    ['a chain that is named, with a step behind the model', `chain = prompt | llm | str\nchain.invoke(input=${given})`],
    ['messages that are made first', `llm.invoke(prompt.format_messages(${filled}))`],
    ['a prompt that is invoked first', `llm.invoke(prompt.invoke(${given}))`],
    ['parts that are filled in before', `(prompt.partial(source="English", target="German") | llm).invoke({"text": "The sea is calm."})`],
  ])('%s', (_, call) => expect(inputOf(`${LANGCHAIN}${translate}${call}\n`)).toBe(plain));

  it('examples that each fill a template', () => {
    const imports = 'from langchain_core.prompts import FewShotChatMessagePromptTemplate, FewShotPromptTemplate\n';
    const shots = 'shots = FewShotChatMessagePromptTemplate(examples=[{"q": "2+2", "a": "4"}, {"q": "3+3", "a": "6"}], example_prompt=ChatPromptTemplate.from_messages([("human", "{q}?"), ("ai", "{a}")]))\nprompt = ChatPromptTemplate.from_messages([("system", "You count."), shots, ("human", "{input}")])\n';
    const turns = '[{"role": "system", "content": "You count."}, {"role": "user", "content": "2+2?"}, {"role": "assistant", "content": "4"}, {"role": "user", "content": "3+3?"}, {"role": "assistant", "content": "6"}, {"role": "user", "content": "4+4?"}]';
    expect(inputOf(`${LANGCHAIN}${imports}${shots}(prompt | llm).invoke({"input": "4+4?"})\n`)).toBe(inputOf(`${PYTHON}${send(turns)}`));
    const text = 'prompt = FewShotPromptTemplate(examples=[{"q": "2+2", "a": "4"}, {"q": "3+3", "a": "6"}], example_prompt=PromptTemplate.from_template("Q: {q}\\nA: {a}"), prefix="Count.", suffix="Q: {input}\\nA:", input_variables=["input"])\n';
    const counted = inputOf(`${PYTHON}${ask('"Count.\\n\\nQ: 2+2\\nA: 4\\n\\nQ: 3+3\\nA: 6\\n\\nQ: 4+4\\nA:"')}`);
    for (const call of ['(prompt | llm).invoke({"input": "4+4"})', 'llm.invoke(prompt.format(input="4+4"))', 'llm.invoke(prompt.format_prompt(input="4+4").to_string())']) expect(inputOf(`${LANGCHAIN}${imports}${text}${call}\n`)).toBe(counted);
  });

  it('what a parser says of the form of an answer', () => {
    const imports = 'from langchain_core.output_parsers import CommaSeparatedListOutputParser, JsonOutputParser, PydanticOutputParser\nfrom pydantic import BaseModel\nclass Joke(BaseModel):\n    setup: str\n';
    const asked = (parser: string): string => inputOf(`${LANGCHAIN}${imports}parser = ${parser}\nprompt = PromptTemplate(template="Tell a joke.\\n{form}\\n{query}", input_variables=["query"], partial_variables={"form": parser.get_format_instructions()})\n(prompt | llm).invoke({"query": "Of gulls."})\n`);
    expect(asked('CommaSeparatedListOutputParser()')).toBe(inputOf(`${PYTHON}${ask('"Tell a joke.\\nYour response should be a list of comma separated values, eg: `foo, bar, baz` or `foo,bar,baz`\\nOf gulls."')}`));
    expect(asked('JsonOutputParser()')).toBe(inputOf(`${PYTHON}${ask('"Tell a joke.\\nReturn a JSON object.\\nOf gulls."')}`));
    // Counted by tiktoken, of the text that the library makes.
    expect(asked('PydanticOutputParser(pydantic_object=Joke)')).toBe('160-160');
  });

  it('a text alone fills the only hole', () => {
    const template = 'prompt = PromptTemplate(input_variables=["thing"], template="A name for {thing}? Only {{one}}.")\n';
    const asked = inputOf(`${PYTHON}${ask('"A name for red socks? Only {one}."')}`);
    expect(inputOf(`${LANGCHAIN}${template}(prompt | llm).invoke("red socks")\n`)).toBe(asked);
    expect(inputOf(`${LANGCHAIN}${template}llm.invoke(prompt.format(thing="red socks"))\n`)).toBe(asked);
    // Of several holes nobody knows which.
    expect(calls(`${LANGCHAIN}${translate}(prompt | llm).invoke("red socks")\n`).at(-1)!.cost.parts.map(({ assumed }) => assumed.high > 0)).toEqual([true, true]);
  });

  it.each(['MessagesPlaceholder("history")', 'MessagesPlaceholder(variable_name="history")', '("placeholder", "{history}")'])('messages in the place of %s', (placeholder) => {
    const prompt = `prompt = ChatPromptTemplate.from_messages([("system", "Be kind."), ${placeholder}, ("human", "{question}")])\n`;
    const asked = '[{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello."}, {"role": "assistant", "content": "Hi."}, {"role": "user", "content": "And now?"}]';
    expect(inputOf(`${LANGCHAIN}${prompt}(prompt | llm).invoke({"history": [HumanMessage(content="Hello."), ("ai", "Hi.")], "question": "And now?"})\n`)).toBe(inputOf(`${PYTHON}${send(asked)}`));
    expect(calls(`${LANGCHAIN}${prompt}(prompt | llm).invoke({"history": load(), "question": "And now?"})\n`).at(-1)!.cost.parts.map(({ state }) => state)).toEqual(['known', 'unknown', 'known']);
  });

  it('what a step before the template makes of it is not known', () => {
    const chain = 'prompt = ChatPromptTemplate.from_template("Tell of {topic}.")\n({"topic": find} | prompt | llm).invoke({"topic": "the sea"})\n';
    expect(calls(`${LANGCHAIN}${chain}`).at(-1)!.cost.parts[0]!.assumed.high).toBeGreaterThan(0);
  });

  it('JavaScript', () => {
    const javascript = "import { ChatOpenAI } from '@langchain/openai';\nimport { ChatPromptTemplate } from '@langchain/core/prompts';\nconst prompt = ChatPromptTemplate.fromMessages([['system', 'Translate from {source} to {target}.'], ['human', '{text}']]);\nconst model = new ChatOpenAI({ model: 'gpt-4o' });\nconst given = { source: 'English', target: 'German', text: 'The sea is calm.' };\n";
    expect(inputOf(`${javascript}await prompt.pipe(model).invoke(given);\n`, 'app.ts')).toBe(plain);
    expect(inputOf(`${javascript}await model.invoke(await prompt.formatMessages(given));\n`, 'app.ts')).toBe(plain);
  });
});

describe('texts that are formatted', () => {
  it.each([
    ['a record', 'data = {"city": "Rome", "year": 1960}\n', '"{city} in {year}".format(**data)'],
    ['what a class hands on', 'class Template:\n    def __init__(self, text):\n        self.text = text\n    def fill(self, **given):\n        return self.text.format(**given)\ntemplate = Template("{city} in {year}")\n', 'template.fill(city="Rome", year=1960)'],
  ])('with %s', (_, before, content) => expect(inputOf(`${PYTHON}${before}${ask(content)}`)).toBe(inputOf(`${PYTHON}${ask('"Rome in 1960"')}`)));

  it('with a record of which nothing is known', () => expect(calls(`${PYTHON}${ask('"{city} in {year}".format(**load())')}`).at(-1)!.cost.parts[0]!.assumed.high).toBe(1000));
});

describe('a text that is written into a buffer', () => {
  it.each([
    ['line by line', 'buffer = StringIO()\nbuffer.write("Facts:\\n")\nfor fact in ["a b", "c d"]:\n    buffer.write(f"- {fact}\\n")\n', 'Facts:\n- a b\n- c d\n'],
    ['by printing', 'buffer = io.StringIO()\nprint("Facts:", "two", file=buffer)\nprint(file=buffer)\nbuffer.writelines(["a", "b"])\n', 'Facts: two\n\nab'],
  ])('is what was written: %s', (_, before, text) => expect(inputOf(`import io\nfrom io import StringIO\n${PYTHON}${before}${ask('buffer.getvalue()')}`)).toBe(inputOf(`${PYTHON}${ask(JSON.stringify(text))}`)));

  it('is not known where somebody else writes it', () => expect(calls(`import io\n${PYTHON}buffer = io.StringIO()\nframe.info(buf=buffer)\n${ask('buffer.getvalue()')}`).at(-1)!.cost.parts[0]!.assumed.high).toBe(500));
});

describe('parts of lists and texts', () => {
  const history = 'history = [{"role": "user", "content": "Name a city."}, {"role": "assistant", "content": "Rome."}, {"role": "user", "content": "Another one."}]\n';
  const [first, , last] = ['{"role": "user", "content": "Name a city."}', '', '{"role": "user", "content": "Another one."}'];

  it.each([
    ['history[-1:]', `[${last}]`],
    ['history[:1] + history[-1:]', `[${first}, ${last}]`],
    ['[{"role": "user", "content": history[0]["content"][:6] + "?"}]', '[{"role": "user", "content": "Name a?"}]'],
  ])('%s', (part, whole) => expect(inputOf(`${PYTHON}${history}${send(part)}`)).toBe(inputOf(`${PYTHON}${send(whole)}`)));

  it('a part of a list that grows may hold any of what is put into it', () => {
    const call = calls(`${PYTHON}history = [{"role": "user", "content": "Name a city."}]\nwhile True:\n    history.append({"role": "user", "content": "Another one."})\n    client.chat.completions.create(model="gpt-4o", messages=history[-6:])\n`).at(-1)!;
    expect(call.cost.parts.map(({ tokens, label }) => [label, tokens.low])).toEqual([['message 1 (user)', 0], ['message 2 (user)', 0], ['further messages', 0]]);
    // What is cut off is not paid for.
    expect(call.cost.conversation).toEqual([]);
  });

  it.each(['history[start():]', 'history[::2]'])('%s is not known', (part) => expect(calls(`${PYTHON}${history}${send(part)}`).at(-1)!.cost.parts.at(-1)!.label).toBe('further messages'));

  it('JavaScript', () => {
    const javascript = (messages: string): string => `import OpenAI from 'openai';\nconst history = [{ role: 'user', content: 'Name a city.' }, { role: 'user', content: 'Another one.' }];\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: ${messages} });\n`;
    expect(inputOf(javascript('history.slice(-1)'), 'app.js')).toBe(inputOf(javascript("[{ role: 'user', content: 'Another one.' }]"), 'app.js'));
    expect(inputOf(javascript("[{ role: 'user', content: 'Another one.'.slice(0, 7) }]"), 'app.js')).toBe(inputOf(javascript("[{ role: 'user', content: 'Another' }]"), 'app.js'));
  });
});

describe('what SDKs make of classes and functions', () => {
  const CITY = `from typing import Optional\nfrom pydantic import BaseModel, Field\n${PYTHON}class City(BaseModel):\n    """Where it is."""\n    city: str = Field(description="The city's name")\n    note: Optional[str] = None\n    size: int = 3\n`;
  const HI = 'messages=[{"role": "user", "content": "hi"}]';
  const tool = (parameters: string, more = ''): string => `[{"type": "function", "function": {"name": "City", "description": "Where it is."${more}, "parameters": ${parameters}}}]`;
  const chat = (tools: string, choice = ''): string => `client.chat.completions.create(model="gpt-4o", ${HI}, tools=${tools}${choice})\n`;
  const fields = (title: (name: string) => string, nothing: string): string =>
    `"properties": {"city": {"description": "The city's name"${title('City')}, "type": "string"}, "note": {"anyOf": [{"type": "string"}, {"type": "null"}]${nothing}${title('Note')}}, "size": {"default": 3${title('Size')}, "type": "integer"}}`;
  const titled = (name: string): string => `, "title": "${name}"`;
  const none = (): string => '';
  /** The estimate begins at what the schema comes to that the SDK really makes. */
  const lowest = (text: string): number => calls(text).at(-1)!.cost.input.low;

  it("OpenAI's own: titles, and no default that is nothing", () => {
    const made = tool(`{"description": "Where it is.", ${fields(titled, '')}, "required": ["city", "note", "size"], "title": "City", "type": "object", "additionalProperties": False}`, ', "strict": True');
    expect(lowest(`import openai\n${CITY}${chat('[openai.pydantic_function_tool(City)]')}`)).toBe(lowest(PYTHON + chat(made)));
  });

  it("Instructor's: a tool that is insisted on, titles of fields", () => {
    const made = tool(`{${fields(titled, ', "default": None')}, "required": ["city"], "type": "object"}`);
    const named = ', tool_choice={"type": "function", "function": {"name": "City"}}';
    expect(lowest(`import instructor\n${CITY}instructor.from_openai(client).chat.completions.create(model="gpt-4o", ${HI}, response_model=City)\n`)).toBe(lowest(PYTHON + chat(made, named)));
  });

  it("LangChain's: no titles; Claude's answer is a tool, with the prompt for tools", () => {
    const parameters = `{${fields(none, ', "default": None')}, "required": ["city"], "type": "object"}`;
    const claude = `import anthropic\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=10, ${HI}, tool_choice={"type": "tool", "name": "City"}, tools=[{"name": "City", "description": "Where it is.", "input_schema": ${parameters}}])\n`;
    const asked = lowest(`from langchain_anthropic import ChatAnthropic\n${CITY}ChatAnthropic(model="claude-sonnet-4-5").with_structured_output(City).invoke("hi")\n`);
    expect(Math.abs(asked - lowest(claude))).toBeLessThanOrEqual(1);
    const bound = calls(`from langchain_openai import ChatOpenAI\n${CITY}ChatOpenAI(model="gpt-4o").bind_tools([City]).invoke("hi")\n`).at(-1)!.cost.parts[0]!;
    expect(bound.tokens.low).toBe(calls(PYTHON + chat(tool(parameters))).at(-1)!.cost.parts[0]!.tokens.low);
  });

  it("Pydantic AI's: the answer is a tool beside the others", () => {
    const agent = `from pydantic_ai import Agent\n${CITY}def add(a: int, b: int = 2) -> int:\n    """Adds two numbers."""\n    return a + b\nAgent("openai:gpt-4o", output_type=City, tools=[add]).run_sync("hi")\n`;
    const add = '{"type": "function", "function": {"name": "add", "description": "Adds two numbers.", "parameters": {"properties": {"a": {"type": "integer"}, "b": {"default": 2, "type": "integer"}}, "required": ["a"], "type": "object"}}}';
    const answer = tool(`{${fields(none, ', "default": None')}, "required": ["city"], "type": "object"}`).replace('"City"', '"final_result"').slice(1, -1);
    const [parts, written] = [calls(agent).at(-1)!.cost.parts, calls(PYTHON + chat(`[${add}, ${answer}]`)).at(-1)!.cost.parts];
    expect(parts.map(({ label }) => label)).toEqual(['tool schemas', 'output schema', 'input']);
    expect(parts[0]!.tokens.low + parts[1]!.tokens.low).toBe(written[0]!.tokens.low);
  });

  it('a tool choice that is handed on as nothing is none', () => {
    const ask = 'def ask(tools=None, tool_choice=None):\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "hi"}], tools=tools, tool_choice=tool_choice)\n';
    const tools = tool('{"type": "object", "properties": {"city": {"type": "string"}}}');
    expect(inputOf(`${PYTHON}${ask}ask(tools=${tools})\n`)).toBe(inputOf(PYTHON + chat(tools)));
  });
});

describe("Google's objects", () => {
  const GOOGLE = 'from google import genai\nfrom google.genai import types\nclient = genai.Client()\n';
  const generate = (contents: string, config = ''): string => `${GOOGLE}client.models.generate_content(model="gemini-2.5-flash", contents=${contents}${config})\n`;

  it('a schema of objects is the schema that is written', () => {
    const objects = 'types.Tool(function_declarations=[types.FunctionDeclaration(name="plan", description="Plans.", parameters=types.Schema(type=types.Type.OBJECT, properties={"day": types.Schema(type=types.Type.STRING, description="The day")}, required=["day"]))])';
    const written = '{"function_declarations": [{"name": "plan", "description": "Plans.", "parameters": {"type": "OBJECT", "properties": {"day": {"type": "STRING", "description": "The day"}}, "required": ["day"]}}]}';
    const low = (tools: string): number => calls(generate('"Plan"', `, config=types.GenerateContentConfig(tools=[${tools}])`)).at(-1)!.cost.input.low;
    expect(low(objects)).toBe(low(written));
    const javascript = (type: (name: string) => string): string => `import { GoogleGenAI, Type } from '@google/genai';\nawait new GoogleGenAI({}).models.generateContent({ model: 'gemini-2.5-flash', contents: 'Plan', config: { tools: [{ functionDeclarations: [{ name: 'plan', description: 'Plans.', parameters: { type: ${type('OBJECT')}, properties: { days: { type: ${type('ARRAY')}, items: { type: ${type('STRING')} } } } } }] }] } });\n`;
    expect(inputOf(javascript((name) => `Type.${name}`), 'app.ts')).toBe(inputOf(javascript((name) => `'${name}'`), 'app.ts'));
  });

  it.each([
    ['types.Part.from_bytes(data=load(), mime_type="image/png")', 258, 6450],
    ['types.Part.from_uri(file_uri="gs://shop/receipt.jpg", mime_type="image/jpeg")', 258, 6450],
    ['types.Part.from_bytes(data=load(), mime_type="application/pdf")', 258, 2580],
    ['client.files.upload(file="photos/receipt.png")', 258, 6450],
    ['client.files.upload(file="report.pdf")', 258, 2580],
    ['client.files.upload(file=path, config={"mime_type": "application/pdf"})', 258, 2580],
    // What is in it nobody knows.
    ['client.files.upload(file=path)', 1, 500],
  ])('%s', (part, low, high) => {
    const [first, second] = calls(generate(`[${part}, "What is it?"]`)).at(-1)!.cost.parts;
    expect(first!.assumed).toEqual({ low, high });
    expect(second!.state).toBe('known');
  });
});

describe('a class that holds itself', () => {
  const tree = 'from pydantic import BaseModel\nclass Node(BaseModel):\n    name: str\n    children: list["Node"]\n';
  const format = (schema: string): string => inputOf(`${PYTHON}${tree}client.responses.create(model="gpt-4.1-mini", input="Hi", text={"format": {"type": "json_schema", "name": "tree", "schema": ${schema}}})\n`);
  const node = '{"type": "object", "title": "Node", "required": ["name", "children"], "properties": {"name": {"title": "Name", "type": "string"}, "children": {"items": {"$ref": "#/$defs/Node"}, "title": "Children", "type": "array"}}}';

  it('is a reference where its schema is asked for, and written out once more where an SDK insists on a whole answer', () => {
    const within = (range: string, exact: string): boolean => Number(range.split('-')[0]) <= Number(exact.split('-')[0]) && Number(exact.split('-')[1]) <= Number(range.split('-')[1]);
    expect(within(format('Node.model_json_schema()'), format(`{"$defs": {"Node": ${node}}, "$ref": "#/$defs/Node"}`))).toBe(true);
    const parsed = inputOf(`${PYTHON}${tree}client.responses.parse(model="gpt-4.1-mini", input="Hi", text_format=Node)\n`);
    expect(Number(parsed.split('-')[0])).toBeGreaterThan(Number(format('Node.model_json_schema()').split('-')[1]));
  });
});

describe('fields of a class', () => {
  const parsed = (imports: string, fields: string): string => inputOf(`from pydantic import BaseModel${imports}\n${PYTHON}class Review(BaseModel):\n    ${fields}\nclient.chat.completions.parse(model="gpt-4o", messages=[{"role": "user", "content": "Hi"}], response_format=Review)\n`);

  it.each([
    ['conint(ge=1, le=5)', 'int = Field(ge=1, le=5)'],
    ['confloat(gt=0)', 'float = Field(gt=0)'],
    ['constr(min_length=2, pattern="^[a-z]+$")', 'str = Field(min_length=2, pattern="^[a-z]+$")'],
    ['conlist(str, max_length=4)', 'list[str] = Field(max_length=4)'],
  ])('have the bounds of a type that is made with them: %s', (made, plain) => {
    expect(parsed(', Field, conint, confloat, constr, conlist', `rating: ${made}`)).toBe(parsed(', Field', `rating: ${plain}`));
  });

  it('are called by the name that they are given by', () => {
    expect(parsed(', Field', 'last: str = Field(alias="lastName")')).toBe(parsed('', 'lastName: str'));
    expect(parsed(', Field', 'last: str = Field(alias="family", validation_alias="lastName")')).toBe(parsed('', 'lastName: str'));
    expect(parsed(', Field', 'last: str = Field(serialization_alias="lastName")')).toBe(parsed('', 'last: str'));
  });
});

describe('parts of requests that are made of types of the SDK', () => {
  const claude = (messages: string): string => inputOf(`import anthropic\nfrom anthropic.types import MessageParam, TextBlockParam\nanthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=5, messages=[${messages}])\n`);

  it.each(['MessageParam(role="user", content="Name a lake.")', 'anthropic.types.MessageParam(role="user", content="Name a lake.")', '{"role": "user", "content": [TextBlockParam(type="text", text="Name a lake.")]}'])("Anthropic's: %s", (message) => {
    expect(claude(message)).toBe(claude('{"role": "user", "content": "Name a lake."}'));
  });

  it("OpenAI's", () => {
    const types = 'from openai.types.chat import ChatCompletionSystemMessageParam, ChatCompletionUserMessageParam\n';
    const made = '[ChatCompletionSystemMessageParam(role="system", content="Be brief."), ChatCompletionUserMessageParam(role="user", content="Name a lake.")]';
    expect(inputOf(`${types}${PYTHON}${send(made)}`)).toBe(inputOf(`${PYTHON}${send('[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Name a lake."}]')}`));
  });

  it("what stands behind the gap counts as what stands before it, in Mistral's completions", () => {
    const fim = (more: string): number => Number(inputOf(`from mistralai import Mistral\nMistral().fim.complete(model="codestral-latest", prompt="def f("${more})\n`).split('-')[0]);
    expect(fim(', suffix="    return first + second"')).toBeGreaterThan(fim('') + 3);
  });

  it("an answer's schema by its name, in LangChain", () => {
    const structured = (given: string): string => inputOf(`from langchain_openai import ChatOpenAI\nfrom pydantic import BaseModel\nclass City(BaseModel):\n    name: str\nChatOpenAI(model="gpt-4o").with_structured_output(${given}).invoke("Name a city.")\n`);
    expect(structured('schema=City')).toBe(structured('City'));
  });

  it('an answer by its method, in LangChain: a tool that is insisted on, whose references are inlined, a format, or nothing but that it is JSON', () => {
    const classes = 'from pydantic import BaseModel, Field\nclass Stop(BaseModel):\n    """A stop."""\n    nights: int = Field(description="How long", le=9)\nclass Journey(BaseModel):\n    """A plan."""\n    stops: list[Stop]\n';
    const openai = (made: string): string => inputOf(`from langchain_openai import ChatOpenAI\n${classes}ChatOpenAI(model="gpt-4o")${made}.invoke("Plan it.")\n`);
    const claude = (made: string): string => inputOf(`from langchain_anthropic import ChatAnthropic\n${classes}ChatAnthropic(model="claude-sonnet-4-5")${made}.invoke("Plan it.")\n`);
    const stop = '{"description": "A stop.", "properties": {"nights": {"description": "How long", "maximum": 9, "type": "integer"}}, "required": ["nights"], "type": "object"}';
    const sent = (key: string): string => `{"name": "Journey", "description": "A plan.", "${key}": {"properties": {"stops": {"items": ${stop}, "type": "array"}}, "required": ["stops"], "type": "object"}}`;
    const low = (range: string): string => range.split('-')[0]!;
    expect(low(openai('.with_structured_output(Journey, method="function_calling")'))).toBe(low(openai(`.bind_tools([{"type": "function", "function": ${sent('parameters')}}], tool_choice={"type": "function", "function": {"name": "Journey"}})`)));
    expect(low(claude('.with_structured_output(Journey)'))).toBe(low(claude(`.bind_tools([${sent('input_schema')}], tool_choice={"type": "tool", "name": "Journey"})`)));
    expect(openai('.with_structured_output(Journey, method="json_schema")')).toBe(openai('.with_structured_output(Journey)'));
    expect(openai('.with_structured_output(Journey, method="json_mode")')).toBe(openai(''));
    expect(low(claude('.with_structured_output(Journey, method="json_schema")'))).not.toBe(low(claude('.with_structured_output(Journey)')));
  });
});

describe('a retired model', () => {
  it('is said to be one, where its own provider is asked', () => {
    const asked = (client: string, model: string): string => calls(`from openai import OpenAI\n${client}.chat.completions.create(model="${model}", messages=[{"role": "user", "content": "Hello"}])\n`).at(-1)!.cost.assumptions.join(' ');
    expect(asked('OpenAI(base_url="https://api.deepseek.com")', 'deepseek-chat')).toContain('`deepseek-chat` is retired since 2026-07-24: its provider refuses it, and names `deepseek-flash` in its place.');
    expect(asked('OpenAI(base_url="https://api.deepseek.com")', 'deepseek-flash')).not.toContain('retired');
  });
});

describe('what a library writes around what it is given', () => {
  const run = (imports: string, call: string) => calls(`${imports}\n${call}\n`).at(-1)!.cost;

  it.each([
    ['from smolagents import CodeAgent, OpenAIServerModel', 'CodeAgent(tools=[], model=OpenAIServerModel(model_id="gpt-4o")).run("Hello")', 1900, 2500],
    ['from smolagents import ToolCallingAgent, OpenAIServerModel', 'ToolCallingAgent(tools=[], model=OpenAIServerModel(model_id="gpt-4o")).run("Hello")', 900, 1200],
    ['from claude_agent_sdk import query', 'query(prompt="Hello")', 3000, 20_000],
    ['from langchain.chains import RetrievalQA\nfrom langchain_openai import ChatOpenAI', 'RetrievalQA.from_chain_type(llm=ChatOpenAI(model="gpt-4o"), retriever=store.as_retriever()).run("Hello")', 110, 4200],
    ['from langchain.chains.question_answering import load_qa_chain\nfrom langchain_openai import ChatOpenAI', 'load_qa_chain(ChatOpenAI(model="gpt-4o")).run("Hello")', 30, 4200],
  ])('%s', (imports, call, low, high) => {
    const { input, parts, assumptions } = run(imports, call);
    const told = parts.reduce((sum, { tokens }) => sum + tokens.high, 0);
    expect(input.low).toBeGreaterThanOrEqual(low);
    expect(input.high).toBeGreaterThanOrEqual(high);
    expect(input.high).toBeLessThan(high + told + 20);
    expect(assumptions.join(' ')).toContain('The library adds');
  });

  it('is nothing where it adds nothing', () => {
    const { input, assumptions } = run('from pydantic_ai import Agent', 'Agent("openai:gpt-4o", system_prompt="Be brief.").run_sync("Hello")');
    expect(input.high).toBeLessThan(20);
    expect(assumptions.join(' ')).not.toContain('The library adds');
  });
});

describe('what is one of several', () => {
  it('lists of messages of which the first has none', () => {
    const [none, some] = [calls(`${PYTHON}${send('[]')}`)[0]!.cost.input, calls(`${PYTHON}${send('[{"role": "user", "content": "Hello, how are you?"}]')}`)[0]!.cost.input];
    expect(inputOf(`${PYTHON}for messages in [[], [{"role": "user", "content": "Hello, how are you?"}]]:\n    ${send('messages')}`)).toBe(`${none.low}-${some.high}`);
  });

  it('a tier is called what the request calls it', () => {
    const { assumptions } = calls(`${PYTHON}client.chat.completions.create(model="gpt-5.6-sol", service_tier="priority", messages=[{"role": "user", "content": "Hello"}])\n`)[0]!.cost;
    expect(assumptions.join(' ')).toContain('asks for priority service');
  });
});

describe('a history that grows from call to call', () => {
  const object = (start: string, ask: string): string => `${PYTHON}class Chat:\n    def __init__(self):\n        self.messages = [{"role": "system", "content": "Be brief."}]\n    def ask(self, text):\n${start}        self.messages.append({"role": "user", "content": text})\n        return client.chat.completions.create(model="gpt-4o", messages=${ask})\n`;
  const turns = (text: string, path?: string): readonly number[] => calls(text, path).at(-1)!.cost.conversation.map((each) => each.turns);

  it("is an object's own list", () => {
    expect(turns(object('', 'self.messages'))).toEqual([1, 10, 100]);
    expect(turns("import OpenAI from 'openai';\nclass Chat {\n  client = new OpenAI();\n  messages = [{ role: 'system', content: 'Be brief.' }];\n  ask(content) {\n    this.messages.push({ role: 'user', content });\n    return this.client.chat.completions.create({ model: 'gpt-4o', messages: this.messages });\n  }\n}\n", 'app.js')).toEqual([1, 10, 100]);
  });

  it("or a module's, which a function adds to", () => expect(turns(`${PYTHON}messages = []\ndef ask(text):\n    messages.append({"role": "user", "content": text})\n    return ${send('messages')}`)).toEqual([1, 10, 100]));

  it.each([
    ['which is made anew for each', object('        self.messages = []\n', 'self.messages')],
    ['of which a part is sent', object('', 'self.messages[-4:]')],
    ["and a function's own does not", `${PYTHON}def ask(text):\n    messages = []\n    messages.append({"role": "user", "content": text})\n    return ${send('messages')}`],
    ['nor one that the module itself writes', `${PYTHON}messages = []\nmessages.append({"role": "user", "content": "Hello"})\ndef ask():\n    return ${send('messages')}`],
  ])('%s', (_, text) => expect(turns(text)).toEqual([]));
});

describe('what Claude reads besides text', () => {
  const claude = (rest: string): { readonly low: number; readonly high: number } => calls(`import anthropic\nanthropic.Anthropic().messages.create(max_tokens=99, ${rest})\n`)[0]!.cost.input;
  const turns = (thought: string, model = 'claude-sonnet-4-5', next = '"Why?"'): string => `model="${model}", messages=[{"role": "user", "content": "Hello"}, {"role": "assistant", "content": [${thought}{"type": "text", "text": "Hi"}]}, {"role": "user", "content": ${next}}]`;
  const thought = '{"type": "thinking", "thinking": "The user greets me, so I shall greet back.", "signature": "abc"}, ';

  it('what was thought before the user asked again is not read any more', () => expect(claude(turns(thought))).toEqual(claude(turns(''))));

  it.each([
    ['before the result of a call', 'claude-sonnet-4-5', '[{"type": "tool_result", "tool_use_id": "a", "content": "7"}]'],
    ['with models that keep it', 'claude-opus-4-6', '"Why?"'],
  ])('what was thought counts at most %s', (_, model, next) => {
    const [without, withThought] = [claude(turns('', model, next)), claude(turns(thought, model, next))];
    expect(withThought.low).toBe(without.low);
    expect(withThought.high).toBeGreaterThan(without.high + 8);
  });

  it.each([
    ['{"type": "bash_20250124", "name": "bash"}', 244, 246],
    ['{"type": "text_editor_20250728", "name": "str_replace_based_edit_tool"}', 695, 705],
  ])('a tool that Anthropic describes counts what it says: %s', (tool, low, high) => {
    const own = '{"name": "noop", "description": "", "input_schema": {"type": "object", "properties": {}}}';
    const asked = (tools: string): { readonly low: number; readonly high: number } => claude(`model="claude-sonnet-4-5", tools=[${tools}], messages=[{"role": "user", "content": "Hello"}]`);
    expect([asked(`${own}, ${tool}`).low - asked(own).low, asked(`${own}, ${tool}`).high - asked(own).high]).toEqual([low, high]);
  });

  it('a count says what the request would take', () => expect(calls('import anthropic\nclient = anthropic.Anthropic()\nclient.messages.count_tokens(model="claude-sonnet-4-5", system="You are a scientist", messages=[{"role": "user", "content": "Hello, Claude"}])\n')[0]!.cost.input).toEqual({ low: 13, high: 15 }));
});

describe('recordings', () => {
  const gemini = (contents: string): { readonly low: number; readonly high: number } => calls(`from google import genai\nfrom google.genai import types\nclient = genai.Client()\nclient.models.generate_content(model="gemini-2.5-flash", contents=[${contents}, "Transcribe"])\n`).at(-1)!.cost.input;

  it.each([
    ['client.files.upload(file="talk.mp3")', 25, 38_400],
    ['types.Part.from_bytes(data=load(), mime_type="audio/wav")', 25, 38_400],
    ['client.files.upload(file="clip.mp4")', 258, 360_000],
  ])('are assumed to last between a second and twenty minutes: %s', (recording, low, high) => {
    const { low: least, high: most } = gemini(recording);
    expect([least - 3, most - 3]).toEqual([expect.closeTo(low, -1), expect.closeTo(high, -1)]);
  });
});

describe('APIs that an SDK reaches', () => {
  const tool = "{ weather: tool({ description: 'Get the weather', inputSchema: z.object({ city: z.string() }) }) }";
  const asked = (model: string): { readonly low: number; readonly high: number } => calls(`import { generateText, tool } from 'ai';\nimport { openai } from '@ai-sdk/openai';\nimport { z } from 'zod';\nawait generateText({ model: ${model}, tools: ${tool}, prompt: 'Hello' });\n`, 'app.ts')[0]!.cost.input;

  it('a model says which', () => {
    const [plain, responses, chat] = ["openai('gpt-4o')", "openai.responses('gpt-4o')", "openai.chat('gpt-4o')"].map(asked);
    expect(plain).toEqual(responses);
    // Tools without a system prompt are a message of their own in chat.
    expect(chat!.low - plain!.low).toBe(6);
  });
});

describe('documents beside the messages', () => {
  const cohere = (client: string, rest: string): { readonly low: number; readonly high: number } => calls(`import cohere\ncohere.${client}().chat(model="command-r", ${rest})\n`)[0]!.cost.input;
  const texts = ['Emperor penguins are the tallest.', 'They live in Antarctica.'];

  it.each([
    ['Client', 'message="Which penguins are tall?"', '[{"title": "Penguins", "snippet": "Emperor penguins are the tallest."}, {"title": "Where", "snippet": "They live in Antarctica."}]'],
    ['ClientV2', 'messages=[{"role": "user", "content": "Which penguins are tall?"}]', JSON.stringify(texts.map((text) => ({ data: { text } })))],
    ['ClientV2', 'messages=[{"role": "user", "content": "Which penguins are tall?"}]', JSON.stringify(texts)],
  ])('count their texts: %s', (client, asked, documents) => {
    const [without, withThem] = [cohere(client, asked), cohere(client, `${asked}, documents=${documents}`)];
    expect(withThem.low - without.low).toBeGreaterThanOrEqual(11);
    expect(withThem.high / withThem.low).toBeLessThan(4);
  });

  it('are assumed where they are not known', () => expect(cohere('Client', 'message="Hello", documents=found').high).toBeGreaterThan(500));
});

describe('models that anybody may serve', () => {
  const asked = (model: string): string => inputOf(`import ollama\nollama.chat(model="${model}", messages=[{"role": "user", "content": "Why is the sky blue?"}])\n`);

  it.each([
    ['gemma3:4b', '14-15'],
    ['qwen2.5', '34-36'],
    ['llama3:8b', '16-16'],
  ])('%s has its own template and vocabulary', (model, input) => expect(asked(model)).toBe(input));
});

describe('pictures and documents that are read from files', () => {
  const files = [['images/chart.png', '1024x768'], ['report.pdf', '3 pages']] as const;
  const input = (text: string, path = 'app.py'): { readonly low: number; readonly high: number } => calls(text, path, files).at(-1)!.cost.input;
  const encode = 'import base64\ndef encode(path):\n    with open(path, "rb") as file:\n        return base64.b64encode(file.read()).decode("utf-8")\n';
  const [text, block] = ['{"type": "text", "text": "What is it?"}', '{"type": "image_url", "image_url": {"url": f"data:image/png;base64,{encode(\'images/chart.png\')}"}}'];
  const gpt = (more: string): string => `${PYTHON}${encode}client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": [${text}${more}]}])\n`;
  const claude = (more: string): string => `import anthropic, pathlib\n${encode}anthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=10, messages=[{"role": "user", "content": [${text}${more}]}])\n`;

  it('a picture counts by its size', () => {
    expect(input(gpt(`, ${block}`)).low - input(gpt('')).low).toBe(765);
    const image = '{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": encode("images/chart.png")}}';
    expect(input(claude(`, ${image}`)).low - input(claude('')).low).toBe(37 * 28);
  });

  it('so does one that a library opens, and one in JavaScript', () => {
    const gemini = (contents: string): string => `import PIL.Image\nfrom google import genai\nclient = genai.Client()\nclient.models.generate_content(model="gemini-2.0-flash", contents=${contents})\n`;
    expect(input(gemini('["What is it?", PIL.Image.open("images/chart.png")]')).high).toBeLessThan(input(gemini('["What is it?", PIL.Image.open("other.png")]')).high);
    const javascript = (data: string): string => `import fs from 'node:fs';\nimport OpenAI from 'openai';\nconst data = ${data};\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, { type: 'image_url', image_url: { url: \`data:image/png;base64,\${data}\` } }] }] });\n`;
    for (const data of ["fs.readFileSync('images/chart.png', 'base64')", "fs.readFileSync('images/chart.png').toString('base64')"]) expect(input(javascript(data), 'app.ts')).toEqual(input(gpt(`, ${block}`)));
  });

  describe('one that is made smaller before it is sent', () => {
    const pillow = 'import base64, io\nfrom PIL import Image\ndef encode(image):\n    buffer = io.BytesIO()\n    image.save(buffer, format="PNG")\n    return base64.b64encode(buffer.getvalue()).decode()\n';
    const sent = (made: string): number => {
      const { low, high } = input(`${PYTHON}${pillow}${made}client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": [${text}, {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{encode(image)}"}}]}])\n`);
      return low === high ? low - input(gpt('')).low : -1;
    };
    const open = 'image = Image.open("images/chart.png")\n';

    it.each([
      ['as it is', open, 765],
      ['written in other colours', 'image = Image.open("images/chart.png").convert("RGB")\n', 765],
      ['to a size', 'image = Image.open("images/chart.png").resize((640, 480))\n', 85 + 2 * 170],
      ['to a part of its size', `${open}image = image.resize((image.width // 4, image.size[1] // 4))\n`, 255],
      ['in place, to fit', `${open}image.thumbnail((512, 512))\n`, 255],
      ['in place, where it fits already', `${open}image.thumbnail([4000, 4000])\n`, 765],
      ['to a piece of it', `${open}image = image.crop((0, 0, 500, 500))\n`, 255],
    ])('%s', (_, made, tokens) => expect(sent(made)).toBe(tokens));

    it('to a size that is not known', () => expect(sent(`${open}image = image.resize(size())\n`)).toBe(-1));
  });

  it('a document counts its pages', () => {
    const document = '{"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": encode("report.pdf")}}';
    const [without, withPages] = [input(claude('')), input(claude(`, ${document}`))];
    expect([withPages.low - without.low, withPages.high - without.high]).toEqual([3 * 1500, 3 * 3000]);
  });

  it.each(['encode("missing.png")', 'encode(path)', 'base64.b64encode(load()).decode()'])('of %s nothing is known', (data) => {
    const { low, high } = input(gpt(`, {"type": "image_url", "image_url": {"url": "data:image/png;base64," + ${data}}}`));
    expect([low, high].map((tokens) => tokens - input(gpt('')).low)).toEqual([255, 1105]);
  });

  it('a document of text counts it', () => {
    const converse = (source: string): { readonly low: number; readonly high: number } => calls(`import boto3\nboto3.client("bedrock-runtime").converse(modelId="amazon.nova-pro-v1:0", messages=[{"role": "user", "content": [{"document": {"format": "md", "name": "Notes", "source": {"bytes": ${source}}}}, {"text": "Summarise"}]}])\n`, 'app.py', [['notes.md', 'The parcel came a week late.']])[0]!.cost.input;
    expect(converse('open("notes.md", "rb").read()').high).toBeLessThan(20);
    expect(converse('load()').high).toBeGreaterThan(1000);
  });

  it('a file that is handed over by its name is read', () => {
    const sent = (name: string): { readonly low: number; readonly high: number } => calls(`from google import genai\nclient = genai.Client()\nfile = client.files.upload(file="${name}")\nclient.models.generate_content(model="gemini-2.0-flash", contents=["Describe", file])\n`, 'app.py', [...files, ['notes.md', 'The parcel came a week late.']]).at(-1)!.cost.input;
    expect(sent('images/chart.png').low).toBeGreaterThanOrEqual(258 * 5);
    expect(sent('images/chart.png').high).toBeLessThan(258 * 5 + 5);
    expect(sent('notes.md').high).toBeLessThan(12);
    expect(sent('missing.pdf').high).toBeGreaterThan(1000);
  });

  it('in a text its bytes are a hole', () => expect(input(`${PYTHON}${encode}${ask('"Look: " + encode("images/chart.png")')}`)).toEqual(input(`${PYTHON}${ask('"Look: " + load()')}`)));
});

describe('who is asked', () => {
  const say = 'messages=[{"role": "user", "content": "Tell me about the history of the city of Rome in three paragraphs, with the years."}]';

  it('of several models each counts in its own way', () => {
    const bedrock = (loop: string): string => `import boto3\nclient = boto3.client("bedrock-runtime")\n${loop}client.converse(modelId=model, messages=[{"role": "user", "content": [{"text": "Tell me about Rome."}]}])\n`;
    const [one, other] = ['us.amazon.nova-lite-v1:0', 'meta.llama3-1-70b-instruct-v1:0'].map((id) => calls(bedrock(`model = "${id}"\n`)).at(-1)!.cost.input);
    const both = calls(bedrock('for model in ["us.amazon.nova-lite-v1:0", "meta.llama3-1-70b-instruct-v1:0"]:\n    ')).at(-1)!.cost.input;
    expect(both).toEqual({ low: Math.min(one!.low, other!.low), high: Math.max(one!.high, other!.high) });
  });

  it('a model of Claude that is not named here counts as the old or the new ones do', () => {
    const claude = (model: string): AnalyzedCall => calls(`import os\nimport anthropic\nanthropic.Anthropic().messages.create(model=${model}, max_tokens=10, ${say})\n`).at(-1)!;
    const [unknown, old, current] = [claude('os.environ["MODEL"]'), claude('"claude-sonnet-4-5"'), claude('"claude-opus-5"')].map((call) => call.cost.input);
    expect(unknown!.low).toBeLessThanOrEqual(old!.low);
    expect(unknown!.high).toBeGreaterThanOrEqual(current!.high);
    expect(unknown!.high).toBeLessThanOrEqual(unknown!.low * 1.6);
  });

  it.each(['amazon.titan-embed-text-v2:0', 'cohere.rerank-v3-5:0'])('%s writes nothing, however it is invoked', (id) => {
    const call = calls(`import boto3, json\nclient = boto3.client("bedrock-runtime")\nclient.invoke_model(modelId="${id}", body=json.dumps({"inputText": "Books like Inception."}))\n`).at(-1)!;
    expect(call.site.operation.kind).toBe('embed');
    expect(call.cost.output).toEqual({ low: 0, high: 0 });
  });

  it('what tools of the provider add is assumed and said', () => {
    const tools = (given: string): AnalyzedCall => calls(`import anthropic\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=10, tools=[${given}], ${say})\n`).at(-1)!;
    const search = tools('{"type": "web_search_20250305", "name": "web_search"}');
    expect(search.cost.input.high).toBeGreaterThan(5000);
    expect(search.cost.parts.map(({ label }) => label)).toContain('what `web_search` adds');
    const own = tools('{"name": "add", "description": "Adds.", "input_schema": {"type": "object", "properties": {"a": {"type": "number"}}}}');
    const beside = tools('{"name": "add", "description": "Adds.", "input_schema": {"type": "object", "properties": {"a": {"type": "number"}}}}, {"type": "bash_20250124", "name": "bash"}');
    expect(beside.cost.input.low).toBeGreaterThan(own.cost.input.low);
  });
});

describe('what is put into a prompt', () => {
  it('data that is written as JSON', () => {
    const data = 'import json\ndata = {"city": "Rome", "years": [1, 2], "é": None}\n';
    expect(inputOf(`${PYTHON}${data}${ask('f"Data: {json.dumps(data)}"')}`)).toBe(inputOf(`${PYTHON}${ask(String.raw`'Data: {"city": "Rome", "years": [1, 2], "\\u00e9": null}'`)}`));
    expect(inputOf(`${PYTHON}${data}${ask('json.dumps(data, indent=2, ensure_ascii=False)')}`)).toBe(inputOf(`${PYTHON}${ask("'{\\n  \"city\": \"Rome\",\\n  \"years\": [\\n    1,\\n    2\\n  ],\\n  \"é\": null\\n}'")}`));
    const javascript = (content: string): string => `import OpenAI from 'openai';\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: ${content} }] });\n`;
    expect(inputOf(javascript("JSON.stringify({ city: 'Rome', years: [1, 2] })"), 'app.ts')).toBe(inputOf(javascript(`'{"city":"Rome","years":[1,2]}'`), 'app.ts'));
  });

  it('data that Python puts into a text', () => {
    const data = 'data = {"city": "Rome", "it\'s": [1, True, None]}\nwords = ["a", "b"]\n';
    const written = inputOf(`${PYTHON}${ask(String.raw`'Data: {\'city\': \'Rome\', "it\'s": [1, True, None]} of [\'a\', \'b\']'`)}`);
    expect(inputOf(`${PYTHON}${data}${ask('f"Data: {data} of {words}"')}`)).toBe(written);
    expect(inputOf(`${PYTHON}${data}${ask('"Data: " + str(data) + " of {}".format(words)')}`)).toBe(written);
    expect(inputOf(`${PYTHON}${data}${ask('"Data: %s of %s" % (data, words)')}`)).toBe(written);
    const javascript = calls("import OpenAI from 'openai';\nconst data = { city: 'Rome' };\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: `Data: ${data}` }] });\n", 'app.ts').at(-1)!;
    expect(javascript.cost.parts[0]!.assumed.high).toBeGreaterThan(0);
  });

  it("Gemini's tools as objects of the SDK", () => {
    const tools = (config: string): string => `from google import genai\nfrom google.genai import types\nfields = {"type": "OBJECT", "properties": {"color": {"type": "STRING", "description": "A color."}}, "required": ["color"]}\ngenai.Client().models.generate_content(model="gemini-2.5-flash", contents="Red.", config=${config})\n`;
    const written = inputOf(tools('{"tools": [{"function_declarations": [{"name": "paint", "description": "Paints.", "parameters": fields}]}]}'));
    expect(inputOf(tools('types.GenerateContentConfig(tools=[types.Tool(function_declarations=[{"name": "paint", "description": "Paints.", "parameters": fields}])])'))).toBe(written);
    const objects = 'types.FunctionDeclaration(name="paint", description="Paints.", parameters=types.Schema(type=types.Type.OBJECT, properties={"color": types.Schema(type="STRING", description="A color.")}, required=["color"]))';
    expect(inputOf(tools(`types.GenerateContentConfig(tools=[types.Tool(function_declarations=[${objects}])])`)).split('-')[0]).toBe(written.split('-')[0]);
    const search = calls(tools('types.GenerateContentConfig(tools=[types.Tool(google_search=types.GoogleSearch())])')).at(-1)!;
    expect(search.cost.parts.map(({ label }) => label)).toContain('what `google_search` adds');
  });

  describe('functions that are tools', () => {
    const doc = '    \"\"\"Adds two numbers.\n\n    Args:\n        a: The first.\n        b: The second.\n    \"\"\"\n';
    const add = `def add(a: int, b: Annotated[int, "Not told"] = 2) -> int:\n${doc}    return a + b\n\n`;
    const low = (text: string): number => calls(text).at(-1)!.cost.input.low;
    const tool = (name: string, description: string, rest: string, required = '"a"'): string => `{"type": "function", "function": {"name": "${name}", "description": "${description}", "parameters": {"type": "object", "properties": ${rest}, "required": [${required}]}}}`;
    const chat = (tools: string): number => low(`${PYTHON}client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hi"}], tools=[${tools}])\n`);

    it("LangChain's: the whole docstring where a decorator makes the tool, else by its parts", () => {
      const bind = (before: string, name = 'add'): number => low(`from typing import Annotated\nfrom langchain_openai import ChatOpenAI\nfrom langchain_core.tools import tool\n${before}${add}ChatOpenAI(model="gpt-4o").bind_tools([${name}]).invoke("Hi")\n`);
      const fields = '{"a": {"type": "integer"}, "b": {"default": 2, "description": "Not told", "type": "integer"}}';
      expect(bind('@tool\n')).toBe(chat(tool('add', 'Adds two numbers.\\n\\n    Args:\\n        a: The first.\\n        b: The second.', fields)));
      expect(bind('@tool("sum", description="Sums.")\n')).toBe(chat(tool('sum', 'Sums.', fields)));
      expect(bind('')).toBe(chat(tool('add', 'Adds two numbers.', '{"a": {"type": "integer", "description": "The first."}, "b": {"default": 2, "description": "Not told", "type": "integer"}}')));
    });

    it("OpenAI Agents': titles, everything required; and a tool for each agent that may take over", () => {
      const agents = (text: string): number => low(`from typing import Annotated\nfrom agents import Agent, Runner, function_tool, handoff\n${text}`);
      const responses = (tools: string): number => low(`${PYTHON}client.responses.create(model="gpt-4.1", instructions="Be brief.", input="Hi", tools=[${tools}])\n`);
      const fields = '{"a": {"type": "integer", "title": "A", "description": "The first."}, "b": {"default": 2, "description": "Not told", "title": "B", "type": "integer"}}';
      const written = `{"type": "function", "name": "add", "description": "Adds two numbers.", "parameters": {"type": "object", "title": "add_args", "properties": ${fields}, "required": ["a", "b"]}}`;
      expect(agents(`@function_tool\n${add}Runner.run_sync(Agent(name="A", instructions="Be brief.", model="gpt-4.1", tools=[add]), "Hi")\n`)).toBe(responses(written));
      const over = '{"type": "function", "name": "transfer_to_spanish_agent", "description": "Handoff to the Spanish agent agent to handle the request. Speaks Spanish", "parameters": {"type": "object", "properties": {}}}';
      const named = '{"type": "function", "name": "to_en", "description": "Handoff to the B agent to handle the request.", "parameters": {"type": "object", "properties": {}}}';
      const handoffs = 'es = Agent(name="Spanish agent", handoff_description="Speaks Spanish")\nRunner.run_sync(Agent(name="A", instructions="Be brief.", model="gpt-4.1", handoffs=[es, handoff(Agent(name="B"), tool_name_override="to_en")]), "Hi")\n';
      expect(agents(handoffs)).toBe(responses(`${over}, ${named}`));
    });
  });

  it('what a class says of its fields beside their types', () => {
    const claude = (schema: string, before = ''): number => calls(`from anthropic import Anthropic\n${before}Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=[{"role": "user", "content": "Hi"}], tools=[{"name": "save", "description": "Saves.", "input_schema": ${schema}}])\n`).at(-1)!.cost.input.low;
    const fields = 'from datetime import date\nfrom typing import Annotated, Dict\nfrom pydantic import BaseModel, Field\nclass Note(BaseModel):\n    when: date\n    score: Annotated[float, Field(description="How good", gt=0)]\n    words: list[str] = Field(default=[], max_length=3)\n    counts: Dict[str, int]\n\n';
    const written = '{"properties": {"when": {"format": "date", "title": "When", "type": "string"}, "score": {"description": "How good", "exclusiveMinimum": 0, "title": "Score", "type": "number"}, "words": {"default": [], "items": {"type": "string"}, "maxItems": 3, "title": "Words", "type": "array"}, "counts": {"additionalProperties": {"type": "integer"}, "title": "Counts", "type": "object"}}, "required": ["when", "score", "counts"], "title": "Note", "type": "object"}';
    expect(claude('Note.model_json_schema()', fields)).toBe(claude(written));
  });

  it('a class as the schema that is made of it', () => {
    const parse = (fields: string): string => `from pydantic import BaseModel, Field\nfrom typing import Literal, Optional\n${PYTHON}class Step(BaseModel):\n    explanation: str\n\nclass Answer(BaseModel):\n    ${fields}\n\nclient.chat.completions.parse(model="gpt-4o", messages=[{"role": "user", "content": "Hello"}], response_format=Answer)\n`;
    const written = (properties: string, definitions = ''): string => `${PYTHON}client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hello"}], response_format={"type": "json_schema", "json_schema": {"name": "Answer", "schema": {${definitions}"properties": {${properties}}, "title": "Answer", "type": "object"}}})\n`;
    const low = (text: string): number => calls(text).at(-1)!.cost.input.low;
    expect(low(parse('final_answer: str = Field(description="The end.")'))).toBe(low(written('"final_answer": {"description": "The end.", "title": "Final Answer", "type": "string"}')));
    expect(low(parse('kind: Literal["a", "b"]'))).toBe(low(written('"kind": {"enum": ["a", "b"], "title": "Kind", "type": "string"}')));
    expect(low(parse('count: Optional[int]'))).toBe(low(written('"count": {"anyOf": [{"type": "integer"}, {"type": "null"}], "title": "Count"}')));
    expect(low(parse('steps: list[Step]'))).toBe(low(written('"steps": {"items": {"$ref": "#/$defs/Step"}, "title": "Steps", "type": "array"}', '"$defs": {"Step": {"properties": {"explanation": {"title": "Explanation", "type": "string"}}, "title": "Step", "type": "object"}}, ')));
  });

  describe('schemas are written as the libraries write them', () => {
    const pydantic = 'from pydantic import BaseModel, Field\nfrom typing import Any, Dict, List, Literal, Optional, Set, Tuple\nfrom enum import Enum\nclass Kind(Enum):\n    """What it is."""\n    tea = "tea"\n    cup = "cup"\n\n';
    const ofTool = (schema: string, before = ''): number => calls(`from anthropic import Anthropic\n${before}Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=[{"role": "user", "content": "Hi"}], tools=[{"name": "save", "description": "Saves.", "input_schema": ${schema}}])\n`).at(-1)!.cost.input.low;
    const kind = '"$defs": {"Kind": {"description": "What it is.", "enum": ["tea", "cup"], "title": "Kind", "type": "string"}}, ';

    it.each([
      ['a list that is made when it is missing', 'words: List[str] = Field(default_factory=list, max_length=3)', '"properties": {"words": {"items": {"type": "string"}, "maxItems": 3, "title": "Words", "type": "array"}}'],
      ['one value', 'kind: Literal["tea"]', '"properties": {"kind": {"const": "tea", "title": "Kind", "type": "string"}}, "required": ["kind"]'],
      ['numbers to choose from', 'size: Literal[1, 2]', '"properties": {"size": {"enum": [1, 2], "title": "Size", "type": "integer"}}, "required": ["size"]'],
      ['anything', 'raw: Any', '"properties": {"raw": {"title": "Raw"}}, "required": ["raw"]'],
      ['tables', 'raw: dict\n    rows: List[Dict[str, Any]]', '"properties": {"raw": {"additionalProperties": True, "title": "Raw", "type": "object"}, "rows": {"items": {"additionalProperties": True, "type": "object"}, "title": "Rows", "type": "array"}}, "required": ["raw", "rows"]'],
      ['sets and pairs', 'words: Set[str]\n    pair: Tuple[int, str]', '"properties": {"words": {"items": {"type": "string"}, "title": "Words", "type": "array", "uniqueItems": True}, "pair": {"maxItems": 2, "minItems": 2, "prefixItems": [{"type": "integer"}, {"type": "string"}], "title": "Pair", "type": "array"}}, "required": ["words", "pair"]'],
      ['a class with a description where it is used, and a default', 'kind: Kind = Field(description="Which")\n    other: Kind = Kind.cup', `${kind}"properties": {"kind": {"$ref": "#/$defs/Kind", "description": "Which"}, "other": {"$ref": "#/$defs/Kind", "default": "cup"}}, "required": ["kind"]`],
      ['a class or nothing, which has no title', 'kind: Optional[Kind] = None', `${kind}"properties": {"kind": {"anyOf": [{"$ref": "#/$defs/Kind"}, {"type": "null"}], "default": None}}`],
    ])('pydantic: %s', (_, fields, written) => {
      expect(ofTool('Note.model_json_schema()', `${pydantic}class Note(BaseModel):\n    ${fields}\n\n`)).toBe(ofTool(`{${written}, "title": "Note", "type": "object"}`));
    });

    const asked = (request: string, before: string): number => calls(`import Anthropic from '@anthropic-ai/sdk';\nimport { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';\nimport { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';\nimport { z } from 'zod';\n${before}await new Anthropic().beta.messages.toolRunner({ model: 'claude-sonnet-4-5', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }], ${request} });\n`, 'app.ts').at(-1)!.cost.input.low;

    it.each([
      ['what may be missing or nothing', "a: z.string().optional(), b: z.string().nullish().describe('B')", "{ a: { type: 'string' }, b: { type: ['string', 'null'], description: 'B' } }", ''],
      ['bounds', 'a: z.string().min(1), b: z.array(z.number().max(5)).max(3), c: z.number().int().min(0).max(9)', "{ a: { type: 'string', minLength: 1 }, b: { type: 'array', items: { type: 'number', maximum: 5 }, maxItems: 3 }, c: { type: 'integer', minimum: 0, maximum: 9 } }", ", required: ['a', 'b', 'c']"],
      ['one value and a default', "a: z.literal('tea'), b: z.boolean().default(true)", "{ a: { type: 'string', const: 'tea' }, b: { default: true, type: 'boolean' } }", ", required: ['a']"],
      ['tables and anything', 'a: z.record(z.string(), z.number()), b: z.any()', "{ a: { additionalProperties: { type: 'number' }, type: 'object' }, b: {} }", ", required: ['a', 'b']"],
    ])('zod: %s', (_, fields, properties, required) => {
      const tool = (schema: string): string => `tools: [{ name: 'save', description: 'Saves.', input_schema: ${schema} }]`;
      const zod = asked(`tools: [betaZodTool({ name: 'save', description: 'Saves.', inputSchema: z.object({ ${fields} }), run: () => '' })]`, '');
      expect(zod).toBe(asked(tool(`{ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: ${properties}${required}, additionalProperties: false }`), ''));
    });

    it("Claude's answers have bounds in words", () => {
      const before = `${pydantic}class Note(BaseModel):\n    score: float = Field(ge=0, le=1, description="How good")\n    when: Optional[str] = None\n\n`;
      const parse = (format: string): number => calls(`from anthropic import Anthropic\n${before}Anthropic().messages.parse(model="claude-sonnet-4-5", max_tokens=9, messages=[{"role": "user", "content": "Hi"}], ${format})\n`).at(-1)!.cost.input.low;
      expect(parse('output_format=Note')).toBe(parse('output_config={"format": {"type": "json_schema", "schema": {"type": "object", "title": "Note", "properties": {"score": {"type": "number", "description": "How good\\n\\n{maximum: 1, minimum: 0}", "title": "Score"}, "when": {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "{default: None}", "title": "When"}}, "additionalProperties": False, "required": ["score"]}}}'));
    });

    it("OpenAI's strict answers have a class put in where something is said beside it", () => {
      const parse = (fields: string): number => calls(`${PYTHON}${pydantic}class Note(BaseModel):\n    ${fields}\n\nclient.chat.completions.parse(model="gpt-4o", messages=[{"role": "user", "content": "Hello"}], response_format=Note)\n`).at(-1)!.cost.input.low;
      const write = (schema: string): number => calls(`${PYTHON}client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hello"}], response_format={"type": "json_schema", "json_schema": {"name": "Note", "schema": {${schema}, "title": "Note", "type": "object"}}})\n`).at(-1)!.cost.input.low;
      expect(parse('kind: Kind = Field(description="Which")')).toBe(write(`${kind}"properties": {"kind": {"description": "Which", "enum": ["tea", "cup"], "title": "Kind", "type": "string"}}`));
      expect(parse('name: str\n    parts: List["Note"]')).toBe(write('"$defs": {"Note": {"properties": {"name": {"title": "Name", "type": "string"}, "parts": {"items": {"$ref": "#/$defs/Note"}, "title": "Parts", "type": "array"}}, "title": "Note", "type": "object"}}, "properties": {"name": {"title": "Name", "type": "string"}, "parts": {"items": {"$ref": "#/$defs/Note"}, "title": "Parts", "type": "array"}}'));
    });
  });

  it.each([
    ['a page on the web', 'import requests\ntext = requests.get("https://example.com/book.txt").text\n'],
    ['a file that is not there', 'text = open("book.txt").read()\n'],
    ['what a page shows', 'import requests\nfrom bs4 import BeautifulSoup\ntext = BeautifulSoup(requests.get("https://example.com").text, "html.parser").get_text()\n'],
  ])('%s may be long', (_, before) => {
    const { input, parts } = calls(`${before}${PYTHON}${ask('f"Sum up: {text}"')}`).at(-1)!.cost;
    expect(input.low).toBeLessThan(20);
    expect(input.high).toBeGreaterThan(20_000);
    expect(parts.at(-1)!.state).toBe('partial');
  });

  it("the AI SDK's answers are called `response`", () => {
    const made = inputOf("import { generateObject } from 'ai';\nimport { openai } from '@ai-sdk/openai';\nimport { z } from 'zod';\nawait generateObject({ model: openai.chat('gpt-4o'), schema: z.object({ city: z.string() }), prompt: 'Hello' });\n", 'app.ts');
    const written = inputOf("import OpenAI from 'openai';\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }], response_format: { type: 'json_schema', json_schema: { name: 'response', schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false } } } });\n", 'app.ts');
    expect(Number(made.split('-')[0])).toBe(Number(written.split('-')[0]));
  });

  it.each([
    ['as the call says', "{ name: 'city' }", 'city', ", title: 'city'"],
    ['`extract`', '{}', 'extract', ", title: 'extract'"],
  ])("LangChain's answers in JavaScript are called %s, and each part of a format has that for a title", (_, options, name, title) => {
    const made = inputOf(`import { ChatOpenAI } from '@langchain/openai';\nimport { z } from 'zod';\nawait new ChatOpenAI({ model: 'gpt-4o' }).withStructuredOutput(z.object({ city: z.string() }), ${options}).invoke('Hello');\n`, 'app.ts');
    const written = inputOf(`import OpenAI from 'openai';\nawait new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }], response_format: { type: 'json_schema', json_schema: { name: '${name}', schema: { type: 'object', properties: { city: { type: 'string'${title} } }, required: ['city'], additionalProperties: false${title} } } } });\n`, 'app.ts');
    expect(Number(made.split('-')[0])).toBe(Number(written.split('-')[0]));
  });

  it('what is passed as nothing is not passed', () => {
    const openai = (more: string): string => inputOf(`from openai import OpenAI, NOT_GIVEN, omit, NotGiven\nOpenAI().responses.create(model="gpt-4o", input="Hello"${more})\n`);
    for (const nothing of ['None', 'NOT_GIVEN', 'omit', 'NotGiven()']) expect(openai(`, instructions=${nothing}, tools=${nothing}`)).toBe(openai(''));
    const claude = (more: string, before = ''): string => inputOf(`import anthropic\n${before}anthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=[{"role": "user", "content": "Hello"}]${more})\n`);
    expect(claude(', system=anthropic.NOT_GIVEN, tools=anthropic.NOT_GIVEN')).toBe(claude(''));
    expect(Number(claude(', tools=find() or []', 'from tools import find\n').split('-')[0])).toBe(Number(claude('').split('-')[0]));
  });

  describe('functions that are decorated with an agent', () => {
    const agent = (given: string, decorated: string, after = ''): number => calls(`from pydantic_ai import Agent, RunContext\ndef add(a: int, b: int = 2) -> int:\n    """Adds two numbers."""\n    return a + b\n\nagent = Agent("openai:gpt-4o"${given})\nother = Agent("openai:gpt-4o")\n${decorated}agent.run_sync("hi")\n${after}`).at(-1)!.cost.input.low;
    const function_ = 'def add(a: int, b: int = 2) -> int:\n    """Adds two numbers."""\n    return a + b\n\n';

    it.each([
      ['are its tools', ', tools=[add]', `@agent.tool_plain\n${function_}`],
      ['… by a call, and with what the run hands in', ', tools=[add]', `@agent.tool(retries=2)\n${function_.replace('a: int,', 'ctx: RunContext[str], a: int,')}`],
      ['say what the system prompt is', ', system_prompt="Be brief."', '@agent.system_prompt\ndef rules() -> str:\n    return "Be brief."\n\n'],
      ['are nothing to another one', '', `@other.tool_plain\n${function_}`],
    ])('%s', (_, given, decorated) => expect(agent('', decorated)).toBe(agent(given, '')));

    it('are not there yet above', () => expect(agent('', '', `@agent.tool_plain\n${function_}`)).toBe(agent('', '')));

    it('also where the agent is made in another file', () => {
      const files: [string, string][] = [['agents.py', `from pydantic_ai import Agent\nagent = Agent("openai:gpt-4o")\n@agent.tool_plain\n${function_}`]];
      expect(calls('from agents import agent\nagent.run_sync("hi")\n', 'app.py', files).at(-1)!.cost.input.low).toBe(agent(', tools=[add]', ''));
    });
  });

  it("Google's parts that hold data as objects do", () => {
    const ask = (part: string): string => inputOf(`from google import genai\nfrom google.genai import types\ngenai.Client().models.generate_content(model="gemini-2.0-flash", contents=[${part}, "Describe it."])\n`);
    expect(ask('types.Part(inline_data=types.Blob(data=open("sea.png", "rb").read(), mime_type="image/png"))')).toBe(ask('types.Part.from_bytes(data=open("sea.png", "rb").read(), mime_type="image/png")'));
    expect(ask('types.Part(file_data=types.FileData(file_uri="gs://bucket/sea.png", mime_type="image/png"))')).toBe(ask('types.Part.from_uri(file_uri="gs://bucket/sea.png", mime_type="image/png")'));
  });

  it('a picture that is opened from a file', () => {
    const call = calls('from google import genai\nfrom PIL import Image\ngenai.Client().models.generate_content(model="gemini-2.5-flash", contents=[Image.open("sea.png"), "Describe it."])\n').at(-1)!;
    expect(call.cost.input.low).toBeGreaterThan(250);
  });
});

describe('a batch whose requests stand in a file', () => {
  const before = 'import json\nfrom openai import OpenAI\nclient = OpenAI()\nQUESTIONS = ["How do plants grow?", "What is rain?"]\n';
  const line = (question: string): string => `{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": ${question}}]}}`;
  const sent = 'uploaded = client.files.create(file=open("b.jsonl", "rb"), purpose="batch")\nclient.batches.create(input_file_id=uploaded.id, endpoint="/v1/chat/completions", completion_window="24h")\n';
  const batch = (writing: string): { readonly model: readonly string[]; readonly low: number; readonly said: readonly string[] } => {
    const { site, cost } = calls(`${before}${writing}${sent}`).at(-1)!;
    return { model: site.model.candidates.map(({ id }) => id), low: cost.input.low, said: cost.assumptions };
  };
  const both = calls(`${before}client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": "How do plants grow?"}])\nclient.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": "What is rain?"}])\n`).reduce((sum, { cost }) => sum + cost.input.low, 0);

  it.each([
    ['line by line', `tasks = []\nfor question in QUESTIONS:\n    tasks.append(${line('question')})\nwith open("b.jsonl", "w") as file:\n    for task in tasks:\n        file.write(json.dumps(task) + "\\n")\n`],
    ['at once', `with open("b.jsonl", "w") as file:\n    file.write("\\n".join(json.dumps(${line('question')}) for question in QUESTIONS))\n`],
  ])('is what the program writes into it, %s', (_, writing) => {
    expect(batch(writing)).toMatchObject({ model: ['gpt-4o-mini'], low: both });
    expect(batch(writing).said).toContain('The sum of its 2 requests, at the price of a batch.');
  });

  it.each([
    ['of another name', `with open("other.jsonl", "w") as file:\n    file.write(json.dumps(${line('"Hi"')}))\n`],
    ['that is written by somebody else', 'write("b.jsonl")\n'],
    ['that is written twice', `with open("b.jsonl", "w") as file:\n    file.write(json.dumps(${line('"Hi"')}))\nwith open("b.jsonl", "a") as more:\n    more.write(json.dumps(${line('"Hi"')}))\n`],
  ])('is not known of a file %s', (_, writing) => expect(batch(writing)).toMatchObject({ model: [], low: 0 }));
});

describe('a batch', () => {
  const before = 'import anthropic\nclient = anthropic.Anthropic()\n';
  const one = (question: string): string => `{"custom_id": "a", "params": {"model": "claude-haiku-4-5", "max_tokens": 100, "messages": [{"role": "user", "content": ${question}}]}}`;
  const alone = calls(`${before}client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=[{"role": "user", "content": "How do plants grow?"}])\n`).at(-1)!;

  it.each([
    ['written out', `[${one('"How do plants grow?"')}, ${one('"How do plants grow?"')}]`],
    ['made of known questions', `[${one('question')} for question in ["How do plants grow?", "How do plants grow?"]]`],
  ])('is its requests, %s, at half the price', (_, requests) => {
    const { cost } = calls(`${before}client.messages.batches.create(requests=${requests})\n`).at(-1)!;
    expect(cost.input).toEqual({ low: alone.cost.input.low * 2, high: alone.cost.input.high * 2 });
    expect(cost.dollars!.high).toBeCloseTo(alone.cost.dollars!.high, 12);
    expect(cost.assumptions).toContain('The sum of its 2 requests, at the price of a batch.');
  });

  it('of which nobody knows how many requests it has is told for those in sight', () => {
    const { cost } = calls(`${before}client.messages.batches.create(requests=[${one('question')} for question in load()])\n`).at(-1)!;
    expect(cost.assumptions).toContain('For one request; how many there are is not known here, at the price of a batch.');
  });
});

describe('what is sent on some paths only', () => {
  it('a system prompt that this caller gives, or does not', () => {
    const helper = 'def ask(prompt, system=None):\n    messages = []\n    if system is not None:\n        messages.append({"role": "system", "content": system})\n    messages.append({"role": "user", "content": prompt})\n    return client.chat.completions.create(model="gpt-4o", messages=messages)\n';
    expect(inputOf(`${PYTHON}${helper}ask("Say hello.")\n`)).toBe('10-10');
    expect(inputOf(`${PYTHON}${helper}ask("Say hello.", "Be brief.")\n`)).toBe('17-17');
  });

  it('the first turn of a conversation has none before it', () => {
    const loop = 'history = []\nwhile True:\n    history.append({"role": "user", "content": input()})\n    answer = client.chat.completions.create(model="gpt-4o", messages=history)\n    history.append({"role": "assistant", "content": answer.choices[0].message.content})\n';
    expect(calls(`${PYTHON}${loop}`).at(-1)!.cost.input.low).toBe(8);
  });

  it('a chat that keeps its turns sends them again', () => {
    const chat = 'from google import genai\nclient = genai.Client()\nchat = client.chats.create(model="gemini-2.5-flash")\nchat.send_message("Say hello.")\n';
    const [first, second] = calls(`${chat}chat.send_message("And goodbye.")\n`);
    expect(first!.cost.input).toEqual({ low: 4, high: 5 });
    expect(second!.cost.input.low).toBeGreaterThan(first!.cost.input.high);
    expect(second!.cost.assumptions.join(' ')).toContain('only known when it runs');
    const [again] = calls(`${chat.replace('chat.send', 'while True:\n    chat.send')}`);
    expect(again!.cost.input.low).toBe(4);
    expect(again!.cost.input.high).toBeGreaterThan(400);
  });

  it('several texts of a system prompt are messages of their own, or one of several paragraphs', () => {
    const agent = (given: string, rest = ''): string => inputOf(`from pydantic_ai import Agent\nagent = Agent("openai-chat:gpt-4o"${given})\n${rest}agent.run_sync("Name a lake.")\n`);
    const written = inputOf(`${PYTHON}${send('[{"role": "system", "content": "Be brief."}, {"role": "system", "content": "Be kind."}, {"role": "user", "content": "Name a lake."}]')}`);
    expect(agent(', system_prompt=("Be brief.", "Be kind.")')).toBe(written);
    expect(agent(', system_prompt="Be brief."', '\n\n@agent.system_prompt\ndef kind() -> str:\n    return "Be kind."\n\n\n')).toBe(written);
    const [low, high] = agent(', instructions="Be brief."', '\n\n@agent.instructions\ndef kind() -> str:\n    return "Be kind."\n\n\n').split('-').map(Number);
    const one = Number(inputOf(`${PYTHON}${send('[{"role": "system", "content": "Be brief.\\n\\nBe kind."}, {"role": "user", "content": "Name a lake."}]')}`).split('-')[0]);
    expect(low).toBeLessThanOrEqual(one);
    expect(high).toBeGreaterThanOrEqual(one);
  });

  it('a tool that is a function is counted as what the SDK makes of it', () => {
    const gemini = (tools: string): string => inputOf(`from google import genai\nclient = genai.Client()\ndef tide(place: str, hours: int = 6) -> dict:\n    \"\"\"The tide at a place.\n\n    Args:\n        place: A harbour.\n    \"\"\"\n    return {}\nclient.models.generate_content(model="gemini-2.5-flash", contents="Hi", config={"tools": ${tools}})\n`);
    const [low, high] = gemini('[tide]').split('-').map(Number);
    const [least, most] = gemini('[{"function_declarations": [{"name": "tide", "description": "The tide at a place.\\n\\nArgs:\\n    place: A harbour.", "parameters": {"type": "object", "properties": {"place": {"type": "string"}, "hours": {"type": "integer", "default": 6}}, "required": ["place"]}}]}]').split('-').map(Number);
    expect(Math.abs(low! - least!)).toBeLessThan(3);
    expect(high! / most!).toBeLessThan(1.05);
  });

  it('a document is said and not counted', () => {
    const asked = 'import anthropic\nclient = anthropic.Anthropic()\ndef ask(pdf=None):\n    content = [{"type": "text", "text": "What is it about?"}]\n    if pdf:\n        content.insert(0, {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": pdf}})\n    return client.messages.create(model="claude-sonnet-4-5", max_tokens=500, messages=[{"role": "user", "content": content}])\n';
    const { cost } = calls(asked).at(-1)!;
    expect(cost.input).toEqual({ low: 12, high: 12 });
    expect(cost.assumptions.join(' ')).toContain('documents or images that are sent on some paths only: they are not counted');
  });
});

describe('a list that outlives the run which adds to it and sends it', () => {
  const turn = '{"role": "user", "content": question}';
  const said = (content: string): number => Number(inputOf(`${PYTHON}${ask(content)}`).split('-')[0]);
  const MODULE = `${PYTHON}history = []\ndef chat(question):\n    history.append(${turn})\n    answer = client.chat.completions.create(model="gpt-4o", messages=history)\n    history.append({"role": "assistant", "content": answer.choices[0].message.content})\n`;
  const OBJECT = `${PYTHON}class Bot:\n    def __init__(self):\n        self.history = []\n    def chat(self, question):\n        self.history.append(${turn})\n        return client.chat.completions.create(model="gpt-4o", messages=self.history)\n`;

  it('holds nothing else where the run is the first', () => {
    const alone = said('"Why is the sky blue?"');
    expect(inputOf(`${MODULE}chat("Why is the sky blue?")\n`)).toBe(`${alone}-${alone}`);
    expect(inputOf(`${OBJECT}bot = Bot()\nbot.chat("Why is the sky blue?")\n`)).toBe(`${alone}-${alone}`);
    expect(inputOf(`${OBJECT}def main():\n    Bot().chat("Why is the sky blue?")\nmain()\n`)).toBe(`${alone}-${alone}`);
  });

  it.each([
    ['a later run', `${MODULE}chat("Hello!")\nchat("Why is the sky blue?")\n`],
    ['a later run of a method', `${OBJECT}bot = Bot()\nbot.chat("Hello!")\nbot.chat("Why is the sky blue?")\n`],
    ['one of many', `${MODULE}for _ in range(3):\n    chat("Why is the sky blue?")\n`],
    ['an object that something else had before', `${OBJECT}bot = Bot()\nwarm(bot)\nbot.chat("Why is the sky blue?")\n`],
    ['a run that sends it round by round', `${PYTHON}history = []\ndef chat(question):\n    history.append(${turn})\n    while True:\n        answer = client.chat.completions.create(model="gpt-4o", messages=history)\n        history.append({"role": "assistant", "content": answer.choices[0].message.content})\nchat("Why is the sky blue?")\n`],
  ])('holds what was added last for certain, and what else may be in it: %s', (_, text) => {
    const { low, high } = calls(text).at(-1)!.cost.input;
    expect(low).toBe(said('"Why is the sky blue?"'));
    expect(high).toBeGreaterThan(low + 400);
  });

  it('holds less for certain where something is taken away again', () => {
    const text = `${PYTHON}history = []\ndef chat(question):\n    history.append(${turn})\n    history.pop()\n    client.chat.completions.create(model="gpt-4o", messages=history)\nchat("Why is the sky blue?")\n`;
    expect(calls(text).at(-1)!.cost.input.low).toBeLessThan(said('"Why is the sky blue?"'));
  });
});

describe('an item that is one of several', () => {
  it('is between the shortest and the longest of them', () => {
    const items = ['{"role": "user", "content": "Hi"}', '{"role": "user", "content": "Hello, how are you all?"}'];
    const ends = items.map((item) => inputOf(`${PYTHON}${send(`[${item}]`)}`).split('-')[0]);
    expect(inputOf(`${PYTHON}for item in [${items.join(', ')}]:\n    ${send('[item]')}`)).toBe(ends.join('-'));
    const embed = (input: string): string => `client.embeddings.create(model="text-embedding-3-small", input=${input})\n`;
    expect(inputOf(`${PYTHON}for text in ["Hi", "Hello, how are you all?"]:\n    ${embed('[text]')}`)).toBe(inputOf(`${PYTHON}for text in ["Hi", "Hello, how are you all?"]:\n    ${embed('text')}`));
  });
});

describe('a budget for thinking that is one of several', () => {
  it('is there for certain', () => {
    const think = (budget: string): string => `from anthropic import Anthropic\nfor budget in [1024, 4096]:\n    Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=9000, thinking={"type": "enabled", "budget_tokens": ${budget}}, messages=[{"role": "user", "content": "Hi"}])\n`;
    expect(inputOf(think('budget'))).toBe(inputOf(think('1024')));
  });
});
