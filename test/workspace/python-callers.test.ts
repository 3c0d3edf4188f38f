/** What the other files of a Python program build objects with, and hand to functions: names of models, settings, clients. */
import { describe, expect, it } from 'vitest';
import { ask, modelsOf } from '../support/python-models.ts';

const HEAD = 'from openai import OpenAI\nclient = OpenAI()\n';

describe('a model object that a constructor makes of what it is given', () => {
  const text = `import google.generativeai as genai
from langchain_openai import ChatOpenAI
class Plain:
    def __init__(self, model):
        self.llm = ChatOpenAI(model=model)
    def run(self):
        self.llm.invoke("Hello")
class Part:
    def __init__(self, config):
        llm = ChatOpenAI(model=config["model"])
        self.chain = llm | str
    def run(self):
        self.chain.invoke("Hello")
class Method:
    def __init__(self, config):
        self.setup(config)
    def setup(self, given):
        self.llm = ChatOpenAI(**{"temperature": 0, **given})
    def run(self):
        self.llm.invoke("Hello")
class Member:
    def __init__(self, spec):
        self.model = genai.GenerativeModel(spec.name)
    def run(self):
        self.model.generate_content("Hello")
`;
  const main = `from dataclasses import dataclass
from app import Member, Method, Part, Plain
@dataclass
class Spec:
    name: str
def main():
    return [Plain("gpt-6-luna"), Part({"model": "gpt-5.2"}), Method({"model": "gpt-4.1"}), Member(Spec("gemini-3-flash"))]
`;

  it('has the names that another file passes, or others', () => {
    expect(modelsOf(text, { 'main.py': main })).toEqual(['7 gpt-6-luna?', '13 gpt-5.2?', '20 gpt-4.1?', '25 gemini-3-flash!?']);
  });

  it('has none where nobody builds it', () => {
    expect(modelsOf(text)).toEqual(['7 ?', '13 ?', '20 ?', '25 ?']);
  });
});

describe('what a constructor does not name', () => {
  const text = `${HEAD}class Chat:
    def __init__(self, **options):
        self.options = options
        self.model = options.get("model", "gpt-4.1")
    def all(self):
        client.responses.create(input="Hello", **self.options)
    def one(self):
        ${ask('client', 'self.model')}
`;

  it('is what other files give besides', () => {
    expect(modelsOf(text, { 'main.py': 'from app import Chat\nchat = Chat(model="gpt-6-luna", cap=5)\n' })).toEqual(['8 gpt-6-luna?', '10 gpt-6-luna|gpt-4.1']);
  });
});

describe('a function that builds an object', () => {
  const text = `${HEAD}from dataclasses import dataclass
@dataclass
class Chat:
    model: str
    def run(self):
        ${ask('client', 'self.model')}
class Other:
    def __init__(self, name):
        self.name = name
    def run(self):
        ${ask('client', 'self.name')}
def make(model, **options):
    return Chat(model=model, **options)
def make_other(settings):
    return make_it(settings["name"])
def make_it(name):
    return Other(name)
def quote(text):
    return print(text)
`;

  it('is asked of other files for what it builds it with', () => {
    const main = 'from app import make, make_other, quote\nclass Game:\n    def __init__(self):\n        self.narrator = make("gpt-6-luna")\n        self.judge = make_other({"name": "gpt-5.2"})\nquote("gpt-4.1")\n';
    expect(modelsOf(text, { 'main.py': main })).toEqual(['8 gpt-6-luna?', '13 gpt-5.2?']);
  });
});

describe('a field that holds a client', () => {
  const text = `from langchain_core.language_models import BaseChatModel
from langchain_core.tools import BaseTool
class Lookup(BaseTool):
    llm: BaseChatModel
    def _run(self, question):
        return self.llm.invoke(question)
`;

  it('has what the object is built with, or another', () => {
    const main = 'from langchain_openai import ChatOpenAI\nfrom app import Lookup\ntools = [Lookup(llm=ChatOpenAI(model="gpt-6-luna"))]\n';
    expect(modelsOf(text, { 'main.py': main })).toEqual(['6 gpt-6-luna|…']);
  });

  it('has none where nobody builds it', () => {
    expect(modelsOf(text)).toEqual(['6 ?']);
  });
});

describe('a function that another file hands on with arguments filled in', () => {
  const text = 'def node(state, agent, name):\n    return agent.invoke(state["messages"])\n';

  it('gets them', () => {
    const build = 'from functools import partial\nfrom langchain_openai import ChatOpenAI\nfrom app import node\nresearch = ChatOpenAI(model="gpt-5.2")\ngraph.add_node("research", partial(node, agent=research, name="research"))\n';
    expect(modelsOf(text, { 'build.py': build })).toEqual(['2 gpt-5.2']);
  });
});

describe('a member that a class has and may set on its objects', () => {
  const derived = 'class Small(Base):\n    model = "gpt-6-luna"\n';

  it('is also what classes built on it have', () => {
    const sometimes = `${HEAD}class Base:
    model = "gpt-5.2"
    def __init__(self, model=None):
        if model is not None:
            self.model = model
    def run(self):
        ${ask('client', 'self.model')}
${derived}`;
    const otherwise = sometimes.replace('        if model is not None:\n            self.model = model\n', '        self.model = model or self.model\n');
    expect(modelsOf(sometimes)).toEqual(['9 gpt-5.2?|gpt-6-luna?']);
    expect(modelsOf(otherwise)).toEqual(['8 gpt-5.2|gpt-6-luna']);
  });

  it('is not where the class sets it on all of them', () => {
    expect(modelsOf(`${HEAD}class Base:\n    model = "gpt-5.2"\n    def __init__(self):\n        self.model = "gpt-4.1"\n    def run(self):\n        ${ask('client', 'self.model')}\n${derived}`)).toEqual(['8 gpt-4.1|gpt-5.2']);
  });
});

describe('an entry that may be there', () => {
  it('gives way to the default', () => {
    expect(modelsOf(`${HEAD}def run(fast):\n    options = {}\n    if fast:\n        options["model"] = "gpt-6-luna"\n    ${ask('client', 'options.get("model", "gpt-5.2")')}\n`)).toEqual(['7 gpt-6-luna|gpt-5.2']);
  });
});

describe('a file that has a package\'s name', () => {
  const agents = 'from agents import Agent, Runner\nfaq = Agent(name="FAQ", model="gpt-5.2")\n';

  it('is a part of a package where it imports that name itself, which then means the SDK for the files beside it', () => {
    const text = 'from agents import RunConfig, Runner\nfrom .agents import faq\nRunner.run_sync(faq, "Hello", run_config=RunConfig(model="gpt-6-luna"))\n';
    expect(modelsOf(text, { 'agents.py': agents })).toEqual(['3 gpt-6-luna']);
  });
});

describe('what a derived class hands to the constructor of its base', () => {
  it('is among what that is called with', () => {
    const text = 'class Base:\n    def __init__(self, llm, tools=()):\n        self.llm = llm\n    def run(self):\n        return self.llm.invoke("Hello")\n';
    const derived = 'from langchain_openai import ChatOpenAI\nfrom app import Base\nclass Analyst(Base):\n    def __init__(self, llm):\n        super().__init__(llm, tools=[1])\nclass Writer(Base):\n    pass\nfirst = Analyst(ChatOpenAI(model="gpt-5.2"))\nsecond = Writer(ChatOpenAI(model="gpt-6-luna"))\n';
    expect(modelsOf(text, { 'derived.py': derived })).toEqual(['5 gpt-6-luna|gpt-5.2']);
  });
});

describe('settings of one class for several purposes', () => {
  const settings = `from pydantic import BaseModel, Field
class Model(BaseModel):
    name: str = "gpt-4.1"
class Settings(BaseModel):
    planner: Model = Field(default_factory=lambda: Model(name="gpt-6-luna"))
    writer: Model = Model(name="gpt-5.2")
`;
  const text = `${HEAD}from settings import Model
class Planner:
    def __init__(self, config: Model):
        self.config = config
    def run(self):
        ${ask('client', 'self.config.name')}
class Writer:
    def __init__(self, config: Model):
        self.config = config
    def run(self):
        ${ask('client', 'self.config.name')}
`;

  it('are those that each is built with', () => {
    const main = 'from app import Planner, Writer\nfrom settings import Settings\nsettings = Settings()\nPlanner(settings.planner).run()\nWriter(config=settings.writer).run()\n';
    expect(modelsOf(text, { 'settings.py': settings, 'main.py': main })).toEqual(['8 gpt-6-luna?', '13 gpt-5.2?']);
  });
});

describe('a model that a caller may give instead', () => {
  it('keeps that of a chain it is joined to from being certain', () => {
    const text = `from langchain_core.prompts import PromptTemplate
from langchain_openai import ChatOpenAI
prompt = PromptTemplate.from_template("Hello")
class Step:
    def __init__(self, llm=None):
        self.llm = llm or ChatOpenAI(model="gpt-5.2")
        self.chain = prompt | self.llm
    def run(self):
        self.chain.invoke({})
        (prompt | self.llm.bind(stop=["."])).invoke({})
`;
    expect(modelsOf(text)).toEqual(['9 gpt-5.2?', '10 gpt-5.2?']);
  });
});

describe('a class that a table has', () => {
  const provider = (head = ''): string => `${HEAD}${head}class Chat:
    def __init__(self, model, cap=64):
        self.model = model
    def run(self):
        ${ask('client', 'self.model')}
`;
  const other = 'class Other:\n    def __init__(self, model):\n        self.model = model\n';

  it('is built by what the table, a function or a name gives', () => {
    const table = `${provider()}TABLE = {"chat": Chat}\n`;
    expect(modelsOf(`${table}chat = TABLE["chat"]("gpt-5.2")\n`)).toEqual(['7 gpt-5.2?']);
    expect(modelsOf(`${table}def make(name, model):\n    cls = TABLE.get(name.lower())\n    return cls(model=model)\nmake("chat", "gpt-5.2")\n`)).toEqual(['7 gpt-5.2?']);
    expect(modelsOf(table, { 'make.py': 'from app import TABLE\ndef get(name):\n    return TABLE[name]\n', 'main.py': 'from make import get\nget("chat")("gpt-5.2")\n' })).toEqual(['7 gpt-5.2?']);
    expect(modelsOf(provider(), { 'make.py': 'from app import Chat\nTABLE = {\n    "chat": Chat,\n}\n', 'main.py': 'from make import TABLE\nTABLE["chat"](**{"model": "gpt-5.2"})\n' })).toEqual(['7 gpt-5.2?']);
  });

  it('is not built by what gives another one', () => {
    expect(modelsOf(`${provider()}${other}TABLE = {"chat": Chat, "other": Other}\nTABLE["other"]("gpt-5.2")\n`)).toEqual(['7 ?']);
  });

  it('is put there by a decorator, or by a call', () => {
    const register = 'TABLE = {}\ndef register(name):\n    def put(item):\n        TABLE[name] = item\n        return item\n    return put\n';
    expect(modelsOf(`${register}${provider('@register("chat")\n')}@register("other")\n${other}TABLE["chat"]("gpt-5.2")\nTABLE["other"]("gpt-4.1")\n`)).toEqual(['14 gpt-5.2?']);
    const registry = 'class Registry:\n    items = {}\n    @classmethod\n    def add(cls, name, item):\n        cls.items[name] = item\n    @classmethod\n    def make(cls, name, **options):\n        return cls.items[name](**options)\n';
    expect(modelsOf(`${registry}${provider()}Registry.add("chat", Chat)\nRegistry.make("chat", model="gpt-5.2")\n`)).toEqual(['15 gpt-5.2?']);
    const files = { 'tables.py': register, 'main.py': 'from tables import TABLE\nimport app\nTABLE["chat"]("gpt-5.2").run()\n' };
    expect(modelsOf(`from tables import register\n${provider('@register("chat")\n')}`, files)).toEqual(['9 gpt-5.2?']);
  });
});

describe('a client that a function keeps for its module', () => {
  it('is the one that other files hand to it', () => {
    const text = `client = None\ndef use(given):\n    global client\n    client = given\ndef run():\n    ${ask('client')}\n`;
    expect(modelsOf(text, { 'main.py': 'from openai import OpenAI\nfrom app import use\nuse(OpenAI())\n' })).toEqual(['6 gpt-5.2']);
  });
});

describe('what a container of dependencies makes', () => {
  const text = `class Chat:
    def __init__(self, client, model):
        self.client = client
        self.model = model
    def run(self):
        ${ask('self.client', 'self.model')}
`;

  it('is built with what it provides', () => {
    const container = (model: string): string => `from dependency_injector import containers, providers
from openai import OpenAI
from app import Chat
class Container(containers.DeclarativeContainer):
    config = providers.Configuration(yaml_files=["settings.yml"])
    client = providers.Singleton(OpenAI)
    chat = providers.Factory(Chat, client=client, model=${model})
`;
    expect(modelsOf(text, { 'containers.py': container('"gpt-5.2"') })).toEqual(['6 gpt-5.2?']);
    expect(modelsOf(text, { 'containers.py': container('config.openai.model'), 'settings.yml': 'openai:\n  model: gpt-5.2\n' })).toEqual(['6 gpt-5.2?']);
  });

  it('is also what another file fills in beforehand', () => {
    expect(modelsOf(text, { 'main.py': 'from functools import partial\nfrom openai import OpenAI\nfrom app import Chat\nmake = partial(Chat, OpenAI(), model="gpt-5.2")\n' })).toEqual(['6 gpt-5.2?']);
  });
});
