/** Finds the names of files and dbt models in the text of a program. Pure. */

const MAX_CHARS = 200_000;
const MAX_NAMES = 200;
const EXTENSIONS = new Set([
  "sql", "hql", "j2", "jinja", "jinja2", "tpl", "yml", "yaml", "json", "toml", "ini", "cfg", "conf", "sh", "bash", "py",
  "csv",
]); // prettier-ignore

/** Relative and absolute paths of program and configuration files in a text, without duplicates. */
export function namedFiles(text: string): string[] {
  const words = text
    .slice(0, MAX_CHARS)
    .split(/[^\w./-]+/)
    .map((word) => word.replace(/^\.\//, "").replace(/\.$/, ""));
  return [...new Set(words.filter(isFileName))].slice(0, MAX_NAMES);
}

function isFileName(word: string): boolean {
  const dot = word.lastIndexOf(".");
  const name = word.slice(word.lastIndexOf("/") + 1, dot);
  return (
    dot > 0 && /\w/.test(name) && EXTENSIONS.has(word.slice(dot + 1).toLowerCase()) && word.length <= 300
  );
}

const REF = /\bref\(\s{0,5}(?:["'][\w.]{1,100}["']\s{0,5},\s{0,5})?["']([\w.]{1,100})["']/g;

/** The dbt models that a template refers to with `ref()`. */
export function referencedModels(text: string): string[] {
  const found = [...text.slice(0, MAX_CHARS).matchAll(REF)].map((match) => match[1] ?? "");
  return [...new Set(found)].slice(0, MAX_NAMES);
}

const SELECTS = new Set(["--select", "-s", "--models", "--model", "-m"]);

/** The models that a dbt command selects by name: `dbt run --select +orders customers`. */
export function selectedModels(text: string): string[] {
  if (!/\bdbt\b/.test(text)) return [];
  const words = text.slice(0, MAX_CHARS).split(/[\s=,"']+/);
  const names: string[] = [];
  let isSelecting = false;
  for (const word of words) {
    if (word.startsWith("-")) isSelecting = SELECTS.has(word);
    else if (isSelecting) names.push(word.replace(/^[@+\d]+|[+\d]+$/g, ""));
  }
  return [...new Set(names.filter((name) => /^\w{1,100}$/.test(name)))].slice(0, MAX_NAMES);
}
