import { describe, expect, it } from "vitest";
import { readPythonReferences } from "@/lib/code/imports/read-python";

const imports = (...lines: string[]) => readPythonReferences(lines.join("\n")).imports;
const absolute = (module: string, ...names: string[]) => ({ level: 0, module, names });

describe("readPythonReferences", () => {
  it.each([
    ["import a", [absolute("a")]],
    ["import a.b.c as d, e", [absolute("a.b.c"), absolute("e")]],
    ["from a.b import c as d, e", [absolute("a.b", "c", "e")]],
    ["from a import *", [absolute("a")]],
    ["from . import x", [{ level: 1, module: "", names: ["x"] }]],
    ["from .. x import y", [{ level: 2, module: "x", names: ["y"] }]],
    ["from a-b import y", []],
    ["from ...a.b import c", [{ level: 3, module: "a.b", names: ["c"] }]],
    ["from.a import b", [{ level: 1, module: "a", names: ["b"] }]],
    ["def f():\n    import late; from x import y", [absolute("late"), absolute("x", "y")]],
    ["from a import (  # noqa\n    b,\n    c as d,  # why\n)", [absolute("a", "b", "c")]],
    ["from a import b, \\\n    c", [absolute("a", "b", "c")]],
    ["if TYPE_CHECKING:\n    from a import B", [absolute("a", "B")]],
    ["from größe import maß", [absolute("größe", "maß")]],
  ])("reads %j", (text, expected) => {
    expect(imports(text)).toEqual(expected);
  });

  it("ignores imports in strings, docstrings and comments, and dynamic ones", () => {
    expect(
      imports(
        '"""Usage:',
        "import in_docstring",
        '"""',
        "# import in_comment",
        "x = 'import in_string'",
        "y = r'''",
        "from raw import string'''",
        'importlib.import_module("dynamic")',
        '__import__("dynamic")',
        "importer = 1",
        "from_ = 2",
        "import real",
      ),
    ).toEqual([absolute("real")]);
  });

  it("reads the strings of a call that spans lines", () => {
    expect(
      readPythonReferences(`op = Op(\n  sql="sql/a.sql",\n  note='it\\'s "x"',\n  bash=f"""run\nb.sh """,\n)`)
        .strings,
    ).toEqual(["sql/a.sql", `it\\'s "x"`, "run\nb.sh "]);
  });

  it("survives unclosed strings and brackets", () => {
    expect(imports("x = 'open", "import a", "y = ((", "import b")).toEqual([absolute("a")]);
    expect(imports('x = """never closed', "import a")).toEqual([]);
  });
});
