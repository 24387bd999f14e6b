import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn } from "@/e2e/abuse/browser-session";
import { scale } from "@/e2e/abuse/intensity";
import { startProduct, type Product } from "@/e2e/start-product";

/** A separate product, because the throttling of guesses would slow down the sign-ins of other files. */
let product: Product;
beforeAll(async () => {
  product = await startProduct({ env: { TRUSTED_PROXY_HOPS: "1" } });
}, 400_000);
afterAll(() => product.stop());

let lastAddress = 0;
/** An unused IP address. */
const newAddress = () => `198.51.100.${++lastAddress}`;

interface Attempt {
  address: string;
  email?: string;
  password?: string;
  cookie?: string;
}

/** One sign-in attempt, like the sign-in page makes it. */
async function attempt({ address, email = "admin@localhost", password = "wrong", cookie = "" }: Attempt) {
  const csrf = await fetch(`${product.url}/api/auth/csrf`);
  const csrfCookie = (csrf.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await fetch(`${product.url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: `${csrfCookie}; ${cookie}`, "x-forwarded-for": address },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
  });
  const { url = "" } = (await response.json()) as { url?: string };
  return {
    status: response.status,
    error: new URL(url, product.url).searchParams.get("error"),
    retryAfter: Number(response.headers.get("retry-after")),
    cookies: response.headers.getSetCookie().map((header) => header.split(";")[0] ?? ""),
  };
}

const rightPassword = () => product.firstRun.password;

/** The cookies of a browser that has signed in before, without the session. */
async function knownBrowser(): Promise<string> {
  const { cookies } = await attempt({ address: newAddress(), password: rightPassword() });
  const device = cookies.find((cookie) => cookie.startsWith("pd-device="));
  if (!device) throw new Error("the browser was not remembered");
  return device;
}

const get = (path: string, headers: Record<string, string>) =>
  fetch(`${product.url}${path}`, { headers, redirect: "manual" });

describe("wrong passwords", () => {
  it("do not lock out the right one after ten attempts", async () => {
    const address = newAddress();
    for (let n = 0; n < 10; n++) expect(await attempt({ address })).toMatchObject({ status: 401 });
    expect(await attempt({ address, password: rightPassword() })).toMatchObject({ status: 200, error: null });
  });

  it("are answered with 429 and a delay after more, regardless of forged addresses", async () => {
    const address = newAddress();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => attempt({ address: `203.0.113.${n}, ${address}` })),
    );
    const refused = outcomes.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    for (const { error, retryAfter } of refused) {
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(30);
      expect(error).toBe(`too-many-attempts:${retryAfter}`);
    }
    const page = await get(`/sign-in?error=too-many-attempts:${refused[0]?.retryAfter}`, {});
    expect(await page.text()).toContain(`Wait ${refused[0]?.retryAfter} second`);
  });

  it("slow down unknown browsers when sent from many addresses, but never a known one", async () => {
    const cookie = await knownBrowser();
    const statuses: number[] = [];
    for (let n = 0; n < scale(90, 200); n += 10) {
      const wave = Array.from({ length: 10 }, (_, i) => attempt({ address: `10.${n}.${i}.1` }));
      statuses.push(...(await Promise.all(wave)).map(({ status }) => status));
    }
    expect(new Set(statuses)).not.toContain(200);
    expect(statuses).toContain(429);
    const own = await attempt({ address: newAddress(), cookie, password: rightPassword() });
    expect(own).toMatchObject({ status: 200, error: null });
    const forged = cookie.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    expect((await attempt({ address: newAddress(), cookie: forged })).status).not.toBe(200);
  });

  it("do not block the product when sixty arrive at once", async () => {
    const addresses = Array.from({ length: 60 }, (_, n) => `172.16.${n}.1`);
    let answered = 0;
    const tries = addresses.map(async (address, n) => {
      const { status } = await attempt({ address, email: `nobody${n}@example.com` });
      answered++;
      return status;
    });
    // Requested while they are compared, answered before the last of them.
    const before: number[] = [];
    for (let n = 0; n < 5; n++) {
      expect((await get("/health", {})).status).toBe(200);
      before.push(answered);
    }
    expect(before.at(-1)).toBeLessThan(60);
    const statuses = await Promise.all(tries);
    expect(statuses.filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
  });
});

describe("sessions", () => {
  const signInHere = () => signIn(product.url, "admin@localhost", rightPassword());
  const status = async (cookie: string) => (await get("/api/me", { cookie })).status;
  const write = (path: string, cookie: string, method: string, body?: unknown) =>
    fetch(`${product.url}${path}`, {
      method,
      headers: { cookie, origin: product.url, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });

  it("end at sign-out, even for a copied cookie", async () => {
    const cookie = await signInHere();
    expect(await status(cookie)).toBe(200);
    const { csrfToken } = (await (await get("/api/auth/csrf", { cookie })).json()) as { csrfToken: string };
    const answer = await fetch(`${product.url}/api/auth/signout`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie },
      body: new URLSearchParams({ csrfToken, callbackUrl: "/sign-in", json: "true" }),
    });
    expect(answer.status).toBe(200);
    expect(await status(cookie)).toBe(401);
    expect(await (await get("/api/auth/session", { cookie })).json()).toEqual({});
    const page = await (await get("/incidents", { cookie })).text();
    expect(page).toContain("/sign-in?callbackUrl=");
    expect(page).not.toContain("Admin: menu");
  });

  it("are listed, and can be ended one by one or all together", async () => {
    const [here, there] = [await signInHere(), await signInHere()];
    interface Page {
      items: { id: string; isCurrent: boolean }[];
    }
    const list = async (cookie: string) => (await (await get("/api/me/sessions", { cookie })).json()) as Page;
    const foreign = (await list(there)).items.find((session) => session.isCurrent);
    expect((await write(`/api/me/sessions/${foreign?.id}`, here, "DELETE")).status).toBe(200);
    expect([await status(here), await status(there)]).toEqual([200, 401]);
    expect((await write("/api/me/sessions", here, "DELETE")).status).toBe(200);
    expect(await status(here)).toBe(401);
  });

  it("end when the password changes, except for the one that changed it", async () => {
    const [here, there] = [await signInHere(), await signInHere()];
    const change = (currentPassword: string, newPassword: string) =>
      write("/api/me/password", here, "POST", { currentPassword, newPassword });
    const changed = await change(rightPassword(), "battery staple");
    expect(await changed.json()).toMatchObject({
      changed: true,
      revokedSessions: expect.any(Number) as number,
    });
    expect([await status(here), await status(there)]).toEqual([200, 401]);
    const answers = [];
    for (let n = 0; n < 7; n++) answers.push(await change("wrong", "something else"));
    expect(answers.map((answer) => answer.status).slice(0, 5)).toEqual([403, 403, 403, 403, 403]);
    expect(answers.at(-1)?.status).toBe(429);
    expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
    product.firstRun.password = "battery staple";
  });
});

describe("the return path after signing in", () => {
  const HOSTILE = [
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nset-cookie: pwned=1",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "https://evil.example/incidents",
    "https:evil.example",
    "http://127.0.0.1@evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "\u0000",
    "/\u2028/evil.example",
    "ü".repeat(10),
    `/${"a".repeat(3_000)}`,
  ];
  let cookie: string;
  beforeAll(async () => {
    cookie = await signIn(product.url, "admin@localhost", product.firstRun.password);
  });

  const isOwn = (target: string) => new URL(target, product.url).origin === new URL(product.url).origin;

  it.each(HOSTILE)("never leads to another site: %j", async (target) => {
    const query = `callbackUrl=${encodeURIComponent(target)}`;
    const paths = [
      `/sign-in?${query}`,
      `/sign-in?callbackUrl=a&${query}`,
      `/api/auth/signin?${query}`,
      `/api/auth/signin/credentials?${query}`,
      `/api/auth/signout?${query}`,
      `/api/auth/error?error=${encodeURIComponent(target)}`,
      `/api/auth/error/${encodeURIComponent(target)}`,
    ];
    for (const path of paths) {
      for (const headers of [{}, { cookie }] as Record<string, string>[]) {
        const answer = await get(path, headers);
        const location = answer.headers.get("location") ?? "";
        expect([path, answer.status < 500, isOwn(location)]).toEqual([path, true, true]);
        const { searchParams } = new URL(location, product.url);
        expect([path, isOwn(searchParams.get("callbackUrl") ?? "/")]).toEqual([path, true]);
      }
    }
    // Without the session, which other tests still need.
    const csrf = await get("/api/auth/csrf", {});
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const answer = await fetch(`${product.url}/api/auth/signout?${query}`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: csrf.headers.getSetCookie().join("; ") },
      body: new URLSearchParams({ csrfToken, callbackUrl: target }),
    });
    expect([answer.status, isOwn(answer.headers.get("location") ?? "")]).toEqual([302, true]);
  });

  it("keeps a path of ours", async () => {
    const answer = await get(`/sign-in?callbackUrl=${encodeURIComponent("/stats?days=7")}`, { cookie });
    expect(answer.headers.get("location")).toBe("/stats?days=7");
  });
});

describe("the sign-in routes", () => {
  it.each([
    ["a body that is not JSON", "application/json", "{", 400],
    ["a body that is not an object", "application/json", "1", 400],
    ["a body of 1 MiB", "application/x-www-form-urlencoded", "a=".padEnd(1_048_576, "a"), 413],
    ["fields that are not strings", "application/json", '{"email":{"$ne":1},"password":[]}', 200],
  ])("answer %s without a crash", async (_what, contentType, body, expected) => {
    const response = await fetch(`${product.url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": contentType },
      body,
    });
    expect(expected === 200 ? response.status < 500 : response.status === expected).toBe(true);
  });
});
