/** Finds secrets under harmless names inside `credentials`, `secrets` or `auth` objects. Pure, linear. */
import { secretKeyKind, separated } from "@/lib/redaction/secret-key";
import { isHarmless, looksGenerated } from "@/lib/redaction/secret-value";

/**
 * Which leaves are secrets: `secrets` all but clearly harmless ones, `maybe` only those that look generated, `own` only
 * the container's own value.
 */
export type Container = "secrets" | "maybe" | "own";

const MAX_KEY_LENGTH = 80;
const SECRETS =
  /(?:^|[_.\s-])(?:credentials?|creds|secrets?|passwords?|secret_?data|secure_?json_?data|sensitive_?values?)$/;
const MAYBE = /(?:^|[_.\s-])(?:auth|authentication|authorization|tokens|api_?keys)$/;
const NOT_HELD = /(?:pull|has|use|uses|required?|missing)_(?:credentials?|secrets?|auth)$/;
/** Keys that hold the object's own value: XML converted to JSON, secret managers. */
const OWN_VALUE =
  /^(?:value|val|plain_?text|current|secret_?string|raw|content|data|string|text|#text|_text|_|\$t)$/i;
/** Leaves that describe the secret (owner, usage, lifetime); the last word of the name counts. */
const HARMLESS_LEAF =
  /(?:^|[_.\s-])(?:ids?|uuid|guid|type|kind|mode|method|methods|provider|scheme|protocol|host|hosts|hostname|server|servers|port|url|urls|uri|endpoint|address|domain|realm|audience|aud|issuer|iss|sub|azp|jti|scopes?|region|zone|location|path|file|filename|dir|ref|arn|mount|version|status|state|reason|message|description|error|code|comment|notes?|label|tags?|created|updated|modified|rotated|expires?|expiry|expiration|date|time|timestamp|ttl|at|by|on|until|user|users|username|login|email|role|roles|group|groups|owner|account|organi[sz]ation|project|tenant|warehouse|schema|database|dbname|catalog|driver|format|encoding|algorithm|alg|source|backend|manager|namespace|enabled|required|valid|active|name|names|subject|principal|serial|fingerprint|thumbprint|public|public_key|flow|strategy|store|engine|environment|env|target|threads|plan|language|locale|timezone|class|plugin|connector)$/;
const PLACE =
  /^(?:[a-z][a-z0-9+.-]*:\/\/.*|[\w.+-]+@[\w-]+\.[\w.-]+|[a-z0-9-]+(?:\.[a-z-][a-z0-9-]*)+(?::\d+)?|\d[\d.,:+TZ -]*|.*\/.*\.(?:json|ya?ml|pem|key|txt|crt|env))$/i;

/** The container type of an object under this key, or null if it is not one. */
export function containerOf(key: string): Container | null {
  const name = separated(key.slice(-MAX_KEY_LENGTH));
  if (NOT_HELD.test(name)) return null;
  if (SECRETS.test(name)) return "secrets";
  if (MAYBE.test(name)) return "maybe";
  return secretKeyKind(key)?.certain === true ? "own" : null;
}

/** The kind of secret in a leaf, or null. Leaves whose own name announces a secret are handled elsewhere. */
export function leafKind(key: string, value: string, container: Container): string | null {
  const announced = secretKeyKind(key);
  if (announced?.certain === true || announced?.kind === "authorization") return null;
  return isSecretLeaf(key, value, container) ? (announced?.kind ?? "credential") : null;
}

function isSecretLeaf(key: string, value: string, container: Container): boolean {
  if (isHarmless(value)) return false;
  if (OWN_VALUE.test(key)) return !PLACE.test(value) || looksGenerated(value, true);
  if (container === "own") return false;
  if (HARMLESS_LEAF.test(separated(key.slice(-MAX_KEY_LENGTH))) || PLACE.test(value)) return false;
  if (/\s/.test(value)) return false;
  return container === "secrets" || looksGenerated(value, true);
}
