/** Types that callbacks report when there was no exception, only text or nothing. */
const NO_TYPE = new Set(["str", "dict", "NoneType", "None"]);

/** The class name without its module, because formats differ (`builtins.KeyError`, `KeyError`). */
export function shortType(type: string | null): string | null {
  const name = type?.trim().split(/[.:$]/).at(-1)?.trim();
  return name && !NO_TYPE.has(name) ? name : null;
}
