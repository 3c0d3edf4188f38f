/** How Python programs put together what a request says: settings, objects that hold them, names of models in parts. `support/calls.ts` says how to read the models. */
import { describe, expect, it } from 'vitest';
import { ask, modelsOf } from '../support/python-models.ts';

const HEAD = 'from openai import OpenAI\nclient = OpenAI()\n';

describe('a module of settings that the start of the program names', () => {
  const start = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")\n';
  const settings = { 'shop/settings/base.py': 'import os\nMODEL = "gpt-5.2"\nCHOSEN = os.getenv("CHOSEN", "gpt-4.1")\nTABLE = {"fast": {"model": "gpt-6-luna"}}\n', 'shop/settings/local.py': 'from .base import *\n', 'shop/settings/__init__.py': '' };
  const text = `${HEAD}from django.conf import settings
${ask('client', 'settings.MODEL')}
${ask('client', 'settings.CHOSEN')}
client.responses.create(input="x", **settings.TABLE["fast"])
${ask('client', 'getattr(settings, "MODEL")')}
${ask('client', 'settings.OTHER')}
`;

  it('is read for its members', () => {
    expect(modelsOf(text, { 'manage.py': start, ...settings })).toEqual(['4 gpt-5.2', '5 gpt-4.1?', '6 gpt-6-luna', '7 gpt-5.2', '8 ?']);
  });

  it('is anybody\'s where nothing names it', () => {
    expect(modelsOf(text, settings)).toEqual(['4 ?', '5 ?', '6 ?', '7 ?', '8 ?']);
  });
});

describe('what an application is configured with as a whole', () => {
  const app = `from flask import Flask
from openai import OpenAI
from settings import Production
import app

def create():
    flask = Flask("shop")
    flask.config.from_object(Production)
    flask.config["EMBEDS"] = "text-embedding-3-small"
    return flask
`;

  it('is read where it is one of several that may be', () => {
    const text = `${HEAD}from flask import current_app
${ask('client', 'current_app.config["MODEL"]')}
${ask('client', 'current_app.config["EMBEDS"]')}
${ask('client', 'current_app.config["OTHER"]')}
`;
    expect(modelsOf(text, { 'main.py': app, 'settings.py': 'class Base:\n    MODEL = "gpt-5.2"\n\nclass Production(Base):\n    CAP = 5\n' })).toEqual(['4 gpt-5.2|…', '5 text-embedding-3-small|…', '6 ?']);
  });

  it('may be named by its module', () => {
    const text = `${HEAD}from flask import current_app
${ask('client', 'current_app.config["MODEL"]')}
`;
    const named = (given: string): string => `from flask import Flask
from openai import OpenAI
import app

def create(settings="shop.settings.Production"):
    flask = Flask("shop")
    flask.config.from_object(${given})
    return flask
`;
    const files = { 'shop/__init__.py': '', 'shop/settings.py': 'MODEL = "gpt-4.1"\n\nclass Production:\n    MODEL = "gpt-5.2"\n' };
    expect(modelsOf(text, { 'main.py': named('settings'), ...files })).toEqual(['4 gpt-5.2|…']);
    expect(modelsOf(text, { 'main.py': named('"shop.settings"'), ...files })).toEqual(['4 gpt-4.1|…']);
    expect(modelsOf(text, { 'main.py': named('"shop.none.Production"'), ...files })).toEqual(['4 ?']);
  });
});

describe('options of a command of Django', () => {
  it('are what its class declares', () => {
    expect(modelsOf(`${HEAD}from django.core.management.base import BaseCommand

class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--model", default="gpt-5.2")

    def handle(self, *args, **options):
        ${ask('client', 'options["model"]')}
        ${ask('client', 'options["file"]')}

    def other(self, **options):
        ${ask('client', 'options["model"]')}

class Other:
    def handle(self, **options):
        ${ask('client', 'options["model"]')}
`)).toEqual(['11 gpt-5.2?', '12 ?', '15 ?', '19 ?']);
  });
});

describe('settings of the environment, read by libraries', () => {
  it('are worth their defaults, or what is set', () => {
    expect(modelsOf(`${HEAD}import environ
from decouple import config
env = environ.Env()
${ask('client', 'config("MODEL", cast=str, default="gpt-5.2")')}
${ask('client', 'env("MODEL", default="gpt-4.1")')}
${ask('client', 'env.str("MODEL", "gpt-4o")')}
${ask('client', 'config("MODEL")')}
`)).toEqual(['6 gpt-5.2?', '7 gpt-4.1?', '8 gpt-4o?', '9 ?']);
  });
});

describe('objects as records of their fields', () => {
  const given = (options: string): string => `client.responses.create(input="x", **${options})`;

  it('that a model of pydantic or a dataclass declares', () => {
    expect(modelsOf(`${HEAD}from dataclasses import asdict, dataclass
from pydantic import BaseModel

class Options(BaseModel):
    model: str = "gpt-5.2"
    instructions: str | None = None

@dataclass
class Plain:
    model: str
    max_output_tokens: int = 9

${given('Options().model_dump()')}
${given('Options(model="gpt-4.1").dict(exclude_none=True)')}
${given('Options().model_dump(exclude_unset=True)')}
${given('asdict(Plain("gpt-4o"))')}
`)).toEqual(['15 gpt-5.2', '16 gpt-4.1', '17 gpt-5.2|…', '18 gpt-4o']);
  });

  it('of which some are declared elsewhere', () => {
    expect(modelsOf(`${HEAD}from shared import Options

class Mine(Options):
    cap: int = 9

${given('Mine().model_dump()')}
`)).toEqual(['8 ?']);
  });

  it('that the class says by a method of its own', () => {
    expect(modelsOf(`${HEAD}from pydantic import BaseModel

class Options(BaseModel):
    model: str = "gpt-5.2"

    def dict(self):
        return {"model": "gpt-4.1"}

${given('Options().dict()')}
`)).toEqual(['11 gpt-4.1']);
  });

  it('whose class is one of records', () => {
    expect(modelsOf(`${HEAD}from typing import TypedDict

class Request(TypedDict, total=False):
    model: str
    input: str

request = Request(model="gpt-5.2", input="x")
client.responses.create(**request)
${ask('client', 'request["model"]')}
`)).toEqual(['10 gpt-5.2', '11 gpt-5.2']);
  });

  it('taken out of what a caller passes', () => {
    expect(modelsOf(`${HEAD}
def run(text, **options):
    model = options.pop("model", "gpt-5.2")
    return client.responses.create(model=model, input=text, **options)
`)).toEqual(['6 gpt-5.2?']);
  });
});

describe('names of models in parts', () => {
  it('are taken apart', () => {
    expect(modelsOf(`${HEAD}import os
provider, model = "openai/gpt-5.2".split("/")
_, _, other = os.getenv("MODEL", "openai:gpt-4.1").partition(":")
${ask('client', 'model')}
${ask('client', 'other')}
${ask('client', 'os.environ["MODEL"].split("/")[1]')}
`)).toEqual(['6 gpt-5.2', '7 gpt-4.1|…', '8 ?']);
    expect(modelsOf(`${HEAD}
${ask('client', '"openai/ft:gpt-4.1:org/x".split("/", 1)[1]')}
${ask('client', '"openai/gpt-4.1/x".split("/")[1]')}
${ask('client', '"openai/gpt-4.1".split("/", times)[1]')}
`)).toEqual(['4 ft:gpt-4.1:org/x!', '5 gpt-4.1', '6 ?']);
  });

  it('are put together in each of their forms', () => {
    expect(modelsOf(`${HEAD}
def run(size="mini"):
    return ${ask('client', 'f"gpt-5-{size}"')}

def either(fast: bool):
    size = "nano" if fast else "mini"
    return ${ask('client', 'f"gpt-5-{size}"')}

def given(size):
    return ${ask('client', 'f"gpt-5-{size}"')}
`)).toEqual(['5 gpt-5-mini?', '9 gpt-5-nano|gpt-5-mini', '12 ?']);
  });
});

describe('an operation that is filled in and handed over', () => {
  it('is a call of it', () => {
    expect(modelsOf(`${HEAD}import asyncio
from functools import partial
from elsewhere import later

async def run(text):
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, partial(client.responses.create, model="gpt-5.2", input=text))
    later(partial(client.responses.create, model="gpt-4.1", input=text))
    beside = partial(client.responses.create, model="gpt-5-nano", input=text)
    await loop.run_in_executor(None, beside)
    return partial(client.responses.create, model="gpt-4o")
`)).toEqual(['9 gpt-5.2', '10 gpt-4.1', '12 gpt-5-nano']);
  });

  it('may have its name outside of the function', () => {
    expect(modelsOf(`${HEAD}from concurrent.futures import ThreadPoolExecutor
from functools import partial

create = partial(client.responses.create, model="gpt-5.2")

def run(texts):
    with ThreadPoolExecutor() as pool:
        return [pool.submit(create, input=text) for text in texts]
`)).toEqual(['10 gpt-5.2']);
  });
});

describe('tuples with names for their parts', () => {
  it('are records', () => {
    expect(modelsOf(`${HEAD}from collections import namedtuple
from types import SimpleNamespace
Spec = namedtuple("Spec", "model cap")
Other = namedtuple("Other", ["cap", "model"])
SPECS = {"a": Spec("gpt-5.2", 5), "b": Other(model="gpt-4.1", cap=3)}
plain = SimpleNamespace(model="gpt-4o")
${ask('client', 'SPECS["a"].model')}
${ask('client', 'SPECS["b"].model')}
${ask('client', 'plain.model')}
`)).toEqual(['9 gpt-5.2', '10 gpt-4.1', '11 gpt-4o']);
  });
});

describe('what classes hand to the constructor that they are built on', () => {
  it('is what its object may have', () => {
    expect(modelsOf(`${HEAD}
class Agent:
    def __init__(self, model):
        self.model = model

    def run(self):
        return ${ask('client', 'self.model')}

class Writer(Agent):
    def __init__(self):
        super().__init__(model="gpt-5.2")

class Critic(Agent):
    def __init__(self, model="gpt-4.1"):
        super().__init__(model)
`)).toEqual(['9 gpt-5.2?|gpt-4.1?']);
  });
});

describe('tables', () => {
  it('with keys that are no texts have one of their values under each', () => {
    expect(modelsOf(`${HEAD}import enum

class Kind(enum.Enum):
    CODE = enum.auto()
    PROSE = enum.auto()

MODELS = {Kind.CODE: "gpt-5.2", Kind.PROSE: "gpt-4.1"}

def run(kind):
    ${ask('client', 'MODELS[kind]')}
    if (model := MODELS.get(kind)) is not None:
        ${ask('client', 'model')}
`)).toEqual(['12 gpt-5.2|gpt-4.1', '14 gpt-5.2|gpt-4.1']);
  });

  it('that are made for each of some names have what is made for that name', () => {
    expect(modelsOf(`${HEAD}from dataclasses import dataclass

@dataclass
class Spec:
    name: str
    model: str

RAW = {"a": {"model": "gpt-5.2"}, "b": {"model": "gpt-4.1"}}
SPECS = {name: Spec(name, entry["model"]) for name, entry in RAW.items()}
FULL = {f"{size}": f"gpt-5-{size}" for size in ["nano", "mini"]}
${ask('client', 'SPECS["a"].model')}
${ask('client', 'SPECS["b"].model')}
${ask('client', 'FULL["mini"]')}
`)).toEqual(['13 gpt-5.2', '14 gpt-4.1', '15 gpt-5-mini']);
  });
});

describe('what the commands of a program share', () => {
  const group = `import click
from openai import OpenAI
@click.group()
@click.option("--model", default="gpt-5.2")
@click.pass_context
def cli(ctx, model):
`;
  const command = (how: string, name: string, body: string): string => `@cli.command()\n@click.${how}\ndef run(${name}):\n    ${body}\n`;

  it('has what the group sets of it one by one', () => {
    const set = `${group}    ctx.ensure_object(dict)\n    ctx.obj["client"] = OpenAI()\n    ctx.obj["model"] = model\n`;
    expect(modelsOf(`${set}${command('pass_context', 'ctx', ask('ctx.obj["client"]', 'ctx.obj["model"]'))}`)).toEqual(['13 gpt-5.2|…']);
    expect(modelsOf(`${set}${command('pass_obj', 'given', ask('given["client"]', 'given["model"]'))}`)).toEqual(['13 gpt-5.2|…']);
  });

  it('is an object that the group makes', () => {
    const text = `${group}    ctx.obj = Shared(model)\nclass Shared:\n    def __init__(self, model):\n        self.model = model\n        self.client = OpenAI()\n`;
    expect(modelsOf(`${text}${command('pass_context', 'ctx', ask('ctx.obj.client', 'ctx.obj.model'))}`)).toEqual(['15 gpt-5.2|…']);
    expect(modelsOf(`${text}${command('pass_obj', 'shared', ask('shared.client', 'shared.model'))}`)).toEqual(['15 gpt-5.2|…']);
    expect(modelsOf(`${text}${command('pass_obj', 'shared', ask('shared.client', '"gpt-4.1"'))}`)).toEqual(['15 gpt-4.1']);
  });

  it('is kept by the file that has the group', () => {
    const commands = `import click\nfrom openai import OpenAI\n@click.command()\n@click.pass_obj\ndef run(given):\n    ${ask('given["client"]', 'given["model"]')}\n`;
    const main = `${group.replace('import click', 'import click\nfrom app import run')}    ctx.obj["client"] = OpenAI()\n    ctx.obj["model"] = "gpt-5.2"\ncli.add_command(run)\n`;
    expect(modelsOf(commands, { 'main.py': main })).toEqual(['6 gpt-5.2|…']);
  });
});

describe('an option of the command line that takes one of several texts', () => {
  it('is one of them where it has no default', () => {
    expect(modelsOf(`${HEAD}import argparse
MODELS = {"a": "gpt-5.2", "b": "gpt-4.1"}
parser = argparse.ArgumentParser()
parser.add_argument("--judge", choices=["gpt-5.2", "gpt-4.1"], required=True)
parser.add_argument("--writer", choices=["gpt-5.2", "gpt-4.1"], default="gpt-5.2")
parser.add_argument("--other", choices=list_models())
args = parser.parse_args()
${ask('client', 'args.judge')}
${ask('client', 'args.writer')}
${ask('client', 'args.other')}
`)).toEqual(['10 gpt-5.2|gpt-4.1', '11 gpt-5.2?', '12 ?']);
  });

  it('is one of them by its type', () => {
    expect(modelsOf(`${HEAD}import click
@click.command()
@click.option("--model", type=click.Choice(["gpt-5.2", "gpt-4.1"]), required=True)
def main(model):
    ${ask('client', 'model')}
`)).toEqual(['7 gpt-5.2|gpt-4.1']);
  });
});

describe('what a form calls a function with', () => {
  const page = (form: string): string => `${HEAD}import gradio as gr
MODELS = ["gpt-5.2", "gpt-4.1"]
def reply(message, history, model):
    ${ask('client', 'model')}
with gr.Blocks() as page:
    box = gr.Textbox()
    chosen = gr.Dropdown(choices=MODELS, value=MODELS[0])
    button = gr.Button()
    ${form}
`;

  it('is what is chosen in the inputs that it lists', () => {
    expect(modelsOf(page('gr.ChatInterface(reply, additional_inputs=[chosen])'))).toEqual(['6 gpt-5.2|gpt-4.1']);
    expect(modelsOf(page('button.click(fn=reply, inputs=[box, box, chosen], outputs=box)'))).toEqual(['6 gpt-5.2|gpt-4.1']);
    expect(modelsOf(page('button.click(reply, [box, box, chosen], box)'))).toEqual(['6 gpt-5.2|gpt-4.1']);
  });

  it('also where another file has the form', () => {
    const form = (inputs: string): string => `import gradio as gr\nfrom app import MODELS, reply\nwith gr.Blocks():\n    box = gr.Textbox()\n    chosen = gr.Radio(MODELS)\n    gr.Button().click(reply, inputs=${inputs})\n`;
    const text = `${HEAD}MODELS = ["gpt-5.2", "gpt-4.1"]\ndef reply(message, model):\n    ${ask('client', 'model')}\n`;
    expect(modelsOf(text, { 'page.py': form('[box, chosen]') }, 'whole')).toEqual(['5 gpt-5.2|gpt-4.1']);
    expect(modelsOf(text, { 'page.py': form('[chosen, box]') }, 'whole')).toEqual(['5 ?']);
  });

  it('is not known where it is entered as a text, or listed elsewhere', () => {
    expect(modelsOf(page('button.click(reply, [box, chosen, box], box)'))).toEqual(['6 ?']);
    expect(modelsOf(page('button.click(reply, inputs(), box)'))).toEqual(['6 ?']);
    expect(modelsOf(page('other.click(reply, [box, box, chosen], box)'))).toEqual(['6 ?']);
  });
});

describe('what a class that is derived from an SDK\'s writes down for its fields', () => {
  it('holds where an object is built without them', () => {
    expect(modelsOf(`from langchain_openai import ChatOpenAI
class Mine(ChatOpenAI):
    model: str = "gpt-5.2"
    temperature: float = 0
class Own(ChatOpenAI):
    model: str = "gpt-5.2"
    def __init__(self):
        super().__init__(model="gpt-4.1")
Mine().invoke("Hello")
Mine(model="gpt-4o").invoke("Hello")
Own().invoke("Hello")
`)).toEqual(['9 gpt-5.2', '10 gpt-4o', '11 gpt-4.1']);
  });
});

describe('a name that a framework fills in', () => {
  it('is what its function gives', () => {
    expect(modelsOf(`${HEAD}from fastapi import Depends, FastAPI
app = FastAPI()
def chosen() -> str:
    return "gpt-5.2"
@app.post("/ask")
def reply(model: str = Depends(chosen), other: str = "gpt-4.1"):
    ${ask('client', 'model')}
    ${ask('client', 'other')}
`)).toEqual(['9 gpt-5.2', '10 gpt-4.1?']);
  });
});
