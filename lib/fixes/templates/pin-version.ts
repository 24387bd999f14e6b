import type { FixTemplate, TemplateInput } from "@/lib/fixes/templates/template";
import { escapedName } from "@/lib/fixes/templates/text-edits";

const VERSION = String.raw`\d[\w.!+-]{0,40}`;
const NAME = String.raw`[A-Za-z0-9][\w.-]{0,80}`;
/** `x 1.0 requires numpy<2, but you have numpy 2.0.1 which is incompatible.` */
const CONFLICT = new RegExp(
  String.raw`(?<by>${NAME}) ${VERSION} requires (?<name>${NAME})(?:\[[\w, -]{1,80}\])?(?<spec>[<>=!~][^\s;]{1,80}?),? but you(?:'ll)? have (?:${NAME}) ?(?<has>${VERSION})`,
);

interface Pin {
  name: string;
  /** As in a requirement: `==1.5.3` or `<2`. */
  spec: string;
  why: string;
}

/**
 * Pins a package to the version of the last good run, where the comparison with that run or a suspected commit shows the
 * change and the failure involves the package; or to the range that the error itself asks for. Never to a guessed version.
 */
export const pinVersion: FixTemplate = {
  id: "python/pin-version",
  kind: "dependency_pin",
  async draft(input) {
    const pin = conflictPin(input) ?? deployedPin(input) ?? committedPin(input);
    if (!pin) return null;
    const found = [];
    for (const path of input.code.files
      .filter((file) => LISTS.some(({ files }) => files.test(file)))
      .slice(0, MAX_FILES)) {
      const before = await input.code.read(path);
      const after = before === null ? null : pinned(path, before, pin);
      if (before !== null && after !== null && after !== before) found.push({ path, before, after });
    }
    const [only] = found;
    // Which of several lists the environment is built from is not known.
    if (!only || found.length > 1) return null;
    return {
      title: `Pin ${pin.name} to ${pin.spec.replace(/^==/, "")} in ${only.path}`,
      rationale: pin.why,
      edits: [only],
      cautions: [
        "The image or environment has to be rebuilt.",
        "A pin only buys time: plan the upgrade, and check that the lock file agrees.",
      ],
      level: "medium",
    };
  },
};

const MAX_FILES = 30;
/** Characters of a commit's patch to look at, and removed requirements in it. */
const MAX_PATCH = 60_000;
const MAX_REMOVED = 30;

function conflictPin({ material }: TemplateInput): Pin | null {
  const { by, name, spec, has } = CONFLICT.exec(material.failure)?.groups ?? {};
  if (!by || !name || !spec || !has) return null;
  return { name, spec, why: `${by} requires \`${name}${spec}\`, but ${has} is installed.` };
}

function deployedPin({ material }: TemplateInput): Pin | null {
  const changes = material.evidence.flatMap((piece) =>
    piece.kind === "deploy" ? (piece.facts?.changes ?? []) : [],
  );
  const involved = changes.filter(
    ({ kind, name, before }) =>
      kind === "package" && before !== null && isVersion(before) && involves(material.failure, name),
  );
  const [only] = involved;
  if (!only || involved.length > 1) return null;
  return {
    name: only.name,
    spec: `==${only.before}`,
    why: `The last good run had ${only.name} ${only.before}, the failed one ${only.after ?? "none"}.`,
  };
}

/** `-pandas==1.5.3` and `+pandas==2.0.0` in a suspected commit. */
function committedPin({ material }: TemplateInput): Pin | null {
  const found = material.evidence.flatMap((piece) => {
    if (piece.kind !== "commit" || piece.status !== "ok") return [];
    const text = piece.text.slice(0, MAX_PATCH);
    const removed = [
      ...text.matchAll(new RegExp(String.raw`^-(?<name>${NAME})==(?<version>${VERSION})\s*$`, "gm")),
    ].slice(0, MAX_REMOVED);
    return removed.flatMap(({ groups }) => {
      const { name = "", version = "" } = groups ?? {};
      const now = new RegExp(
        String.raw`^\+${escapedName(name)}(?:[=<>!~]{1,2}(?<version>[^\s;#]{1,80}))?\s*$`,
        "m",
      ).exec(text);
      if (!now || !involves(material.failure, name)) return [];
      const to = now.groups?.["version"] ?? "any version";
      return [
        {
          name,
          spec: `==${version}`,
          why: `Commit ${piece.title.slice(0, 100)} changed ${name} from ${version} to ${to}.`,
        },
      ];
    });
  });
  const [only] = found;
  return only && found.length === 1 ? only : null;
}

function isVersion(text: string): boolean {
  return new RegExp(`^${VERSION}$`).test(text);
}

/** Whether the failure names the package or a module of it. */
function involves(failure: string, name: string): boolean {
  const word = escapedName(name).replaceAll(/[-_.]|\\-|\\\./g, "[-_.]");
  return new RegExp(String.raw`(?<![\w-])${word}(?![\w-])`, "i").test(failure);
}

interface RequirementList {
  files: RegExp;
  /** The requirement of a package, with the groups `head` and `spec`. */
  line: (name: string) => RegExp;
  spec: (spec: string) => string;
}

const SPEC = String.raw`(?<spec>(?:[ \t]*[<>=!~]{1,3}[ \t]*[^\s;#"',\]]{1,60}(?:[ \t]*,[ \t]*[<>=!~]{1,3}[ \t]*[^\s;#"',\]]{1,60}){0,3})?)`;
const EXTRAS = String.raw`(?:\[[\w, -]{1,80}\])?`;

const LISTS: readonly RequirementList[] = [
  {
    files: /(?:^|\/)(?:requirements|constraints)[\w.-]*\.(?:txt|in)$/,
    line: (name) => new RegExp(String.raw`^(?<head>${name}${EXTRAS})${SPEC}(?=[ \t]*(?:$|;|#|\r))`, "gim"),
    spec: (spec) => spec,
  },
  {
    // PEP 621: dependencies = ["pandas>=1.5"]
    files: /(?:^|\/)pyproject\.toml$/,
    line: (name) => new RegExp(String.raw`(?<head>["']${name}${EXTRAS})${SPEC}(?=["'])`, "gi"),
    spec: (spec) => spec,
  },
  {
    // Poetry: pandas = "^1.5"
    files: /(?:^|\/)pyproject\.toml$/,
    line: (name) =>
      new RegExp(
        String.raw`^(?<head>${name}[ \t]*=[ \t]*["'])(?<spec>[^"'\n]{1,60})(?=["'][ \t]*(?:$|#|\r))`,
        "gim",
      ),
    spec: (spec) => spec,
  },
  {
    files: /(?:^|\/)setup\.cfg$/,
    line: (name) =>
      new RegExp(String.raw`^(?<head>[ \t]+${name}${EXTRAS})${SPEC}(?=[ \t]*(?:$|;|#|\r))`, "gim"),
    spec: (spec) => spec,
  },
  {
    // Conda: - pandas=1.5, in which pip's requirements are listed too.
    files: /(?:^|\/)environment[\w.-]*\.ya?ml$/,
    line: (name) =>
      new RegExp(
        String.raw`^(?<head>[ \t]*-[ \t]+["']?${name}${EXTRAS})(?<spec>(?:[=<>!~][^\s#"']{1,60})?)(?=["']?[ \t]*(?:$|#|\r))`,
        "gim",
      ),
    spec: (spec) => spec,
  },
  {
    files: /(?:^|\/)(?:[\w.-]+\.)?Dockerfile[\w.-]*$/i,
    line: (name) =>
      new RegExp(
        String.raw`(?<=\bpip3?[ \t]+install\b[^\n]{0,500}[ \t])(?<head>["']?${name}${EXTRAS})(?<spec>(?:[=<>!~]{1,2}[\w.*,<>=!~-]{1,60})?)(?=["']?(?:[ \t]|\\|$))`,
        "gi",
      ),
    spec: (spec) => spec,
  },
];

/** The list with the pin; null if the package is not in it exactly once. */
function pinned(path: string, text: string, { name, spec }: Pin): string | null {
  const word = escapedName(name).replaceAll(/\\-|\\\.|_/g, "[-_.]");
  const found = LISTS.filter(({ files }) => files.test(path)).flatMap((list) =>
    [...text.matchAll(list.line(word))].map((match) => ({ match, list })),
  );
  const [only] = found;
  if (!only || found.length > 1) return null;
  const { head = "", spec: old = "" } = only.match.groups ?? {};
  // A shell reads an unquoted `<` as a redirection.
  if (/Dockerfile/i.test(path) && /[<>]/.test(spec) && !/^["']/.test(head)) return null;
  const at = only.match.index + head.length;
  // A hash or a local file cannot be pinned by its version.
  const rest = text.slice(
    at + old.length,
    text.indexOf("\n", at) === -1 ? undefined : text.indexOf("\n", at),
  );
  if (/--hash|@\s|\\\s*$/.test(rest) && path.endsWith(".txt")) return null;
  return text.slice(0, at) + only.list.spec(spec) + text.slice(at + old.length);
}
