"""Reproduces a failure in one function of a pipeline, inside a sandbox.

Reads a job as JSON from standard input and prints one line of JSON, behind a marker that the job names:

- `{"mode": "search", ...}`: calls the function that failed with small arguments of the shapes that it uses. Answers the
  calls that raise the reported exception at the reported line, or why there is none.
- `{"mode": "replay", "calls": ...}`: makes exactly these calls on another version of the file. Answers what happened.

Only what the function needs is loaded: the definitions that it names, without decorators, and the imports behind them.
Nothing is replaced by a stand-in. What cannot be loaded here is a reason not to reproduce.
"""

import __future__
import ast
import io
import json
import os
import sys
import time
import types

FILE_FLAGS = __future__.annotations.compiler_flag
KEPT_DECORATORS = {"staticmethod", "classmethod", "property", "dataclass", "contextmanager", "lru_cache", "cache", "wraps", "total_ordering"}
STRING_METHODS = {name for name in dir(str) if not name.startswith("_")} - {"index", "count"}
LIST_METHODS = {"append", "extend", "insert", "sort", "reverse", "pop", "index", "count"}
WRAPPERS = {"list", "tuple", "sorted", "set", "reversed", "iter", "enumerate", "filter", "dict", "frozenset", "deepcopy", "copy"}
NUMBERS = {"int", "float", "Decimal", "round", "abs"}
LEAVES = [1, "1", "a", "2024-01-31", "2024-01-31T00:00:00", 1.5]
# Exceptions whose message quotes names of the code, not values.
QUOTES_CODE = {"AttributeError", "ImportError", "ModuleNotFoundError", "NameError", "TypeError", "UnboundLocalError"}
MAX_CALLS = 600
MAX_SECONDS = 6
MAX_STATEMENTS = 400
MAX_FOUND = 5


class CannotReproduce(Exception):
    pass


def end_of(path):
    return path.rsplit(".", 1)[-1]


# --- the file: its definitions, and the statements that a piece of it needs ---


def definitions(body):
    """Statements that define names for functions of a file: those of the module, and inside `with` (a DAG)."""
    for statement in body:
        yield statement
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            yield from definitions(statement.body)


def bound_names(statement):
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {(item.asname or item.name.split(".")[0]) for item in statement.names}
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return set()
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del))
    } | {
        name
        for node in ast.walk(statement)
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef))
        for name in bound_names(node)
    }


def loaded_names(node):
    """Names that running a statement may read; annotations and dropped decorators are not read."""
    if isinstance(node, ast.arg):
        return set()
    if isinstance(node, ast.AnnAssign):
        return loaded_names(node.value) if node.value else set()
    names = set()
    if isinstance(node, ast.Name):
        names.add(node.id)
    for field, value in ast.iter_fields(node):
        if field in ("returns", "annotation"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                names |= loaded_names(child)
    return names


class Undecorate(ast.NodeTransformer):
    def strip(self, node):
        def name(decorator):
            target = decorator.func if isinstance(decorator, ast.Call) else decorator
            return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")

        node.decorator_list = [item for item in node.decorator_list if name(item) in KEPT_DECORATORS]
        self.generic_visit(node)
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = strip


class Module:
    """A file whose definitions can be loaded one by one."""

    def __init__(self, root, path):
        self.root, self.path = root, path
        self.file = os.path.join(root, path)
        with open(self.file, encoding="utf-8") as source:
            self.text = source.read()
        self.lines = self.text.splitlines()
        self.tree = Undecorate().visit(ast.parse(self.text, self.file))
        dotted = path[:-3].replace("/", ".")
        self.package = dotted.rpartition(".")[0]
        self.module = types.ModuleType(dotted)
        self.module.__file__ = self.file
        self.module.__package__ = self.package
        # Classes look their module up.
        sys.modules.setdefault(dotted, self.module)

    def find_function(self, name):
        """All functions of that name: [(function, class or None, statements around it)]."""
        found = []

        def visit(body, owner, around):
            for node in body:
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    if node.name == name:
                        found.append((node, owner, around))
                    visit(node.body, None, around + list(definitions(node.body)))
                elif isinstance(node, ast.ClassDef):
                    visit(node.body, node, around)
                else:
                    for field in ("body", "orelse", "finalbody"):
                        visit(getattr(node, field, []), owner, around)
                    for handler in getattr(node, "handlers", []):
                        visit(handler.body, owner, around)

        visit(self.tree.body, None, list(definitions(self.tree.body)))
        return found

    def load(self, targets, around, skip=()):
        """Runs what the targets need and the targets themselves, in the order of the file."""
        wanted, queue, names = [], list(targets), set()
        while queue:
            node = queue.pop()
            if node in wanted:
                continue
            wanted.append(node)
            if len(wanted) > MAX_STATEMENTS:
                raise CannotReproduce("the function needs too much of its file")
            for name in loaded_names(node) - names:
                names.add(name)
                queue += [other for other in around if name in bound_names(other) and other not in skip]
        for node in sorted(wanted, key=lambda node: (node.lineno, node.col_offset)):
            self.execute(node, isinstance(node, ast.AST) and node in targets)

    def execute(self, node, is_target):
        code = compile(ast.Module([node], []), self.file, "exec", FILE_FLAGS, True)
        try:
            exec(code, self.module.__dict__)
        except BaseException as error:
            if is_target:
                raise
            what = ast.unparse(node).splitlines()[0][:80]
            if isinstance(error, ImportError):
                missing = error.name or what
                raise CannotReproduce(f"the code needs {missing}, which is not available in the sandbox") from None
            raise CannotReproduce(f"`{what}` cannot be run in the sandbox ({type(error).__name__})") from None

    def source_at(self, line):
        return self.lines[line - 1].strip() if line and 0 < line <= len(self.lines) else ""


# --- the shapes of arguments, from what the function does with them ---


class Shape:
    def __init__(self):
        self.keys, self.attrs, self.uses, self.elem = {}, {}, set(), None

    def key(self, name):
        return self.keys.setdefault(name, Shape())

    def attr(self, name):
        return self.attrs.setdefault(name, Shape())

    def element(self):
        self.elem = self.elem or Shape()
        return self.elem


class Reader(ast.NodeVisitor):
    """Follows parameters through a function by name."""

    def __init__(self, parameters):
        self.names = parameters

    def shape(self, node):
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.Subscript):
            base = self.shape(node.value)
            self.visit(node.slice)
            if base is None:
                return None
            if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                return base.key(node.slice.value)
            if isinstance(node.slice, ast.Slice):
                return base
            return base.element()
        if isinstance(node, ast.Attribute):
            base = self.shape(node.value)
            return base.attr(node.attr) if base else None
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, (ast.BoolOp,)):
            return next((shape for shape in map(self.shape, node.values) if shape), None)
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            self.loops(node.generators)
            result = Shape()
            result.elem = self.shape(node.elt) or Shape()
            return result
        self.generic_visit(node)
        return None

    def call(self, node):
        func, args = node.func, node.args
        first = self.shape(args[0]) if args else None
        for other in args[1:] + [item.value for item in node.keywords]:
            self.shape(other)
        if isinstance(func, ast.Name):
            if func.id in NUMBERS and first:
                first.uses.add("number text" if func.id in ("int", "float", "Decimal") else "number")
            elif func.id in ("sum", "min", "max") and first:
                first.element().uses.add("number")
            elif func.id == "len" and first:
                first.uses.add("sized")
            if func.id in WRAPPERS:
                return first
            return None
        if isinstance(func, ast.Attribute):
            base = self.shape(func.value)
            if base is None:
                return None
            if func.attr == "get" and args and isinstance(args[0], ast.Constant):
                base.uses.add("mapping")
                return base.key(args[0].value) if len(args) == 1 else base.keys.get(args[0].value)
            if func.attr in ("items", "values", "keys"):
                base.uses.add("mapping")
                return base
            if func.attr in LIST_METHODS:
                base.element()
            elif func.attr in STRING_METHODS:
                base.uses.add("text")
            else:
                base.attr(func.attr)
            return None
        self.visit(func)
        return None

    def assign(self, target, shape):
        if isinstance(target, ast.Name):
            if shape:
                self.names[target.id] = shape
            else:
                self.names.pop(target.id, None)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for item in target.elts:
                self.assign(item, shape.element() if shape else None)
        else:
            self.shape(target)

    def loop(self, target, iterable):
        shape = self.shape(iterable)
        element = None
        if shape:
            called = iterable.func if isinstance(iterable, ast.Call) else None
            method = called.attr if isinstance(called, ast.Attribute) else None
            element = shape.element() if method != "keys" else Shape()
            is_pair = method == "items" or getattr(called, "id", "") == "enumerate"
            if is_pair and isinstance(target, ast.Tuple) and len(target.elts) == 2:
                self.assign(target.elts[0], None)
                target = target.elts[1]
        self.assign(target, element)

    def loops(self, generators):
        for item in generators:
            self.loop(item.target, item.iter)
            for test in item.ifs:
                self.visit(test)

    def visit_For(self, node):
        self.loop(node.target, node.iter)
        for statement in node.body + node.orelse:
            self.visit(statement)

    visit_AsyncFor = visit_For

    def visit_Assign(self, node):
        shape = self.shape(node.value)
        for target in node.targets:
            self.assign(target, shape)

    def visit_AugAssign(self, node):
        self.number(node.value, node.op)
        self.shape(node.target)

    def visit_BinOp(self, node):
        self.number(node.left, node.op)
        self.number(node.right, node.op)

    def number(self, node, op):
        shape = self.shape(node)
        if shape and not isinstance(op, ast.Mod):
            shape.uses.add("number")

    def visit_Compare(self, node):
        shapes = [self.shape(item) for item in [node.left] + node.comparators]
        for item in [node.left] + node.comparators:
            if isinstance(item, ast.Constant):
                use = {"int": "number", "float": "number", "str": "text"}.get(type(item.value).__name__)
                for shape in shapes:
                    if shape and use:
                        shape.uses.add(use)

    def expression(self, node):
        self.shape(node)

    visit_Name = visit_Subscript = visit_Attribute = visit_Call = expression
    visit_ListComp = visit_GeneratorExp = visit_SetComp = expression

    def visit_DictComp(self, node):
        self.loops(node.generators)
        self.visit(node.key)
        self.visit(node.value)

    def visit_FunctionDef(self, node):
        pass

    visit_AsyncFunctionDef = visit_Lambda = visit_ClassDef = visit_FunctionDef


# --- arguments as data, so that the same call can be made again elsewhere ---


def plain(shape, leaf):
    """The smallest value of a shape, as data."""
    if shape.attrs and not shape.keys:
        return ["object", {name: plain(inner, leaf) for name, inner in shape.attrs.items()}]
    if shape.keys:
        return ["dict", {name: plain(inner, leaf) for name, inner in shape.keys.items()}]
    if shape.elem is not None:
        inner = plain(shape.elem, leaf)
        return ["dict", {"a": inner}] if "mapping" in shape.uses else ["list", [inner]]
    if "mapping" in shape.uses:
        return ["dict", {}]
    if "number" in shape.uses:
        return ["value", 1]
    if "number text" in shape.uses:
        return ["value", "1"]
    if "text" in shape.uses:
        return ["value", leaf if isinstance(leaf, str) else "a"]
    if "sized" in shape.uses:
        return ["list", [["value", leaf]]]
    return ["value", leaf]


def places(spec, path=()):
    """Paths of all values inside one, the outer ones first."""
    yield path
    kind, value = spec
    if kind in ("dict", "object"):
        for name, inner in value.items():
            yield from places(inner, path + (name,))
    elif kind == "list":
        for index, inner in enumerate(value):
            yield from places(inner, path + (index,))


def changed(spec, path, change):
    """A copy with the value at a path replaced; None as the change leaves it out."""
    if not path:
        return change
    kind, value = spec
    name, rest = path[0], path[1:]
    if kind == "list":
        items = [changed(inner, rest, change) if index == name else inner for index, inner in enumerate(value)]
        return [kind, [item for item in items if item is not None]]
    items = {key: changed(inner, rest, change) if key == name else inner for key, inner in value.items()}
    return [kind, {key: item for key, item in items.items() if item is not None}]


def build(spec):
    kind, value = spec
    if kind == "list":
        return [build(inner) for inner in value]
    if kind == "dict":
        return {name: build(inner) for name, inner in value.items()}
    if kind == "object":
        return types.SimpleNamespace(**{name: build(inner) for name, inner in value.items()})
    return value


# --- calling ---


def quoted(message):
    """What a message names, in quotes."""
    names, rest = [], message
    while rest:
        starts = [(rest.find(mark), mark) for mark in "'\"`" if mark in rest]
        if not starts:
            break
        start, mark = min(starts)
        end = rest.find(mark, start + 1)
        if end == -1:
            break
        names.append(rest[start + 1 : end])
        rest = rest[end + 1 :]
    return names


def frames_of(error, root):
    found, trace = [], error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(root + "/"):
            found.append((os.path.relpath(code.co_filename, root), trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return found


def is_reported(error, job, module):
    """Whether an exception is the reported one: its type, what its message names, and the line that raised it."""
    expected = job["error"]
    if type(error).__name__ != end_of(expected["type"]):
        return False
    if quoted(str(error)) != quoted(expected["message"]):
        return False
    frames = frames_of(error, module.root)
    if not frames or (module.path, job["function"]) not in [(path, name) for path, _, name in frames]:
        return False
    path, line, _ = frames[-1]
    if path != module.path:
        return False
    source = expected.get("source")
    return module.source_at(line) == source.strip() if source else line == expected.get("line")


def function_named(module, job):
    found = module.find_function(job["function"])
    line = job["error"].get("line")
    at_line = [item for item in found if line and item[0].lineno <= line <= item[0].end_lineno]
    chosen = at_line if job["mode"] == "search" and at_line else found
    if len(chosen) != 1:
        count = "more than one function" if chosen else "no function"
        raise CannotReproduce(f"{module.path} has {count} named {job['function']}")
    return chosen[0]


def load_function(module, job):
    node, owner, around = function_named(module, job)
    if isinstance(node, ast.AsyncFunctionDef):
        raise CannotReproduce("the function is asynchronous")
    if any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in ast.walk(node)):
        raise CannotReproduce("the function is a generator")
    if owner is None:
        module.load([node], [other for other in around if other is not node])
        return node, vars(module.module)[node.name], None
    module.load([owner], around)
    cls = vars(module.module)[owner.name]
    return node, vars(cls).get(node.name), cls


def parameters_of(node, has_self):
    args = node.args
    plain_args = [item.arg for item in args.posonlyargs + args.args]
    defaults = {name for name in plain_args[len(plain_args) - len(args.defaults) :]} if args.defaults else set()
    for item, default in zip(args.kwonlyargs, args.kw_defaults):
        plain_args.append(item.arg)
        if default is not None:
            defaults.add(item.arg)
    return plain_args[1:] if has_self else plain_args, plain_args[0] if has_self and plain_args else None, defaults


def call(function, cls, spec):
    values = {name: build(inner) for name, inner in spec["arguments"].items()}
    if cls is None or isinstance(function, staticmethod):
        target = function.__func__ if isinstance(function, staticmethod) else function
        return target(**values)
    if isinstance(function, classmethod):
        return function.__func__(cls, **values)
    owner = object.__new__(cls)
    for name, inner in spec["attributes"].items():
        setattr(owner, name, build(inner))
    return function(owner, **values)


def silently(action):
    """Runs code of the pipeline without its output."""
    out, err = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = io.StringIO()
    try:
        return action()
    finally:
        sys.stdout, sys.stderr = out, err


def mutations(spec, job):
    """The plain call, then that call with one value missing, empty, null, or as the message quotes it.

    Each with how it was made: `plain`, `renamed` (with the new name of what is missing, and the same call without it), `missing`
    (a key left out, or a null), `empty` or `value`.
    """
    names = quoted(job["error"]["message"])
    yield spec, "plain", None
    for part in ("arguments", "attributes"):
        for path in places(["dict", spec[part]]):
            if path and path[-1] in names:
                renamed = job["renamed"].get(path[-1])
                kind, items = changed(["dict", spec[part]], path, None)
                if not renamed:
                    yield dict(spec, **{part: items}), "missing", None
                    continue
                bare = changed(["dict", items], path[:-1] + (renamed,), None)
                yield dict(spec, **{part: with_key(bare, path[:-1], renamed)[1]}), "renamed", dict(spec, **{part: bare[1]})
    quotes_value = end_of(job["error"]["type"]) not in QUOTES_CODE
    literals = [["value", name] for name in names if quotes_value and len(name) < 200]
    replacements = {"list": [["list", []]], "dict": [["dict", {}]], "object": [], "value": [["value", ""], ["value", 0], *literals]}
    for round in range(2 + len(literals) + 1):
        for part in ("arguments", "attributes"):
            whole = ["dict", spec[part]]
            for path in places(whole):
                choices = [["value", None], *replacements[kind_at(whole, path)]]
                if path and round < len(choices):
                    how = "missing" if choices[round][1] is None else "value" if choices[round] in literals else "empty"
                    yield dict(spec, **{part: changed(whole, path, choices[round])[1]}), how, None


def kind_at(spec, path):
    for name in path:
        spec = spec[1][name]
    return spec[0]


def with_key(spec, path, name):
    kind, value = spec
    if not path:
        return [kind, {**value, name: ["value", 1]}] if kind == "dict" else spec
    if kind == "list":
        return [kind, [with_key(inner, path[1:], name) if index == path[0] else inner for index, inner in enumerate(value)]]
    return [kind, {key: with_key(inner, path[1:], name) if key == path[0] else inner for key, inner in value.items()}]


def shown(function, spec):
    def text(inner):
        return repr(build(inner)).replace("namespace(", "(")

    args = ", ".join(f"{name}={text(inner)}" for name, inner in spec["arguments"].items())
    owner = ", ".join(f"{name}={text(inner)}" for name, inner in spec["attributes"].items())
    return f"{function}({args})"[:400] + (f" with {owner}"[:200] if owner else "")


def search(job, module):
    if job["function"] == "<module>":
        return search_statement(job, module)
    node, function, cls = load_function(module, job)
    has_self = cls is not None and not isinstance(function, staticmethod)
    names, owner, defaults = parameters_of(node, has_self)
    shapes = {name: Shape() for name in names + ([owner] if owner else [])}
    reader = Reader(dict(shapes))
    for statement in node.body:
        reader.visit(statement)
    attributes = shapes[owner].attrs if owner else {}
    methods = {name for name in attributes if cls is not None and hasattr(cls, name)}
    calls, found, started = 0, [], time.monotonic()
    for leave_out in (True, False):
        given = [name for name in names if not (leave_out and name in defaults)]
        for leaf in LEAVES:
            spec = {
                "arguments": {name: plain(shapes[name], leaf) for name in given},
                "attributes": {name: plain(inner, leaf) for name, inner in attributes.items() if name not in methods},
            }
            for candidate, how, without in mutations(spec, job):
                calls += 1
                if len(found) == 2 * MAX_FOUND or calls > MAX_CALLS or time.monotonic() - started > MAX_SECONDS:
                    return found_calls(found)
                try:
                    silently(lambda: call(function, cls, candidate))
                except BaseException as error:
                    if is_reported(error, job, module):
                        text = shown(job["function"], candidate)
                        if all(text != other["shown"] for other in found):
                            exact = str(error) == job["error"]["message"]
                            found.append({
                                "call": candidate, "how": how, "without": without,
                                "shown": text, "raised": described(error), "exact": exact,
                            })
        if not defaults or found:
            break
    return found_calls(found)


def found_calls(found):
    """Those with exactly the reported message, or else those that name the same, because wording differs by version."""
    if not found:
        raise CannotReproduce("no call with small arguments raises it")
    exact = [item for item in found if item.pop("exact")]
    return {"found": (exact or found)[:MAX_FOUND]}


def described(error):
    return f"{type(error).__name__}: {error}"[:300]


def search_statement(job, module):
    line = job["error"].get("line")
    source = (job["error"].get("source") or "").strip()
    around = list(definitions(module.tree.body))
    fits = [
        node
        for node in around
        if (source and module.source_at(node.lineno) == source) or (not source and node.lineno == line)
    ]
    if len(fits) != 1:
        raise CannotReproduce("the failing statement is not clear")
    try:
        silently(lambda: module.load(fits, [other for other in around if other is not fits[0]]))
    except CannotReproduce:
        raise
    except BaseException as error:
        same_type = type(error).__name__ == end_of(job["error"]["type"])
        if same_type and quoted(str(error)) == quoted(job["error"]["message"]):
            names = sorted(bound_names(fits[0]))
            what = source or module.source_at(fits[0].lineno)
            call = {"names": names, "source": what}
            return {"found": [{"call": call, "how": "plain", "shown": what[:400], "raised": described(error)}]}
    raise CannotReproduce("the failing statement does not raise it here")


# --- replaying ---


def statements_of(node):
    return sum(isinstance(inner, ast.stmt) for inner in ast.walk(node))


def replay(job, module):
    return {"results": [replay_one(job, module, item) for item in job["calls"]]}


def replay_one(job, module, item):
    spec, caught = item["call"], []

    def trace(frame, event, value):
        if not frame.f_code.co_filename.startswith(module.root + "/"):
            return None
        if event == "exception" and value[0].__name__ == end_of(job["error"]["type"]):
            caught.append(True)
        return trace

    def watched(action):
        sys.settrace(trace)
        try:
            return silently(action)
        finally:
            sys.settrace(None)

    try:
        if job["function"] == "<module>":
            replay_statement(spec, module, watched)
            return {"returned": "", "caught": bool(caught), "removed": False, "substitutes": None}
        node, function, cls = load_function(module, job)
        source = (job["error"].get("source") or "").strip()
        lines = [module.source_at(number) for number in range(node.lineno, node.end_lineno + 1)]
        is_removed = bool(source) and source not in lines and statements_of(node) < job["statements"]
        result = watched(lambda: call(function, cls, spec))
    except CannotReproduce:
        raise
    except BaseException as error:
        unset = unset_variable(error)
        same = described(error) == item["raised"]
        return {"raised": described(error), "same": same, "source": own_source(error, module), "unset": unset}
    substitutes = substituted(item, job, node, result, lambda other: silently(lambda: call(function, cls, other)))
    return {"returned": repr(result)[:200], "caught": bool(caught), "removed": is_removed, "substitutes": substitutes}


# Errors of the code itself: what it returns after the patch says nothing about missing data.
ERRORS_OF_CODE = {"ImportError", "ModuleNotFoundError", "NameError", "UnboundLocalError"}


def substituted(item, job, node, result, again):
    """What the patched code puts something else in place of: `missing` or `empty` input, or a `value` (None); else None.

    The call that failed still lacks the value, so if it passes, the code does without. Of a renamed key it is enough that the new
    name is read: without it, the call fails or returns something else.
    """
    if end_of(job["error"]["type"]) in ERRORS_OF_CODE:
        return None
    if item["how"] in ("missing", "empty"):
        return item["how"]
    if item["how"] == "renamed":
        try:
            return "missing" if repr(again(item["without"])) == repr(result) else None
        except BaseException:
            return None
    returns = any(isinstance(inner, ast.Return) and not is_none(inner.value) for inner in ast.walk(node))
    return "value" if returns and holds_none(result) else None


def is_none(node):
    return node is None or isinstance(node, ast.Constant) and node.value is None


def holds_none(value, depth=0):
    if isinstance(value, dict):
        return depth < 4 and any(holds_none(inner, depth + 1) for pair in list(value.items())[:100] for inner in pair)
    if isinstance(value, (list, tuple, set, frozenset)):
        return depth < 4 and any(holds_none(inner, depth + 1) for inner in list(value)[:100])
    return value is None


def unset_variable(error):
    """The environment variable that a KeyError is about, which the sandbox does not have."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    inside = trace.tb_frame if trace else None
    is_environ = inside is not None and inside.f_locals.get("self") is os.environ
    return str(error.args[0])[:200] if is_environ and isinstance(error, KeyError) and error.args else None


def own_source(error, module):
    """The line of the file under test that raised, or an empty text if it was raised elsewhere."""
    frames = frames_of(error, module.root)
    return module.source_at(frames[-1][1])[:400] if frames and frames[-1][0] == module.path else ""


def replay_statement(spec, module, watched):
    around = list(definitions(module.tree.body))
    names = set(spec["names"])
    fits = [node for node in around if names & bound_names(node)] if names else [
        node for node in around if module.source_at(node.lineno) == spec["source"]
    ]
    if not fits:
        raise CannotReproduce("the patch removes the failing statement")
    watched(lambda: module.load(fits, [other for other in around if other not in fits]))


# --- files that do not parse ---


def syntax_error(job, root):
    try:
        with open(os.path.join(root, job["path"]), encoding="utf-8") as source:
            compile(source.read(), job["path"], "exec", dont_inherit=True)
    except SyntaxError as error:
        return error
    return None


def search_syntax(job, root):
    error = syntax_error(job, root)
    if error is None or type(error).__name__ != end_of(job["error"]["type"]):
        raise CannotReproduce("the file compiles here")
    raised = f"{type(error).__name__}: {error.msg}"[:300]
    return {"found": [{"call": {}, "how": "plain", "shown": f"compile {job['path']}", "raised": raised}]}


def replay_syntax(job, root):
    error = syntax_error(job, root)
    if error is not None:
        return {"results": [{"raised": f"{type(error).__name__}: {error.msg}"[:300], "same": True, "source": "", "unset": None}]}
    return {"results": [{"returned": "", "caught": False, "removed": False, "substitutes": None}]}


SYNTAX = {"SyntaxError", "IndentationError", "TabError"}


def answer(job):
    root = job["root"]
    # A variable whose new name evidence shows is set; all others are not.
    os.environ.update({name: "1" for name in job["renamed"].values() if name.isidentifier()})
    sys.path[:0] = [os.path.join(root, folder) if folder else root for folder in job["folders"]]
    try:
        if end_of(job["error"]["type"]) in SYNTAX:
            return (search_syntax if job["mode"] == "search" else replay_syntax)(job, root)
        module = Module(root, job["path"])
        if job["mode"] == "replay":
            return replay(job, module)
        found = search(job, module)
        if job["function"] != "<module>":
            found["statements"] = statements_of(function_named(module, job)[0])
        return found
    except CannotReproduce as error:
        return {"reason": str(error)[:300]}
    except SyntaxError as error:
        return {"reason": f"{job['path']} does not parse in Python {sys.version_info[0]}.{sys.version_info[1]} ({error.msg})"[:300]}


job = json.load(sys.stdin)
out = sys.stdout
try:
    result = answer(job)
except RecursionError:
    result = {"reason": "the code is nested too deeply"}
out.write(f"\n{job['marker']}{json.dumps(result, default=str)}\n")
out.flush()
