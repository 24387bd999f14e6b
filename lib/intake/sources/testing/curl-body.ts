/** The JSON body in a curl command, as a shell would pass it. @throws if there is none. */
export function bodyOfCurl(command: string): unknown {
  const quoted = /-d '(.*)'\s*$/s.exec(command)?.[1] ?? "";
  return JSON.parse(quoted.replaceAll(String.raw`'\''`, "'"));
}
