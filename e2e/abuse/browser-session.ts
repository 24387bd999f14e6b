/**
 * Signs in like the sign-in page. @returns the cookies, formatted for a `cookie` header.
 * @param setCookies receives the `Set-Cookie` headers
 * @throws if the sign-in is refused.
 */
export async function signIn(
  url: string,
  email: string,
  password: string,
  setCookies: string[] = [],
): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const header of response.headers.getSetCookie()) {
      setCookies.push(header);
      const [pair = ""] = header.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
  };
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const csrf = await fetch(`${url}/api/auth/csrf`);
  keep(csrf);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies() },
    body: new URLSearchParams({ csrfToken, email, password, callbackUrl: url, json: "true" }),
  });
  keep(answer);
  if (![...jar.keys()].some((name) => name.includes("session-token"))) {
    throw new Error(`${email} was not signed in: ${answer.status} ${await answer.text()}`);
  }
  return cookies();
}
