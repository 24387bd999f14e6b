import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { pool } from "@/lib/platform/db/pool";
import type { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** Allows no scripts or external resources. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

const STYLE =
  ":root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:36rem;margin:15vh auto;padding:0 1rem}";

/**
 * The response to a page request while the database is unavailable: 503 with `Retry-After` and a page that reloads itself.
 * Checked before rendering, because the status cannot be changed later. Null if the database is available.
 */
export async function findOutagePage(): Promise<Response | null> {
  try {
    await pool().query("SELECT 1");
    return null;
  } catch (error) {
    const trouble = databaseTrouble(error);
    if (!trouble) throw error;
    log.error({ err: error }, `page not served: ${trouble.message}`);
    return outagePage(trouble);
  }
}

/** The message is one of ours and contains no untrusted text. */
export function outagePage({ message, retryAfterMs = 5_000 }: AppError): Response {
  const seconds = String(Math.ceil(retryAfterMs / 1000));
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${seconds}">
<title>Database not available · Pipeline Debugger</title>
<style>${STYLE}</style>
<main>
<h1>The database is not available</h1>
<p>${message}</p>
<p>This page reloads automatically. <a href="/ready">/ready</a> names the part that is failing; the server’s log has the details.</p>
</main>
</html>
`;
  return new Response(html, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": POLICY,
      "retry-after": seconds,
    },
  });
}
