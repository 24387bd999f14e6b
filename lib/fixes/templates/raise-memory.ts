import { lineNumberAt, onlyMatch, replaceGroup } from "@/lib/fixes/templates/text-edits";
import { likelyFiles, type FixTemplate, type TemplateInput } from "@/lib/fixes/templates/template";

interface MemorySetting {
  /** What the failure must show. */
  error: RegExp;
  name: string;
  /** The setting, with the groups `amount` and `unit`; flags `d` and `g`. */
  setting: RegExp;
  files: RegExp;
}

const AMOUNT = String.raw`(?<amount>\d{1,6})`;
const OF_JAVA = String.raw`${AMOUNT}(?<unit>[kKmMgG])[bB]?`;
const OF_KUBERNETES = String.raw`${AMOUNT}(?<unit>Ki|Mi|Gi|k|M|G)`;
const KILLED =
  /\bOOMKilled\b|\bexit code 137\b|\bMemory limit of\b[^\n]{0,80}\bexceeded\b|\bReturn code was -9\b|\bout[- ]of[- ]memory\b|\bMemoryError\b/i;
const SPARK =
  /Java heap space|GC overhead limit|beyond memory limits|exceeding (?:physical |virtual )?memory limits|ExecutorLostFailure[^\n]{0,300}(?:137|memory)/i;

const SETTINGS: readonly MemorySetting[] = [
  ...["executor", "driver"].map((role) => ({
    error: SPARK,
    name: `spark.${role}.memory`,
    setting: new RegExp(
      String.raw`(?:spark\.${role}\.memory["']?[ \t]*[,=:]?[ \t]*["']?|\b${role}_memory[ \t]*=[ \t]*["']|--${role}-memory[= ]["']?)${OF_JAVA}(?![\w.])`,
      "dg",
    ),
    files: /\.(?:py|ya?ml|json|conf|sh|cfg)$/,
  })),
  {
    error: KILLED,
    name: "the memory limit",
    setting: new RegExp(
      String.raw`\blimits["']?[ \t]*[=:][ \t]*(?:\{|\n)[^{}]{0,300}?\bmemory["']?[ \t]*[:=][ \t]*["']?${OF_KUBERNETES}(?![\w.])`,
      "dg",
    ),
    files: /\.(?:py|ya?ml|json)$/,
  },
  {
    error: KILLED,
    name: "mem_limit",
    setting: new RegExp(
      String.raw`\bmem_limit["']?[ \t]*[=:][ \t]*["']?${AMOUNT}(?<unit>[kKmMgG])[bB]?(?![\w.])`,
      "dg",
    ),
    files: /\.(?:py|ya?ml)$/,
  },
  {
    error: KILLED,
    name: "--memory",
    setting: new RegExp(String.raw`--memory[= ]["']?${OF_KUBERNETES}(?![\w.])`, "dg"),
    files: /\.(?:sh|ya?ml|py)$/,
  },
  {
    error: KILLED,
    name: "the task definition's memory",
    // MiB, without a unit, as text or number.
    setting: new RegExp(
      String.raw`"(?:memory|memoryReservation)"[ \t]*:[ \t]*"?${AMOUNT}(?<unit>)"?(?=[ \t]*[,}\n])`,
      "dg",
    ),
    files: /(?:task|ecs|container)[\w-]{0,40}\.json$/i,
  },
];

const MAX_CONFIGS = 20;

/**
 * Raises a memory limit that stands as a number, exactly once, in the failing code or beside it: doubled up to 16 GB, half as
 * much again above. Nothing is invented where no limit is written down.
 */
export const raiseMemory: FixTemplate = {
  id: "kubernetes/raise-memory",
  kind: "configuration",
  async draft(input) {
    const { material } = input;
    const shown = [material.failure, ...silentEnds(input)].join("\n");
    const settings = SETTINGS.filter(({ error }) => error.test(shown));
    const found = settings.length === 0 ? [] : await findSettings(input, settings);
    // Which of several limits was reached is not known.
    const [only] = found;
    if (!only || found.length > 1) return null;
    const { path, before, match, name } = only;
    const { amount = "", unit = "" } = match.groups ?? {};
    const raised = raise(Number(amount), unit);
    if (raised === null) return null;
    const observed = observedLimit(shown);
    return {
      title: `Raise ${name} from ${amount}${unit} to ${raised}${unit} in ${path}`,
      rationale: `The process was stopped for using too much memory${observed ? ` (${observed})` : ""}, and line ${lineNumberAt(before, match.indices?.groups?.["amount"]?.[0] ?? match.index)} of ${path} sets ${name} to ${amount}${unit}.`,
      edits: [{ path, before, after: replaceGroup(before, match, "amount", raised) }],
      cautions: [
        "This helps only if the task legitimately needs more; a leak or a missing filter will use up any limit.",
        "The nodes must have that much memory, or the task will wait for one that has.",
      ],
      level: "medium",
    };
  },
};

interface FoundSetting {
  path: string;
  before: string;
  match: RegExpExecArray;
  name: string;
}

async function findSettings(
  { code }: TemplateInput,
  settings: readonly MemorySetting[],
): Promise<FoundSetting[]> {
  const near = likelyFiles(code);
  // A task definition or a compose file lies beside the code or above it.
  const folders = new Set(["", ...near.flatMap(foldersAbove)]);
  const beside = code.files.filter(
    (file) => !near.includes(file) && folders.has(folderOf(file)) && /\.(?:ya?ml|json|conf|sh)$/.test(file),
  );
  const found: FoundSetting[] = [];
  for (const path of [...near, ...beside.slice(0, MAX_CONFIGS)]) {
    const fitting = settings.filter(({ files }) => files.test(path));
    const before = fitting.length === 0 ? null : await code.read(path);
    if (before === null) continue;
    for (const { setting, name } of fitting) {
      const all = [...before.matchAll(setting)];
      const only = onlyMatch(before, setting);
      if (all.length > 1) return [];
      if (only) found.push({ path, before, match: only, name });
    }
    if (found.length > 0) return found;
  }
  return found;
}

/** What events, states and exit codes show of a killed process. */
function silentEnds({ material }: TemplateInput): string[] {
  return material.evidence
    .filter((piece) => piece.kind === "no_log" || piece.kind === "event")
    .map((piece) => `${piece.title}\n${piece.text.slice(0, 4_000)}`);
}

const GB: Readonly<Record<string, number>> = { k: 1e-6, ki: 1e-6, m: 1e-3, mi: 1e-3, "": 1e-3, g: 1, gi: 1 };

function raise(amount: number, unit: string): string | null {
  if (amount <= 0) return null;
  const isLarge = amount * (GB[unit.toLowerCase()] ?? 1) >= 16;
  return String(Math.ceil(amount * (isLarge ? 1.5 : 2)));
}

function observedLimit(text: string): string | null {
  const found =
    /\d[\d.]{0,10} ?[KMG]i?B? of \d[\d.]{0,10} ?[KMG]i?B? (?:physical|virtual) memory used/.exec(text) ??
    /Memory limit of \d[\d.]{0,10} ?[KMG]i?B? exceeded[^\n]{0,40}/i.exec(text) ??
    /\bOOMKilled\b/.exec(text);
  return found?.[0] ?? null;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

function foldersAbove(path: string): string[] {
  const folder = folderOf(path);
  return folder === "" ? [] : [folder, ...foldersAbove(folder)];
}
