"""Holds the specifications of the SDKs to the packages on PyPI.

Reads the specifications as JSON from standard input, and the folder with openai 0.28 as its argument; prints what it finds as JSON.
"""

import ast
import functools
import importlib
import inspect
import json
import pathlib
import sys

CREDENTIALS = {
    "anthropic": {
        "": {"api_key": "none"},
        "AnthropicBedrock": {"aws_access_key": "none", "aws_secret_key": "none", "aws_region": "us-east-1"},
        "AnthropicBedrockMantle": {"api_key": "none", "aws_region": "us-east-1"},
        "AnthropicVertex": {"region": "us-east5", "project_id": "none"},
        "AnthropicFoundry": {"api_key": "none", "resource": "none"},
        "AnthropicAWS": {"api_key": "none", "workspace_id": "none", "aws_region": "us-east-1"},
        "AnthropicGoogleCloud": {"project": "none", "location": "us-east5", "workspace_id": "none", "token_provider": lambda: "none"},
    },
    "openai": {
        "": {"api_key": "none"},
        "AzureOpenAI": {"api_key": "none", "azure_endpoint": "https://example.com", "api_version": "2026-01-01"},
        "BedrockOpenAI": {"api_key": "none", "aws_region": "us-east-1"},
    },
}

def get(target, path):
    return functools.reduce(getattr, path.split("."), target)


def has(target, path):
    try:
        return callable(get(target, path))
    except AttributeError:
        return False


def client_classes(module):
    for name in dir(module):
        value = getattr(module, name)
        if not name.startswith("_") and inspect.isclass(value) and hasattr(value, "with_options"):
            yield name, value


def construct(module, name):
    credentials = CREDENTIALS[module.__name__]
    return getattr(module, name)(**credentials.get(name.removeprefix("Async"), credentials[""]))


def methods(target, prefix="", depth=0):
    """Every method below a client, as (path, function)."""
    for name in dir(target):
        if name.startswith("_") or name.startswith("with_") or depth > 6:
            continue
        value = getattr(target, name)
        if inspect.ismethod(value):
            yield prefix + name, value
        elif hasattr(value, "_client"):
            yield from methods(value, f"{prefix}{name}.", depth + 1)


def errors_of(module):
    return sorted(name for name in dir(module) if inspect.isclass(getattr(module, name)) and issubclass(getattr(module, name), Exception))


def legacy_names(folder):
    """Classes of openai 0.28 and their class methods, its functions' names being `Class.method`."""
    classes, functions = set(), set()
    trees = [ast.parse(path.read_text()) for path in pathlib.Path(folder, "openai").rglob("*.py") if "tests" not in path.parts]
    for node in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        classes.add(node.name)
        functions |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))}
    return classes, functions


def check(spec, legacy):
    module = importlib.import_module(spec["package"])
    problems = []
    specified = {name for client in spec["clients"] for name in client["names"]}
    classes = dict(client_classes(module))
    for name in classes:
        if name not in specified:
            problems.append(f"the client class {name} is not specified")
    clients = {name: construct(module, name) for name in classes}
    for client in spec["clients"]:
        for name in client["names"]:
            if name not in clients:
                continue
            for kind in ("retries", "timeout", "baseUrl"):
                for option in client[kind]:
                    if option not in inspect.signature(classes[name].__init__).parameters:
                        problems.append(f"{name} has no option {option}")
            if clients[name].max_retries != client["defaultRetries"]:
                problems.append(f"{name} retries {clients[name].max_retries} times")

    paths = set()
    for operation in spec["operations"]:
        paths.update(operation["paths"])
        for path in operation["paths"]:
            # What a call on the way gives is not built here.
            if operation["legacy"] or "()" in path:
                continue
            for name, client in clients.items():
                if not has(client, path) and f"{name.removeprefix('Async')}.{path}" not in spec["absent"]:
                    problems.append(f"{name} has no {path}")
            taken = inspect.signature(get(next(iter(clients.values())), path)).parameters
            for parameter in operation["parameters"]:
                if parameter.split(".")[0].removesuffix("[]") not in taken and f"{path}: {parameter}" not in spec["absent"]:
                    problems.append(f"{path} takes no {parameter}")
    for path, function in methods(next(iter(clients.values()))):
        parameters = inspect.signature(function).parameters
        if "model" in parameters and path not in paths:
            problems.append(f"{path} takes a model and is not specified")
    for name in spec["fluent"]:
        for client in clients.values():
            if not has(client, name) or (name != "with_middleware" and "max_retries" not in inspect.signature(get(client, name)).parameters):
                problems.append(f"{type(client).__name__} has no {name} for its options")

    functions = set()
    if legacy is not None and spec["package"] == "openai":
        known, functions = legacy_names(legacy)
        for operation in spec["operations"]:
            for path in operation["paths"]:
                if operation["legacy"] == spec["legacyModule"] and path not in functions:
                    problems.append(f"openai 0.28 has no {path}")
    else:
        known = set()
    return {"problems": problems, "clients": sorted(classes), "errors": errors_of(module) + sorted(known)}


print(json.dumps([check(spec, sys.argv[1]) for spec in json.load(sys.stdin)]))
