"""What CPython's own parser makes of Python files, in a form that outline.ts gives for ours.

Reads paths from standard input, one a line; writes one JSON object a line:
  path, error            the interpreter does not accept the file, or it is not UTF-8
  path, calls            [start, end, callee, [argument start, argument end], ...] in UTF-16 offsets, by start
  path, literals         [start, value] of each string that is an argument or is assigned; a field of an f-string is U+0000
  path, shape            every statement as an S-expression, without positions
"""
import ast
import json
import re
import sys

sys.setrecursionlimit(20000)
EXACT_IN_FSTRINGS = sys.version_info >= (3, 12)

OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "MatMult": "@", "Pow": "**", "LShift": "<<", "RShift": ">>",
    "BitAnd": "&", "BitOr": "|", "BitXor": "^", "UAdd": "+", "USub": "-", "Invert": "~", "Not": "not", "And": "and", "Or": "or", "Eq": "==",
    "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}


def operator(node):
    return OPERATORS[type(node).__name__]


def joined(name, parts):
    return "(" + " ".join([name, *parts]) + ")"


def maybe(node):
    return "-" if node is None else expression(node)


def expression(node):
    kind = type(node).__name__
    if kind == "Name":
        return node.id
    if kind == "Constant":
        value = node.value
        if value is None or value is True or value is False:
            return str(value)
        if value is ...:
            return "..."
        return "str" if isinstance(value, str) else "bytes" if isinstance(value, bytes) else "number"
    if kind == "Attribute":
        return joined("attribute", [expression(node.value), node.attr])
    if kind == "Call":
        return joined("call", [expression(node.func), *arguments(node.args, node.keywords)])
    if kind == "Subscript":
        return joined("subscript", [expression(node.value), expression(node.slice)])
    if kind == "Slice":
        return joined("slice", [maybe(node.lower), maybe(node.upper), maybe(node.step)])
    if kind in ("Tuple", "List", "Set"):
        return joined(kind.lower(), map(expression, node.elts))
    if kind == "Dict":
        return joined("dict", [joined("**" if key is None else expression(key), [expression(value)]) for key, value in zip(node.keys, node.values)])
    if kind == "BinOp":
        return joined(operator(node.op), [expression(node.left), expression(node.right)])
    if kind == "BoolOp":
        return joined(operator(node.op), map(expression, node.values))
    if kind == "UnaryOp":
        return joined(operator(node.op), [expression(node.operand)])
    if kind == "Compare":
        return joined("compare", [expression(node.left), *(operator(op) + " " + expression(right) for op, right in zip(node.ops, node.comparators))])
    if kind == "IfExp":
        return joined("conditional", [expression(node.test), expression(node.body), expression(node.orelse)])
    if kind == "Lambda":
        return joined("lambda", [parameters(node.args), expression(node.body)])
    if kind in ("ListComp", "SetComp", "GeneratorExp", "DictComp"):
        form = {"ListComp": "list", "SetComp": "set", "GeneratorExp": "generator", "DictComp": "dict"}[kind]
        elements = [expression(node.key), expression(node.value)] if kind == "DictComp" else [expression(node.elt)]
        return joined(form + "-of", elements + [
            joined("for", [expression(g.target), expression(g.iter), *map(expression, g.ifs)]) for g in node.generators
        ])
    if kind == "Await":
        return joined("await", [expression(node.value)])
    if kind == "Yield":
        return joined("yield", [maybe(node.value)])
    if kind == "YieldFrom":
        return joined("yield", [expression(node.value)])
    if kind == "Starred":
        return joined("starred", [expression(node.value)])
    if kind == "NamedExpr":
        return joined(":=", [expression(node.target), expression(node.value)])
    if kind in ("JoinedStr", "TemplateStr"):
        return joined("fstring", [field(value) for value in node.values if type(value).__name__ in ("FormattedValue", "Interpolation")])
    raise ValueError(kind)


def field(node):
    conversion = "" if node.conversion == -1 else "!" + chr(node.conversion)
    return joined("field" + conversion, [expression(node.value), maybe(node.format_spec)])


def arguments(args, keywords):
    return [expression(a) for a in args] + [("**" if k.arg is None else k.arg + "=") + expression(k.value) for k in keywords]


def parameters(args):
    plain = args.posonlyargs + args.args
    defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
    result = [parameter(p, "/" if i < len(args.posonlyargs) else "", d) for i, (p, d) in enumerate(zip(plain, defaults))]
    if args.vararg:
        result.append(parameter(args.vararg, "*", None))
    result += [parameter(p, "=", d) for p, d in zip(args.kwonlyargs, args.kw_defaults)]
    if args.kwarg:
        result.append(parameter(args.kwarg, "**", None))
    return joined("parameters", result)


def parameter(node, mark, default):
    return joined(mark + node.arg, [maybe(node.annotation), maybe(default)])


def block(name, body):
    return joined(name, map(statement, body))


def type_parameters(node):
    return joined("types", [joined(p.name, [maybe(getattr(p, "bound", None)), maybe(getattr(p, "default_value", None))]) for p in getattr(node, "type_params", [])])


def decorators(node):
    return joined("decorators", map(expression, node.decorator_list))


def aliases(names):
    return [joined("name", [n.name, n.asname or "-"]) for n in names]


def statement(node):
    kind = type(node).__name__
    if kind == "Expr":
        return joined("expression", [expression(node.value)])
    if kind == "Assign":
        return joined("assign", [*map(expression, node.targets), "-", expression(node.value)])
    if kind == "AnnAssign":
        return joined("assign", [expression(node.target), expression(node.annotation), maybe(node.value)])
    if kind == "AugAssign":
        return joined("augmented", [expression(node.target), operator(node.op), expression(node.value)])
    if kind in ("FunctionDef", "AsyncFunctionDef"):
        return joined("async" if kind == "AsyncFunctionDef" else "def", [
            node.name, decorators(node), type_parameters(node), parameters(node.args), maybe(node.returns), block("body", node.body),
        ])
    if kind == "ClassDef":
        return joined("class", [node.name, decorators(node), type_parameters(node), *arguments(node.bases, node.keywords), block("body", node.body)])
    if kind == "Import":
        return joined("import", aliases(node.names))
    if kind == "ImportFrom":
        return joined("from", [str(node.level), node.module or "-", *aliases(node.names)])
    if kind == "Return":
        return joined("return", [maybe(node.value)])
    if kind in ("For", "AsyncFor"):
        return joined("for" if kind == "For" else "async-for", [expression(node.target), expression(node.iter), block("body", node.body), block("else", node.orelse)])
    if kind == "While":
        return joined("while", [expression(node.test), block("body", node.body), block("else", node.orelse)])
    if kind == "If":
        return joined("if", [expression(node.test), block("body", node.body), block("else", node.orelse)])
    if kind in ("Try", "TryStar"):
        handlers = [joined("except", [maybe(h.type), h.name or "-", block("body", h.body)]) for h in node.handlers]
        return joined("try" if kind == "Try" else "try*", [block("body", node.body), *handlers, block("else", node.orelse), block("finally", node.finalbody)])
    if kind in ("With", "AsyncWith"):
        items = [joined("item", [expression(i.context_expr), maybe(i.optional_vars)]) for i in node.items]
        return joined("with" if kind == "With" else "async-with", [*items, block("body", node.body)])
    if kind == "Match":
        return joined("match", [expression(node.subject), *(
            joined("case", [",".join(bound(c.pattern)), maybe(c.guard), block("body", c.body)]) for c in node.cases
        )])
    if kind == "Raise":
        return joined("raise", [maybe(node.exc), maybe(node.cause)])
    if kind == "Delete":
        targets = node.targets[0].elts if len(node.targets) == 1 and isinstance(node.targets[0], ast.Tuple) else node.targets
        return joined("delete", map(expression, targets))
    if kind == "Assert":
        return joined("assert", [expression(node.test), maybe(node.msg)])
    if kind in ("Global", "Nonlocal"):
        return joined(kind.lower(), node.names)
    if kind == "TypeAlias":
        return joined("type", [node.name.id, type_parameters(node), expression(node.value)])
    if kind in ("Pass", "Break", "Continue"):
        return joined(kind.lower(), [])
    raise ValueError(kind)


def bound(pattern):
    names = set()
    for node in ast.walk(pattern):
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if isinstance(name, str):
            names.add(name)
    return sorted(names)


class Offsets:
    """From CPython's line and UTF-8 column to UTF-16 offsets."""

    def __init__(self, text):
        self.starts = [0]
        self.lines = []
        at = 0
        for line in re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text):
            self.lines.append(line)
            at += len(line) if line.isascii() else len(line.encode("utf-16-le", "surrogatepass")) // 2
            self.starts.append(at)
        self.has_mark = text.startswith("\ufeff")

    def at(self, line, column):
        source = self.lines[line - 1]
        mark = 1 if line == 1 and self.has_mark else 0
        if not source.isascii():
            column = len(source[mark:].encode("utf-8", "surrogatepass")[:column].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")) // 2
        return self.starts[line - 1] + column + mark

    def span(self, node):
        return [self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)]


def literal(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "\0" for v in node.values)
    return None


def walk(tree):
    """Every node, with whether it lies in an f-string."""
    stack = [(tree, False)]
    while stack:
        node, inside = stack.pop()
        yield node, inside
        inside = inside or type(node).__name__ in ("JoinedStr", "TemplateStr")
        stack.extend((child, inside) for child in ast.iter_child_nodes(node))


def outline(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        return {"path": path, "error": str(error)}
    cookie = re.match(rb"(?:[ \t\f]*(?:#[^\n]*)?\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", source)
    if cookie and not re.match(rb"utf[-_]?8", cookie[1], re.I):
        return {"path": path, "error": "another encoding"}
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"path": path, "error": str(error)}
    offsets = Offsets(text)
    calls = []
    literals = []
    for node, inside in walk(tree):
        values = []
        if isinstance(node, ast.Call):
            if not inside or EXACT_IN_FSTRINGS:
                spans = sorted(offsets.span(argument) for argument in [*node.args, *node.keywords])
                calls.append([*offsets.span(node), expression(node.func), *spans])
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            values = [node.value]
        if not inside or EXACT_IN_FSTRINGS:
            literals += [[offsets.span(v)[0], literal(v)] for v in values if v is not None and literal(v) is not None]
    return {"path": path, "calls": sorted(calls), "literals": sorted(literals), "shape": [statement(s) for s in tree.body]}


def main():
    # Warnings about invalid escapes are the corpus's business.
    import warnings
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(json.dumps(outline(line.rstrip("\n"))), flush=True)


main()
