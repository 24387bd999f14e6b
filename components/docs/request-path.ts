interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
}

/**
 * The path and query of a request; empty values are left out, and placeholders without a value stay. `missing`: the names of
 * required parameters without a value. Pure.
 */
export function requestPath(
  path: string,
  parameters: readonly Parameter[],
  values: Readonly<Record<string, string>>,
): { path: string; missing: string[] } {
  const valueOf = (name: string) => (values[name] ?? "").trim();
  const filled = path.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    valueOf(name) === "" ? placeholder : encodeURIComponent(valueOf(name)),
  );
  const query = new URLSearchParams(
    parameters.flatMap(({ name, in: place }) =>
      place === "query" && valueOf(name) !== "" ? [[name, valueOf(name)] as [string, string]] : [],
    ),
  ).toString();
  return {
    path: query === "" ? filled : `${filled}?${query}`,
    missing: parameters.flatMap(({ name, required }) => (required && valueOf(name) === "" ? [name] : [])),
  };
}
