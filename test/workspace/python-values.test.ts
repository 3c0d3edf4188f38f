/** Ways in which names of models travel through Python programs: enumerations, copies, chance, constructors of a base, decorators, tables with members. */
import { describe, expect, it } from 'vitest';
import { ask, modelsOf } from '../support/python-models.ts';

const HEAD = 'from openai import OpenAI\nclient = OpenAI()\n';

describe('a member of an enumeration that says nothing itself', () => {
  const text = (base: string): string => `${HEAD}from enum import Enum, StrEnum, auto
class Tier(${base}):
    FREE = auto()
    PRO = auto()
MODELS = {Tier.FREE: "gpt-6-luna", Tier.PRO: "gpt-5.2"}
${ask('client', 'MODELS[Tier.PRO]')}
${ask('client', 'MODELS.get(Tier.FREE, "gpt-4.1")')}
${ask('client', '"o3" if Tier.PRO is Tier.FREE else "o4-mini"')}
`;

  it('is told from the others, as a key and in a condition', () => {
    expect(modelsOf(text('Enum'))).toEqual(['8 gpt-5.2', '9 gpt-6-luna', '10 o4-mini']);
    expect(modelsOf(text('StrEnum'))).toEqual(['8 gpt-5.2', '9 gpt-6-luna', '10 o4-mini']);
  });

  it('is its own name in small letters where all are texts', () => {
    expect(modelsOf(`${HEAD}from enum import StrEnum, auto\nclass Model(StrEnum):\n    O3 = auto()\n${ask('client', 'Model.O3')}\n${ask('client', 'Model.O3.value')}\n`)).toEqual(['6 o3', '7 o3']);
    expect(modelsOf(`${HEAD}from enum import Enum, auto\nclass Model(Enum):\n    O3 = auto()\n${ask('client', 'Model.O3.value')}\n`)).toEqual(['6 ?']);
  });
});

describe('what is of an enumeration of texts', () => {
  const text = (body = ''): string => `${HEAD}from enum import Enum
class Model(str, Enum):
    FAST = "gpt-6-luna"
    SMART = "gpt-5.2"
${body}def run(model: Model, other: Model = Model.SMART):
    ${ask('client', 'model')}
    ${ask('client', 'model.value')}
    ${ask('client', 'other.value')}
`;

  it('is one of its members', () => {
    expect(modelsOf(text())).toEqual(['8 gpt-6-luna|gpt-5.2', '9 gpt-6-luna|gpt-5.2', '10 gpt-5.2|gpt-6-luna']);
  });

  it('is an object where the class has methods', () => {
    expect(modelsOf(text('    def of(self):\n        return self.value\n'))[0]).toBe('10 ?');
  });
});

describe('a table with numbers for keys', () => {
  it('is read by them', () => {
    expect(modelsOf(`${HEAD}LEVELS = {1: "gpt-6-luna", 2: "gpt-5.2"}\n${ask('client', 'LEVELS[2]')}\n${ask('client', 'LEVELS.get(1)')}\n`)).toEqual(['4 gpt-5.2', '5 gpt-6-luna']);
  });
});

describe('one of several at random', () => {
  it('may be each of them', () => {
    const text = `${HEAD}import random
from itertools import cycle
MODELS = ["gpt-6-luna", "gpt-5.2"]
turns = cycle(MODELS)
${ask('client', 'random.choice(MODELS)')}
${ask('client', 'next(turns)')}
${ask('client', 'random.choices(MODELS, weights=[9, 1])[0]')}
${ask('client', 'next((model for model in MODELS if model.startswith("gpt-5")), "gpt-4.1")')}
`;
    expect(modelsOf(text)).toEqual(['7 gpt-6-luna|gpt-5.2', '8 gpt-6-luna|gpt-5.2', '9 gpt-6-luna|gpt-5.2', '10 gpt-5.2|gpt-4.1']);
  });
});

describe('a copy with something changed', () => {
  it('has what it was given, and the rest of the first one', () => {
    const text = `${HEAD}from collections import namedtuple
from dataclasses import dataclass, replace
from pydantic import BaseModel
@dataclass(frozen=True)
class Preset:
    model: str
    small: str = "gpt-4.1"
class Options(BaseModel):
    model: str = "gpt-4.1"
Pair = namedtuple("Pair", "model cap")
first = Preset("gpt-6-luna")
second = replace(first, model="gpt-5.2")
${ask('client', 'second.model')}
${ask('client', 'second.small')}
${ask('client', 'first.model')}
${ask('client', 'Options().model_copy(update={"model": "gpt-5.2"}).model')}
${ask('client', 'Options().copy(update={"model": "gpt-5.2"}).model')}
${ask('client', 'Options(model="gpt-6-luna").model_copy().model')}
${ask('client', 'Pair("gpt-4.1", 5)._replace(model="gpt-5.2").model')}
`;
    expect(modelsOf(text)).toEqual(['15 gpt-5.2', '16 gpt-4.1', '17 gpt-6-luna', '18 gpt-5.2', '19 gpt-5.2', '20 gpt-6-luna', '21 gpt-5.2']);
  });

  it('is not known where not all of the changes are', () => {
    const text = `${HEAD}from dataclasses import dataclass, replace
@dataclass
class Preset:
    model: str = "gpt-6-luna"
def run(**changes):
    ${ask('client', 'replace(Preset(), **changes).model')}
`;
    expect(modelsOf(text)).toEqual(['8 ?']);
  });
});

describe('a constructor that classes have from their base', () => {
  const base = `${HEAD}class Worker:
    def __init__(self, model):
        self.model = model
    def run(self):
        ${ask('client', 'self.model')}
`;
  const derived = 'class Writer(Worker):\n    pass\nclass Reader(Worker):\n    def __init__(self, size):\n        super().__init__("gpt-4.1")\n';

  it('gets what these are built with, here', () => {
    expect(modelsOf(`${base}${derived}Writer("gpt-6-luna").run()\nReader("large").run()\n`)).toEqual(['7 gpt-6-luna?|gpt-4.1?']);
  });

  it('but not what classes beside them are built with', () => {
    const text = `${HEAD}class Worker:
    def __init__(self, model=None):
        self.model = model or self.usual
class Writer(Worker):
    usual = "gpt-6-luna"
    def run(self):
        ${ask('client', 'self.model')}
class Reader(Worker):
    usual = "gpt-4.1"
    def run(self):
        ${ask('client', 'self.model')}
Reader("gpt-5.2").run()
`;
    expect(modelsOf(text)).toEqual(['9 gpt-6-luna?', '13 gpt-5.2?|gpt-4.1?']);
  });

  it('and in other files', () => {
    expect(modelsOf(base, { 'writers.py': `from app import Worker\n${derived}`, 'main.py': 'from writers import Writer\nWriter(model="gpt-6-luna").run()\n' })).toEqual(['7 gpt-6-luna?|gpt-4.1?']);
  });
});

describe('what a decorator passes', () => {
  it('is what the function gets', () => {
    const clients = `import functools
from openai import OpenAI
def with_client(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn(OpenAI(), *args, **kwargs)
    return wrapper
def with_defaults(model):
    def decorate(fn):
        def wrapper(*args, **kwargs):
            kwargs.setdefault("client", OpenAI())
            return fn(*args, **kwargs)
        return wrapper
    return decorate
`;
    const text = `from clients import with_client, with_defaults
@with_client
def first(client, text):
    ${ask('client')}
@with_defaults("gpt-6-luna")
def second(text, client=None):
    ${ask('client')}
class Worker:
    @with_client
    def run(self, client):
        ${ask('client')}
def plain(client):
    ${ask('client')}
`;
    expect(modelsOf(text, { 'clients.py': clients })).toEqual(['4 gpt-5.2', '7 gpt-5.2']);
  });
});

describe('a table whose keys are members', () => {
  it('holds what it was made with', () => {
    const text = `${HEAD}class Settings(dict):
    def __getattr__(self, name):
        return self[name]
class Counting(dict):
    def __init__(self, model):
        self.model = model
settings = Settings(model="gpt-5.2")
${ask('client', 'settings.model')}
${ask('client', 'settings["model"]')}
${ask('client', 'Counting("gpt-6-luna").model')}
`;
    expect(modelsOf(text)).toEqual(['10 gpt-5.2', '11 gpt-5.2', '12 gpt-6-luna']);
  });
});

describe('settings that are read from a place which somebody names', () => {
  it('are those of the default', () => {
    const text = `${HEAD}import json
from pathlib import Path
from pydantic import BaseModel
class Options(BaseModel):
    model: str
def load(path: Path = Path(__file__).parent / "options.json"):
    return Options(**json.loads(path.read_text()))
def run(options: Options):
    ${ask('client', 'options.model')}
`;
    expect(modelsOf(text, { 'options.json': '{"model": "gpt-5.2"}' })).toEqual(['11 gpt-5.2?']);
  });
});

describe('a function that hands on what it is given', () => {
  it('reads the setting that it is asked for', () => {
    const text = `${HEAD}import os
class Config:
    def __init__(self):
        self._values = {}
        self._load(self._values)
        self.model = self._get("MODEL", "gpt-5.2")
        self.small = self._get("SMALL")
    def _load(self, values):
        values.update(os.environ)
    def _get(self, *args):
        return self._values.get(*args)
def env(*args):
    return os.getenv(*args)
config = Config()
${ask('client', 'config.model')}
${ask('client', 'config.small')}
${ask('client', 'env("MODEL", "gpt-4.1")')}
`;
    expect(modelsOf(text)).toEqual(['17 gpt-5.2|…', '18 ?', '19 gpt-4.1?']);
  });
});

describe('a method that a class has from its base', () => {
  it('reads what any class built on it has in its place', () => {
    const text = `${HEAD}class Named:
    name = "gpt-6-luna"
    def model(self):
        return self.name
class Worker(Named):
    def run(self):
        ${ask('client', 'self.model()')}
class Large(Worker):
    name = "gpt-5.2"
class Other(Named):
    name = "gpt-4.1"
`;
    expect(modelsOf(text)).toEqual(['9 gpt-6-luna|gpt-5.2']);
  });
});

describe('a field of something from outside', () => {
  it('has the default that it is asked for with, or something else', () => {
    const text = `${HEAD}from langchain_core.runnables import RunnableConfig
def run(config: RunnableConfig):
    ${ask('client', 'config.get("configurable", {}).get("model", "gpt-5.2")')}
    ${ask('client', 'config.get("model", "gpt-4.1")')}
    ${ask('client', 'config.get("model")')}
`;
    expect(modelsOf(text)).toEqual(['5 gpt-5.2|…', '6 gpt-4.1|…', '7 ?']);
  });
});

describe('what a function is mapped over', () => {
  it('is what it is called with; the best of them is one of them', () => {
    const text = `${HEAD}MODELS = ["gpt-6-luna", "gpt-5.2"]
list(map(lambda model: ${ask('client', 'model')}, MODELS))
${ask('client', 'max(MODELS, key=len)')}
`;
    expect(modelsOf(text)).toEqual(['4 gpt-6-luna|gpt-5.2', '5 gpt-6-luna|gpt-5.2']);
  });
});

describe('a member that stands for several things at once', () => {
  it('has them as its value', () => {
    const text = `${HEAD}from enum import Enum
class Model(Enum):
    SMALL = ("gpt-6-luna", 64)
name, cap = Model.SMALL.value
${ask('client', 'name')}
${ask('client', 'Model.SMALL.value[0]')}
`;
    expect(modelsOf(text)).toEqual(['7 gpt-6-luna', '8 gpt-6-luna']);
  });
});

describe('a class with arguments filled in', () => {
  it('is built with them too', () => {
    const text = `${HEAD}from functools import partial
class Worker:
    def __init__(self, model="gpt-4.1"):
        self.model = model
    def run(self):
        ${ask('client', 'self.model')}
WORKERS = {"small": partial(Worker, model="gpt-6-luna"), "large": lambda: Worker("gpt-5.2")}
`;
    expect(modelsOf(text)).toEqual(['8 gpt-4.1?|gpt-5.2?|gpt-6-luna?']);
  });
});

describe('a function that another one makes', () => {
  it('knows the arguments of the run that made it', () => {
    const made = 'def named(family):\n    def with_size(size):\n        return f"{family}-{size}"\n    return with_size\n';
    expect(modelsOf(`${HEAD}${made}${ask('client', 'named("gpt")("4o")')}\nofO = named("o3")\n${ask('client', 'ofO("mini")')}\n`)).toEqual(['7 gpt-4o', '9 o3-mini']);
    expect(modelsOf(`${HEAD}${made}MAKERS = {"a": named("gpt"), "b": named("o3")}\n${ask('client', 'MAKERS["b"]("mini")')}\n`)).toEqual(['8 o3-mini']);
    expect(modelsOf(`${HEAD}${made}import os\nmake = named("gpt") if os.environ.get("GPT") else named("o3")\n${ask('client', 'make("5.2")')}\n`)).toEqual(['9 gpt-5.2|o3-5.2!']);
  });

  it('also where it is kept on an object', () => {
    const namer = 'class Namer:\n    def __init__(self, family):\n        self.name = lambda size: f"{family}-{size}"\n';
    expect(modelsOf(`${HEAD}${namer}${ask('client', 'Namer("gpt").name("5.2")')}\n${ask('client', 'Namer("o3").name("mini")')}\n`)).toEqual(['6 gpt-5.2', '7 o3-mini']);
  });
});

describe('a text that is put together', () => {
  it('by a function, of what it gave before and the next part', () => {
    expect(modelsOf(`${HEAD}from functools import reduce\n${ask('client', 'reduce(lambda a, b: a + b, ["gpt", "-", "5.2"])')}\n${ask('client', 'reduce(lambda a, b: a + b, ["-", "5.2"], "gpt")')}\n`)).toEqual(['4 gpt-5.2', '5 gpt-5.2']);
  });

  it('of a table', () => {
    expect(modelsOf(`${HEAD}${ask('client', '"{family}-{size}".format_map({"family": "gpt", "size": "5.2"})')}\n`)).toEqual(['3 gpt-5.2']);
  });
});
