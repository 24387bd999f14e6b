import { execFile } from "node:child_process";
import { z } from "zod";
import { childEnvironment } from "@/lib/platform/env";
import { jsonOf } from "@/lib/vendors/answer";
import { openWasmPython } from "@/lib/vendors/sandbox/open-python";
import { DEFAULT_LIMITS } from "@/lib/vendors/sandbox/sandbox";

/** A file that Python's standard library can parse. `ini` includes `setup.cfg` and `airflow.cfg`. */
export interface ParsableFile {
  path: string;
  text: string;
  language: "python" | "toml" | "ini";
}

export interface SyntaxErrors {
  /** Which Python parsed, for people. */
  parser: string;
  /** Messages by path. */
  errors: Record<string, string>;
}

/** Parses to a syntax tree without running anything. A key before the first section is allowed, as many readers do. */
const SCRIPT = `
import ast, configparser, json, platform, sys, warnings
warnings.simplefilter("ignore")
def parse(file):
    text = file["text"]
    if file["language"] == "python":
        ast.parse(text, file["path"])
    elif file["language"] == "toml":
        import tomllib
        tomllib.loads(text)
    else:
        parser = configparser.RawConfigParser(allow_no_value=True)
        try:
            parser.read_string(text)
        except configparser.MissingSectionHeaderError:
            if any(line.startswith("[") for line in text.splitlines()):
                raise
            configparser.RawConfigParser(allow_no_value=True).read_string("[start]\\n" + text)
found = {}
for file in json.load(sys.stdin):
    try:
        parse(file)
    except SyntaxError as error:
        found[file["path"]] = f"line {error.lineno}: {error.msg}"
    except configparser.Error as error:
        found[file["path"]] = " ".join(str(error).split())
    except (ValueError, RecursionError, MemoryError) as error:
        found[file["path"]] = str(error)
json.dump({"version": platform.python_version(), "errors": found}, sys.stdout)
`;

/** Isolated: no user packages, no variables, nothing from the working directory. */
const ARGS = ["-I", "-S", "-c", SCRIPT];
const TIMEOUT_MS = 20_000;
const MAX_OUTPUT = 4 * 1024 * 1024;
const Answer = z.object({ version: z.string().max(40), errors: z.record(z.string(), z.string()) });

/**
 * Syntax errors by path. Python is parsed by the local interpreter if there is one, because pipelines most likely run on
 * its version; everything else, and Python where there is none, by CPython as WebAssembly, which comes with the product.
 * A file may target a different Python version. Null if neither can be run.
 */
export async function findSyntaxErrors(
  files: readonly ParsableFile[],
  python = "python3",
): Promise<SyntaxErrors | null> {
  if (files.length === 0) return { parser: "", errors: {} };
  const isAllPython = files.every(({ language }) => language === "python");
  return (isAllPython ? await parseLocally(files, python) : null) ?? (await parseInWasm(files));
}

async function parseLocally(files: readonly ParsableFile[], python: string): Promise<SyntaxErrors | null> {
  const output = await new Promise<string | null>((resolve) => {
    const child = execFile(
      python,
      ARGS,
      { env: childEnvironment(), timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT },
      (error, stdout) => resolve(error ? null : stdout),
    );
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(JSON.stringify(files));
  });
  return output === null ? null : readAnswer(output, (version) => `Python ${version}`);
}

async function parseInWasm(files: readonly ParsableFile[]): Promise<SyntaxErrors | null> {
  const python = await openWasmPython();
  if (!python) return null;
  const limits = { ...DEFAULT_LIMITS, wallMs: TIMEOUT_MS, outputBytes: MAX_OUTPUT };
  const result = await python.run({ args: ARGS, files: new Map(), stdin: JSON.stringify(files), limits });
  return readAnswer(result.stdout, () => python.name);
}

function readAnswer(output: string, name: (version: string) => string): SyntaxErrors | null {
  const answer = Answer.safeParse(jsonOf(output));
  return answer.success ? { parser: name(answer.data.version), errors: answer.data.errors } : null;
}
