/** The ways in which Python programs keep clients and settings, and get them back. One behaviour a test; `support/calls.ts` says how to read the models. */
import { describe, expect, it } from 'vitest';
import { ask, modelsOf } from '../support/python-models.ts';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

describe('what is built on a class of the same file', () => {
  it('may have another attribute in place of its own', () => {
    expect(modelsOf(`from openai import OpenAI

client = OpenAI()

class Writer:
    model = "gpt-5.2"

    def write(self):
        return ${ask('client', 'self.model')}

class Cheap(Writer):
    model = "gpt-5-nano"

class Other:
    model = "gpt-5-mini"
`)).toEqual(['9 gpt-5.2|gpt-5-nano']);
  });
});

describe('what is kept in a dictionary under a name', () => {
  it('is given by whatever puts it there if it is missing', () => {
    expect(modelsOf(`from openai import OpenAI

clients = {}

def write(user):
    client = clients.setdefault(user, OpenAI())
    return ${ask('client', '"gpt-5.2"')}
`)).toEqual(['7 gpt-5.2']);
  });
});

describe('classes on classes from outside', () => {
  it('what a constructor hands on to such a base by a name is the attribute of that name', () => {
    expect(modelsOf(`from openai import OpenAI
from framework import BaseModel

class Writer(BaseModel):
    def __init__(self, model: str = "gpt-5.2", **kwargs):
        super().__init__(model=model, **kwargs)
        self._client = OpenAI()

    def write(self):
        return ${ask('self._client', 'self.model')}
`)).toEqual(['10 gpt-5.2?']);
  });

  it("a field that a framework's own name for pydantic's declares", () => {
    expect(modelsOf(`from openai import OpenAI
from framework.bridge import Base, Field, PrivateAttr

class Writer(Base):
    model: str = Field(default="gpt-5.2", description="which")
    client: OpenAI = PrivateAttr()

    def write(self):
        return ${ask('self.client', 'self.model')}
`)).toEqual(['9 gpt-5.2?']);
  });

  it('fields are given in their order', () => {
    expect(modelsOf(`from typing import NamedTuple
from dataclasses import dataclass
from openai import OpenAI

class Choice(NamedTuple):
    name: str
    cap: int

@dataclass
class Task:
    model: str
    client: OpenAI

CHOICE = Choice("gpt-5.2", 100)
task = Task("gpt-6-luna", OpenAI())
${ask('task.client', 'CHOICE.name')}
${ask('task.client', 'task.model')}
`)).toEqual(['16 gpt-5.2', '17 gpt-6-luna']);
  });

  it('an attribute that is only declared, and None until then', () => {
    expect(modelsOf(`from __future__ import annotations
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from openai import OpenAI

class Writer:
    client: "Optional[OpenAI]" = None

    def write(self):
        return ${ask('self.client')}
`)).toEqual(['11 gpt-5.2']);
  });

  it('members that a class makes up when they are asked for', () => {
    expect(modelsOf(`import importlib

class Lazy:
    def __getattr__(self, name):
        return getattr(importlib.import_module("litellm"), name)

litellm = Lazy()
litellm.completion(model="gpt-5.2", messages=[])
`)).toEqual(['8 gpt-5.2']);
  });
});

describe('members by their names', () => {
  it('are the members', () => {
    expect(modelsOf(`from openai import OpenAI
client = OpenAI()
getattr(client, "responses").create(model="gpt-5.2", input="Hello")
getattr(client, name()).create(model="gpt-5.2", input="Hello")
`)).toEqual(['3 gpt-5.2']);
  });
});

describe('functions that yield', () => {
  it('a context manager gives what it yields', () => {
    expect(modelsOf(`from contextlib import asynccontextmanager, contextmanager
from openai import OpenAI

@contextmanager
def connect():
    client = OpenAI()
    yield client
    client.close()

@asynccontextmanager
async def aconnect():
    async with AsyncOpenAI() as client:
        yield client

with connect() as client:
    ${ask('client')}
`)).toEqual(['16 gpt-5.2']);
  });

  it('so does a dependency', () => {
    expect(modelsOf(`from fastapi import Depends
from openai import OpenAI

def connect():
    client = OpenAI()
    yield client

def handle(client=Depends(connect)):
    return ${ask('client')}
`)).toEqual(['9 gpt-5.2']);
  });

  it('a loop gets each of it', () => {
    expect(modelsOf(`from openai import OpenAI

def models():
    yield "gpt-5.2"
    yield "gpt-6-luna"

for model in models():
    ${ask('OpenAI()', 'model')}
`)).toEqual(['8 gpt-5.2|gpt-6-luna']);
  });
});

describe('options of the command line', () => {
  it('are worth their defaults, or what is given', () => {
    expect(modelsOf(`import argparse
from openai import OpenAI

def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="gpt-5.2")
    group = parser.add_argument_group("judge")
    group.add_argument("-j", "--judge-model", default="gpt-6-luna")
    group.add_argument("--other")
    return parser.parse_args()

args = parse()
${ask('OpenAI()', 'args.model')}
${ask('OpenAI()', 'args.judge_model')}
${ask('OpenAI()', 'args.other')}
`)).toEqual(['13 gpt-5.2?', '14 gpt-6-luna?', '15 ?']);
  });

  it('of two parsers are two', () => {
    expect(modelsOf(`import argparse
from openai import OpenAI

def first():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="gpt-5.2")
    args = parser.parse_args()
    ${ask('OpenAI()', 'args.model')}

def second():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="gpt-6-luna")
    args = parser.parse_args()
    ${ask('OpenAI()', 'args.model')}
`)).toEqual(['8 gpt-5.2?', '14 gpt-6-luna?']);
  });

  it('as decorators and as defaults of parameters', () => {
    expect(modelsOf(`import click
import typer
from openai import OpenAI

@click.command()
@click.option("--model", default="gpt-5.2")
@click.option("-j", "--judge-model", "judge", default="gpt-6-luna")
@click.argument("other")
def main(model, judge, other):
    ${ask('OpenAI()', 'model')}
    ${ask('OpenAI()', 'judge')}
    ${ask('OpenAI()', 'other')}

def run(model: str = typer.Option("gpt-5.2", help="which")):
    ${ask('OpenAI()', 'model')}
`)).toEqual(['10 gpt-5.2?', '11 gpt-6-luna?', '12 ?', '15 gpt-5.2?']);
  });
});

describe('tables whose keys are not known', () => {
  it('hold what was put into them', () => {
    expect(modelsOf(`from openai import OpenAI

class Hub:
    _clients = {}

    @classmethod
    def client(cls, key):
        if key not in cls._clients:
            cls._clients[key] = OpenAI(api_key=key)
        return cls._clients[key]

${ask('Hub.client(name())')}
`)).toEqual(['12 gpt-5.2']);
  });

  it('also where they are made in a loop, whichever way they are read', () => {
    expect(modelsOf(`from openai import OpenAI
pool = {key: OpenAI(api_key=key) for key in keys()}
${ask('pool[name()]')}
${ask('pool["a"]')}
${ask('pool.get(name())')}
for client in pool.values():
    ${ask('client')}
for name, client in pool.items():
    ${ask('client')}
    ${ask('name')}
`)).toEqual(['3 gpt-5.2', '4 gpt-5.2', '5 gpt-5.2', '7 gpt-5.2', '9 gpt-5.2']);
  });

  it('a model in one of them is one of several', () => {
    expect(modelsOf(`from openai import OpenAI
models = {}
models["fast"] = "gpt-5.2"
models[name()] = "gpt-6-luna"
${ask('OpenAI()', 'models[other()]')}
`)).toEqual(['5 gpt-5.2|gpt-6-luna']);
  });
});

describe('things kept on something from outside', () => {
  it('are read there again, and may be set elsewhere', () => {
    expect(modelsOf(`import streamlit as st
from openai import OpenAI

if "client" not in st.session_state:
    st.session_state.client = OpenAI()
    st.session_state["model"] = "gpt-5.2"

${ask('st.session_state.client', 'st.session_state["model"]')}
`)).toEqual(['8 gpt-5.2|…']);
  });

  it('by a longer way', () => {
    expect(modelsOf(`from fastapi import FastAPI, Request
from openai import OpenAI

app = FastAPI()
app.state.client = OpenAI()

@app.post("/")
def handle(request: Request):
    return ${ask('request.app.state.client')}

def other(request: Request):
    return ${ask('request.client')}
`)).toEqual(['9 gpt-5.2']);
  });

  it('under a name that is given to a method', () => {
    expect(modelsOf(`import chainlit as cl
from openai import OpenAI

def start():
    cl.user_session.set("client", OpenAI())
    cl.user_session.set("model", "gpt-5.2")

def go_on():
    ${ask('cl.user_session.get("client")')}
    ${ask('OpenAI()', 'cl.user_session.get("model")')}
    ${ask('cl.user_session.get("other")')}
    ${ask('cl.context.get("client")')}
`)).toEqual(['9 gpt-5.2', '10 gpt-5.2|…']);
  });

  it('by a file of the program, for all of its files', () => {
    const text = `from fastapi import Request

def handle(request: Request):
    return ${ask('request.app.state.client')}

def other(request: Request):
    return ${ask('request.app.client')}
`;
    expect(modelsOf(text, { 'main.py': 'from openai import OpenAI\nfrom app import handle\napp.state.client = OpenAI()\napp.client = OpenAI()\n' })).toEqual(['4 gpt-5.2']);
    expect(modelsOf(text, { 'main.py': 'from app import handle\nimport lifespan\n', 'lifespan.py': 'from openai import OpenAI\ndef start(app):\n    app.state.client = OpenAI()\n' })).toEqual(['4 gpt-5.2']);
    expect(modelsOf(text, { 'main.py': 'from openai import OpenAI\nserver.state.client = OpenAI()\n' })).toEqual([]);
  });

  it('what an SDK has itself stays what it is', () => {
    expect(modelsOf(`import openai
openai.responses = FAKE
${ask('openai')}
`)).toEqual(['3 gpt-5.2']);
  });
});

describe('arms of a condition that leave the function', () => {
  it('bind nothing for what stands behind them', () => {
    expect(modelsOf(`from openai import OpenAI
client = OpenAI()

def run(kind, model="gpt-5.2"):
    if kind == "local":
        model = "llama3"
        return ${ask('client', 'model')}
    elif kind == "odd":
        model = "odd"
        raise ValueError(model)
    if kind == "small":
        model = "gpt-6-luna"
    return ${ask('client', 'model')}

def again(kind):
    model = "gpt-5.2"
    try:
        if kind:
            model = "gpt-6-luna"
            return ${ask('client', 'model')}
    except Exception:
        pass
    return ${ask('client', 'model')}
`)).toEqual(['7 llama3!', '13 gpt-5.2?|gpt-6-luna?', '20 gpt-6-luna', '23 gpt-5.2|gpt-6-luna']);
  });
});

describe('declared types', () => {
  it('tell what something is that is taken out of something from outside', () => {
    expect(modelsOf(`from typing import Any
from openai import OpenAI
from framework import Context

def step(context: Context):
    client: OpenAI = context.data["client"]
    other: OpenAI = context.get("client")
    third: Any = context.get("client")
    ${ask('client')}
    ${ask('other')}
    ${ask('third')}
`)).toEqual(['9 gpt-5.2', '10 gpt-5.2']);
  });

  it('do not hide what something was built with', () => {
    expect(modelsOf(`from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

llm: BaseChatModel = init_chat_model("gpt-5.2")
llm.invoke("Hello")
`)).toEqual(['5 gpt-5.2']);
  });
});

describe('objects of one class', () => {
  it('get what is set on them by another name than their own', () => {
    expect(modelsOf(`from openai import OpenAI

class Single:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.client = OpenAI()
        return cls._instance

    def ask(self):
        return ${ask('self.client')}

class Plain:
    def ask(self):
        return ${ask('self.client')}

plain = Plain()
plain.client = OpenAI()
`)).toEqual(['13 gpt-5.2', '17 gpt-5.2']);
  });

  it('get what is set on their class through themselves', () => {
    expect(modelsOf(`from openai import OpenAI

class Lazy:
    _client = None
    model = "gpt-5.2"

    def client(self):
        if self._client is None:
            type(self)._client = OpenAI()
        return self._client

    def ask(self):
        return ${ask('self.client()', 'self.__class__.model')}

    def again(self):
        return ${ask('type(self)().client()', 'type(self).model')}
`)).toEqual(['13 gpt-5.2', '16 gpt-5.2']);
  });

  it('and not what is set on others', () => {
    expect(modelsOf(`from openai import OpenAI

class Writer:
    def ask(self):
        return ${ask('self.client')}

class Other:
    pass

other = Other()
other.client = OpenAI()
`)).toEqual([]);
  });
});

describe('modules that are loaded by functions of the workspace', () => {
  it('are the modules', () => {
    expect(modelsOf(`from lazy import require

def load():
    return require("litellm")

load().completion(model="gpt-5.2", messages=[])
`, { 'lazy.py': `import sys

def require(name):
    if name in sys.modules:
        return sys.modules[name]
    return Missing(name)
` })).toEqual(['6 gpt-5.2']);
  });
});

describe('bases with arguments', () => {
  it('are the bases themselves', () => {
    expect(modelsOf(`from abc import abstractmethod
from typing import Generic, TypeVar
from openai import OpenAI

Client = TypeVar("Client")

class Engine(Generic[Client]):
    def __init__(self, model):
        self.model = model
        self.client = self.make()

    @abstractmethod
    def make(self) -> Client: ...

class Writer(Engine[OpenAI]):
    def make(self):
        return OpenAI()

    def write(self):
        return ${ask('self.client')}
`)).toEqual(['20 gpt-5.2']);
  });
});

describe('tuples with names for their parts', () => {
  it('are taken apart', () => {
    expect(modelsOf(`from typing import NamedTuple
from openai import OpenAI

class Handle(NamedTuple):
    client: OpenAI
    model: str

def handle():
    return Handle(OpenAI(), "gpt-5.2")

client, model = handle()
${ask('client', 'model')}
${ask('handle()[0]', 'handle()[1]')}
`)).toEqual(['12 gpt-5.2', '13 gpt-5.2']);
  });
});

describe('functions that watch a client', () => {
  it('give it back', () => {
    expect(modelsOf(`from langfuse.openai import openai
from langsmith import wrappers
from langsmith.wrappers import wrap_openai
from openai import OpenAI

${ask('openai')}
${ask('openai.OpenAI()')}
${ask('wrap_openai(OpenAI())')}
${ask('wrappers.wrap_openai(OpenAI())')}
${ask('wrappers.other(OpenAI())')}
`)).toEqual(['6 gpt-5.2', '7 gpt-5.2', '8 gpt-5.2', '9 gpt-5.2']);
  });
});

describe('clients that are handed over', () => {
  it('with the function that they are given to', () => {
    expect(modelsOf(`import asyncio
from functools import partial
from openai import OpenAI

def node(state, client, model):
    return ${ask('client', 'model')}

def step(state, client):
    return ${ask('client')}

def alone(state, client):
    return ${ask('client')}

async def main(executor, state):
    first = partial(node, client=OpenAI(), model="gpt-5.2")
    await asyncio.to_thread(step, state, OpenAI())
    executor.map(alone, [OpenAI()])
`)).toEqual(['6 gpt-5.2?', '9 gpt-5.2']);
  });

  const inside = `def ask(client, text):
    return client.responses.create(model="gpt-5.2", input=text)

class Writer:
    def __init__(self, client: Any):
        self.client = client

    def write(self):
        return ${ask('self.client')}
`;

  it('by other files', () => {
    const caller = `from openai import OpenAI
from app import Writer, ask

ask(OpenAI(), "Hello")
Writer(client=OpenAI()).write()
`;
    expect(modelsOf(`from typing import Any\n${inside}`, { 'main.py': caller })).toEqual(['3 gpt-5.2', '10 gpt-5.2']);
  });

  it('that hand over something else, or to something else', () => {
    expect(modelsOf(`from typing import Any\n${inside}`, { 'main.py': 'from app import ask\nask(FakeClient(), "Hello")\n', 'other.py': 'from openai import OpenAI\nfrom elsewhere import ask\nask(OpenAI(), "Hello")\n' })).toEqual([]);
  });
});

describe('patterns of texts and members', () => {
  const text = `from enum import StrEnum
from openai import OpenAI

client = OpenAI()

class Tier(StrEnum):
    FAST = "fast"
    GOOD = "good"

MODELS = {Tier.FAST: "gpt-5-nano", Tier.GOOD: "gpt-5.2"}

def write(tier: Tier, name: str):
    match tier:
        case Tier.FAST:
            ${ask('client', 'MODELS[tier]')}
        case "good" if name:
            ${ask('client', 'MODELS[tier]')}
    match name:
        case "fast" | "good":
            ${ask('client', 'MODELS[name]')}
        case [first, *_]:
            ${ask('client', 'first')}

def chosen(name):
    match name:
        case "cheap" | Tier.FAST:
            return "gpt-5-nano"
        case _:
            return "gpt-5.2"
`;

  it('say what the subject is in their arms', () => {
    expect(modelsOf(text)).toEqual(['15 gpt-5-nano', '17 gpt-5.2', '20 gpt-5-nano|gpt-5.2', '22 ?']);
  });

  it('decide which arm a call takes', () => {
    expect(modelsOf(`${text}
${ask('client', 'chosen("cheap")')}
${ask('client', 'chosen("fast")')}
${ask('client', 'chosen("dear")')}
`).slice(4)).toEqual(['31 gpt-5-nano', '32 gpt-5-nano', '33 gpt-5.2']);
  });
});

describe('what is made for each of something', () => {
  it('is made alike for all of them', () => {
    expect(modelsOf(`from openai import OpenAI

def write(names, texts):
    clients = [OpenAI() for _ in names]
    settings = [{"model": "gpt-5.2"} for _ in names]
    for client, given in zip(clients, settings):
        ${ask('client', 'given["model"]')}
    for i, client in enumerate(clients):
        ${ask('client', '"gpt-5-nano"')}
    clients.append(make())
    ${ask('clients[0]', 'settings[0]["model"]')}
`)).toEqual(['7 gpt-5.2', '9 gpt-5-nano', '11 gpt-5.2']);
  });
});

describe('an object that is built with the fields of a record', () => {
  it('has what stands there, and its own defaults for the rest', () => {
    expect(modelsOf(`from dataclasses import dataclass
from openai import OpenAI

client = OpenAI()
raw = {"fast": {"model": "gpt-5-nano"}, "plain": {"cap": 5}}

@dataclass
class Settings:
    model: str = "gpt-5.2"
    cap: int = 10

def write(others):
    ${ask('client', 'Settings(**raw["fast"]).model')}
    ${ask('client', 'Settings(**raw["plain"]).model')}
    ${ask('client', 'Settings(**others).model')}
`)).toEqual(['13 gpt-5-nano', '14 gpt-5.2', '15 gpt-5.2?']);
  });
});

describe("an SDK's own source", () => {
  it('has functions that the SDK is not described by', () => {
    const text = `from litellm.helpers import ask
from litellm.helpers import completion

completion(model="gpt-5.2", messages=[])
ask().completion(model="gpt-6-luna", messages=[])
`;
    const helpers = 'import litellm\n\ndef ask():\n    return litellm\n\ndef completion(**kwargs):\n    return None\n';
    const { workspace } = createMemoryWorkspace([['litellm/main.py', text], ['litellm/helpers.py', helpers], ['app.py', text]]);
    const models = (path: string): readonly unknown[] => (workspace.analyze(`${ROOT}/${path}`)?.calls ?? []).map(({ site }) => site.model.candidates.map(({ id }) => id));
    expect([models('litellm/main.py'), models('app.py')]).toEqual([[['gpt-5.2'], ['gpt-6-luna']], [['gpt-5.2']]]);
  });
});
