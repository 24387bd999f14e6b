import { likelyFiles, type FixTemplate, type TemplateInput } from "@/lib/fixes/templates/template";

/** Distributions whose name differs from the imported module. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  attr: "attrs",
  bs4: "beautifulsoup4",
  cv2: "opencv-python-headless",
  crypto: "pycryptodome",
  dateutil: "python-dateutil",
  dotenv: "python-dotenv",
  git: "GitPython",
  jwt: "PyJWT",
  kafka: "kafka-python",
  mysqldb: "mysqlclient",
  openssl: "pyOpenSSL",
  pil: "Pillow",
  pkg_resources: "setuptools",
  psycopg2: "psycopg2-binary",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  snowflake: "snowflake-connector-python",
  yaml: "PyYAML",
};

/** Namespaces shared by many distributions, where further parts of the module name the package. */
const NAMESPACES: readonly [RegExp, (rest: string) => string][] = [
  [/^airflow\.providers\.(?<rest>[a-z0-9_.]+)/, (rest) => `apache-airflow-providers-${firstParts(rest)}`],
  [/^google\.cloud\.(?<rest>[a-z0-9_]+)/, (rest) => `google-cloud-${rest.replaceAll("_", "-")}`],
];
/** Airflow providers whose package name uses two parts of the module. */
const TWO_PART_PROVIDERS = new Set(["apache", "atlassian", "cncf", "common", "dbt", "microsoft"]);

function firstParts(rest: string): string {
  const parts = rest.split(".");
  return parts.slice(0, TWO_PART_PROVIDERS.has(parts[0] ?? "") ? 2 : 1).join("-");
}

/** Top-level names shared by several packages. */
const SHARED = new Set(["airflow", "azure", "google"]);

/** Removed standard library modules that no package restores. */
const REMOVED_FROM_PYTHON = new Set([
  "distutils",
  "imp",
  "asyncore",
  "asynchat",
  "cgi",
  "telnetlib",
  "crypt",
]);

/** Adds a missing module's package to the requirements file nearest to the importing code. */
export const addRequirement: FixTemplate = {
  id: "python/add-requirement",
  kind: "dependency_pin",
  async draft(input) {
    const named = input.params["module"] ?? "";
    if (!/^[A-Za-z][\w.-]{0,80}$/.test(named)) return null;
    const top = named.split(".")[0] ?? "";
    if (REMOVED_FROM_PYTHON.has(top) || isOwnModule(top, input.code.files)) return null;
    const { name, isGuess } = distributionOf(named);
    if (isGuess && SHARED.has(top)) return null;
    const path = requirementsFile(input);
    const before = path === null ? null : await input.code.read(path);
    if (path === null || before === null || hasRequirement(before, name)) return null;
    return {
      title: `Add ${name} to ${path}`,
      rationale: `The task failed because Python found no module \`${named}\`, and ${path} lists no package that provides it.`,
      edits: [{ path, before, after: withLine(before, name) }],
      cautions: [
        ...(isGuess
          ? [
              `The package is assumed to have the same name as the module; check that ${name} is the right one.`,
            ]
          : []),
        "No version is pinned. The image or environment has to be rebuilt.",
      ],
      level: isGuess ? "medium" : "low",
    };
  },
};

function distributionOf(module: string): { name: string; isGuess: boolean } {
  for (const [pattern, name] of NAMESPACES) {
    const rest = pattern.exec(module)?.groups?.["rest"];
    if (rest) return { name: name(rest), isGuess: false };
  }
  const known = DISTRIBUTIONS[(module.split(".")[0] ?? "").toLowerCase()];
  if (known) return { name: known, isGuess: false };
  // A name with a dash is already a package name, as reported by a library.
  if (module.includes("-")) return { name: module, isGuess: false };
  return { name: (module.split(".")[0] ?? module).replaceAll("_", "-"), isGuess: true };
}

/** Whether the repository has a module of that name; then the path is wrong and no package is missing. */
function isOwnModule(top: string, files: readonly string[]): boolean {
  return files.some((file) => file.split("/").includes(`${top}.py`) || file.includes(`${top}/__init__.py`));
}

function requirementsFile({ code }: TemplateInput): string | null {
  const candidates = code.files.filter((file) =>
    /(?:^|\/)requirements(?:[-_.]?(?:prod|base|airflow|worker))?\.txt$/.test(file),
  );
  const near = likelyFiles(code)[0] ?? "";
  const shared = (file: string) => {
    const folder = file.slice(0, file.lastIndexOf("/") + 1);
    return near.startsWith(folder) ? folder.length : -1;
  };
  const ranked = candidates.filter((file) => shared(file) >= 0).toSorted((a, b) => shared(b) - shared(a));
  const [best, second] = ranked;
  if (best === undefined) return candidates.length === 1 ? (candidates[0] ?? null) : null;
  return second !== undefined && shared(second) === shared(best) ? null : best;
}

function hasRequirement(text: string, name: string): boolean {
  const wanted = canonical(name);
  return text
    .split(/\r?\n/)
    .some((line) => canonical(/^[A-Za-z0-9._-]+/.exec(line.trim())?.[0] ?? "") === wanted);
}

/** Normalizes a name as in PEP 503. */
function canonical(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

function withLine(text: string, name: string): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const body = text === "" || text.endsWith("\n") ? text : text + end;
  return `${body}${name}${end}`;
}
