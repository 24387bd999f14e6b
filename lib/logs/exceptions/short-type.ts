/** What callbacks hand over where there was no exception: a text, nothing. */
const NO_TYPE = new Set(["str", "dict", "NoneType", "None"]);

/** The class name alone: formats differ in whether they print its module (`builtins.KeyError`, `KeyError`). */
export function shortType(type: string | null): string | null {
  const name = type?.trim().split(/[.:$]/).at(-1)?.trim();
  return name && !NO_TYPE.has(name) ? name : null;
}
