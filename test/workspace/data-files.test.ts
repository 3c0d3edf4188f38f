/** What configuration files say of models: YAML, TOML, and the records and objects that programs make of them. `support/calls.ts` says how to read the models. */
import { describe, expect, it } from 'vitest';
import { ask, modelsOf } from '../support/python-models.ts';

const HEAD = 'from openai import OpenAI\nclient = OpenAI()\n';

describe('YAML', () => {
  const read = (yaml: string, ...expressions: readonly string[]): readonly string[] =>
    modelsOf(`${HEAD}import yaml\nwith open("settings.yaml") as f:\n    settings = yaml.safe_load(f)\n${expressions.map((expression) => ask('client', expression)).join('\n')}\n`, { 'settings.yaml': yaml }).map((line) => line.replace(/^\d+ /, ''));

  it('has lists, of mappings too, as deep as their key or deeper', () => {
    const yaml = 'models:\n- name: fast\n  id: gpt-5-nano\n  tags: [a, b]\n\n- name: smart\n  id: gpt-5.2\nnames:\n  - gpt-4o\n  - "gpt-4.1"\n  -\n    id: gpt-5\nnested:\n  - - gpt-5-mini\n    - x\nlast: gpt-4o-mini\n';
    expect(read(yaml, 'settings["models"][1]["id"]', 'settings["models"][0]["id"]', 'settings["names"][1]', 'settings["names"][2]["id"]', 'settings["nested"][0][0]', 'settings["last"]')).toEqual(['gpt-5.2', 'gpt-5-nano', 'gpt-4.1', 'gpt-5', 'gpt-5-mini', 'gpt-4o-mini']);
    expect(modelsOf(`${HEAD}import yaml
for entry in yaml.safe_load(open("settings.yaml"))["models"]:
    ${ask('client', 'entry["id"]')}
`, { 'settings.yaml': yaml })).toEqual(['5 gpt-5-nano|gpt-5.2']);
  });

  it('has lists and mappings in brackets', () => {
    expect(read('a: {model: gpt-5.2, "cap": 5, of: {x: [1, \'gpt-4o\']}}\nb: [gpt-4.1, gpt-4o]\n', 'settings["a"]["model"]', 'settings["a"]["of"]["x"][1]', 'settings["b"][0]')).toEqual(['gpt-5.2', 'gpt-4o', 'gpt-4.1']);
    expect(read('a: {model: gpt-5.2\nb: gpt-4o\n', 'settings["a"]["model"]', 'settings["b"]')).toEqual(['?', 'gpt-4o']);
  });

  it('has what is named once and stands in other places', () => {
    expect(read('base: &base\n  model: gpt-5.2\n  cap: 5\nfast:\n  model: gpt-5-nano\n  <<: *base\nsame: *base\nname: &n gpt-4o\nother: *n\nnone: *nothing\n', 'settings["fast"]["model"]', 'settings["same"]["model"]', 'settings["other"]', 'settings["none"]')).toEqual(['gpt-5-nano', 'gpt-5.2', 'gpt-4o', '?']);
    expect(read('base: &base\n  model: gpt-5.2\nother:\n  <<: *base\n  cap: 3\n', 'settings["other"]["model"]')).toEqual(['gpt-5.2']);
  });

  it('has placeholders that something fills in, with defaults', () => {
    expect(read('a: ${MODEL}\nb: ${MODEL:-gpt-5.2}\nc: ${oc.env:MODEL,gpt-4o}\nd: !ENV ${MODEL:gpt-4.1}\ne: "${llm.model}"\n', 'settings["a"]', 'settings["b"]', 'settings["c"]', 'settings["d"]', 'settings["e"]')).toEqual(['?', 'gpt-5.2|…', 'gpt-4o|…', 'gpt-4.1|…', '?']);
  });

  it('is no deeper than anybody writes it', () => {
    expect(read(`a: ${'['.repeat(5000)}\nb: gpt-4o\n`, 'settings["b"]')).toEqual(['gpt-4o']);
    expect(read(`a:\n  ${'- '.repeat(5000)}x\nb: gpt-4o\n`, 'settings["b"]')).toEqual(['gpt-4o']);
  });
});

describe('TOML', () => {
  const read = (toml: string, ...expressions: readonly string[]): readonly string[] =>
    modelsOf(`${HEAD}import tomllib\nfrom pathlib import Path\nsettings = tomllib.loads(Path("settings.toml").read_text())\n${expressions.map((expression) => ask('client', expression)).join('\n')}\n`, { 'settings.toml': toml }).map((line) => line.replace(/^\d+ /, ''));

  it('has tables, dotted keys and lists of tables', () => {
    const toml = '# settings\nmodel = "gpt-5.2" # the usual\nllm.cheap = \'gpt-5-nano\'\n\n[llm.chat]\nname = "gpt-4o"\n"a b" = 1_000\nlist = [\n  "gpt-4.1", # one\n  "x",\n]\ninline = { name = "gpt-4o-mini", n = 1.5 }\n\n[[models]]\nid = "gpt-5"\n[[models]]\nid = "gpt-5-mini"\n[models.limits]\ncap = 5\n';
    expect(read(toml, 'settings["model"]', 'settings["llm"]["cheap"]', 'settings["llm"]["chat"]["name"]', 'settings["llm"]["chat"]["list"][0]', 'settings["llm"]["chat"]["inline"]["name"]', 'settings["models"][1]["id"]')).toEqual(['gpt-5.2', 'gpt-5-nano', 'gpt-4o', 'gpt-4.1', 'gpt-4o-mini', 'gpt-5-mini']);
  });

  it('has texts over lines, and is not read where it is none', () => {
    expect(read('prompt = """\nOne \\\n  line, "quoted".\n"""\nmodel = "gpt-4o"\n', 'settings["model"]')).toEqual(['gpt-4o']);
    expect(read('model = "gpt-4o"\nthis is none\n', 'settings["model"]')).toEqual(['?']);
    expect(read(`deep = ${'['.repeat(5000)}\nmodel = "gpt-4o"\n`, 'settings["model"]')).toEqual(['?']);
  });

  it('is read from an opened file', () => {
    expect(modelsOf(`${HEAD}import tomli
with open("settings.toml", "rb") as f:
    settings = tomli.load(f)
${ask('client', 'settings["model"]')}
`, { 'settings.toml': 'model = "gpt-5.2"\n' })).toEqual(['6 gpt-5.2']);
  });
});

describe('an object built with the fields of a file', () => {
  const files = { 'settings.toml': 'model = "gpt-5.2"\ncap = 5\n' };
  const head = `${HEAD}import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

@dataclass
class Settings:
    model: str
    cap: int = 3

data = tomllib.loads(Path("settings.toml").read_text())
own = Path.home() / "settings.toml"
`;

  it('has what the file says', () => {
    expect(modelsOf(`${head}${ask('client', 'Settings(**data).model')}\n`, files)).toEqual(['14 gpt-5.2']);
  });

  it('may have something else where some of them are left out, or a file elsewhere says it again', () => {
    expect(modelsOf(`${head}names = {field.name for field in fields(Settings)}
${ask('client', 'Settings(**{k: v for k, v in data.items() if k in names}).model')}
if own.exists():
    data |= tomllib.loads(own.read_text())
${ask('client', 'Settings(**data).model')}
${ask('client', 'Settings(**{k: v for k, v in data.items() if k in names}).model')}
`, files)).toEqual(['15 gpt-5.2|…', '18 gpt-5.2|…', '19 gpt-5.2|…']);
  });
});

describe('objects that hold what files say', () => {
  it('are parsers that have read one', () => {
    expect(modelsOf(`${HEAD}import configparser
from pathlib import Path
parser = configparser.ConfigParser()
parser.read(Path(__file__).with_name("app.ini"))
other = configparser.ConfigParser()
${ask('client', 'parser["chat"]["model"]')}
${ask('client', 'parser.get("chat", "model", fallback="gpt-4o")')}
${ask('client', 'parser.get("chat", "none", fallback="gpt-4o")')}
${ask('client', 'parser.get("embed", "common")')}
${ask('client', 'other["chat"]["model"]')}
`, { 'app.ini': '; settings\n[DEFAULT]\ncommon = gpt-4.1\n[chat]\nModel: gpt-5.2\n[embed]\n' })).toEqual(['8 gpt-5.2', '9 gpt-5.2?', '10 gpt-4o?', '11 gpt-4.1?', '12 ?']);
  });

  it('leave what stands in for a setting where they are not in sight', () => {
    expect(modelsOf(`${HEAD}import configparser
from pathlib import Path
parser = configparser.ConfigParser()
parser.read(Path.home() / ".ask.ini")
${ask('client', 'parser.get("core", "model", fallback="gpt-5.2")')}
${ask('client', 'parser.get("core", "model")')}
`)).toEqual(['7 gpt-5.2?', '8 ?']);
  });

  it('are read by their names', () => {
    expect(modelsOf(`${HEAD}from omegaconf import OmegaConf
settings = OmegaConf.merge(OmegaConf.load("conf/base.yaml"), OmegaConf.from_cli())
${ask('client', 'settings.llm.name')}
${ask('client', 'OmegaConf.load("conf/base.yaml").llm.name')}
${ask('client', 'OmegaConf.load("conf/none.yaml").llm.name')}
`, { 'conf/base.yaml': 'llm:\n  name: gpt-5.2\n' })).toEqual(['5 gpt-5.2|…', '6 gpt-5.2', '7 ?']);
  });

  it('are settings that are made with the names of files', () => {
    expect(modelsOf(`${HEAD}from dynaconf import Dynaconf
settings = Dynaconf(envvar_prefix="APP", settings_files=["settings.toml", ".secrets.toml"])
${ask('client', 'settings.model')}
${ask('client', 'settings["MODEL"]')}
${ask('client', 'settings.get("cheap", "gpt-4o")')}
${ask('client', 'settings.get("none", "gpt-4o")')}
${ask('client', 'settings.none')}
`, { 'settings.toml': 'model = "gpt-5.2"\n[default]\ncheap = "gpt-5-nano"\n' })).toEqual(['5 gpt-5.2?', '6 gpt-5.2?', '7 gpt-5-nano?', '8 gpt-4o?', '9 ?']);
  });

  it('are handed to the function that is decorated for it', () => {
    const files = {
      'conf/config.yaml': 'defaults:\n  - model: small\n  - _self_\njudge:\n  name: gpt-5.2\nmodel:\n  cap: 5\n',
      'conf/model/small.yaml': 'name: gpt-5-nano\ncap: 3\n', 'conf/model/large.yaml': 'name: gpt-4o\n',
    };
    expect(modelsOf(`${HEAD}import hydra
from omegaconf import DictConfig

@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg: DictConfig) -> None:
    ${ask('client', 'cfg.judge.name')}
    ${ask('client', 'cfg.model.name')}
    ${ask('client', 'cfg.other.name')}

@hydra.main(config_path="conf", config_name="none")
def other(cfg):
    ${ask('client', 'cfg.judge.name')}
`, files)).toEqual(['8 gpt-5.2?', '9 gpt-5-nano?', '10 ?', '14 ?']);
  });

  it('are described by classes', () => {
    expect(modelsOf(`${HEAD}import yaml
from pydantic import BaseModel

class Model(BaseModel):
    name: str
    cap: int = 3

class Settings(BaseModel):
    chat: Model
    cheap: str = "gpt-5-nano"

settings = Settings.model_validate(yaml.safe_load(open("settings.yaml")))
${ask('client', 'settings.chat.name')}
${ask('client', 'settings.cheap')}
`, { 'settings.yaml': 'chat:\n  name: gpt-5.2\n' })).toEqual(['15 gpt-5.2', '16 gpt-5-nano']);
  });
});
