/** Secrets under innocent names inside what is called `credentials`, `secrets`, `auth`. Pure, linear. */
import { secretKeyKind, separated } from "@/lib/redaction/secret-key";
import { isHarmless, looksMade } from "@/lib/redaction/secret-value";

/**
 * What inside is a secret: all that is not plainly something else, only what a machine made, or only the value of
 * the thing that the container is.
 */
export type Container = "secrets" | "maybe" | "own";

const LONGEST_KEY = 80;
const SECRETS =
  /(?:^|[_.\s-])(?:credentials?|creds|secrets?|passwords?|secret_?data|secure_?json_?data|sensitive_?values?)$/;
const MAYBE = /(?:^|[_.\s-])(?:auth|authentication|authorization|tokens|api_?keys)$/;
const NOT_HELD = /(?:pull|has|use|uses|required?|missing)_(?:credentials?|secrets?|auth)$/;
/** Where the object holds the secret itself: XML turned to JSON, secret managers. */
const OWN_VALUE =
  /^(?:value|val|plain_?text|current|secret_?string|raw|content|data|string|text|#text|_text|_|\$t)$/i;
/** Leaves that say whose the secret is, where it is used, how and how long; the last word of a name counts. */
const HARMLESS_LEAF =
  /(?:^|[_.\s-])(?:ids?|uuid|guid|type|kind|mode|method|methods|provider|scheme|protocol|host|hosts|hostname|server|servers|port|url|urls|uri|endpoint|address|domain|realm|audience|aud|issuer|iss|sub|azp|jti|scopes?|region|zone|location|path|file|filename|dir|ref|arn|mount|version|status|state|reason|message|description|error|code|comment|notes?|label|tags?|created|updated|modified|rotated|expires?|expiry|expiration|date|time|timestamp|ttl|at|by|on|until|user|users|username|login|email|role|roles|group|groups|owner|account|organi[sz]ation|project|tenant|warehouse|schema|database|dbname|catalog|driver|format|encoding|algorithm|alg|source|backend|manager|namespace|enabled|required|valid|active|name|names|subject|principal|serial|fingerprint|thumbprint|public|public_key|flow|strategy|store|engine|environment|env|target|threads|plan|language|locale|timezone|class|plugin|connector)$/;
const PLACE =
  /^(?:[a-z][a-z0-9+.-]*:\/\/.*|[\w.+-]+@[\w-]+\.[\w.-]+|[a-z0-9-]+(?:\.[a-z-][a-z0-9-]*)+(?::\d+)?|\d[\d.,:+TZ -]*|.*\/.*\.(?:json|ya?ml|pem|key|txt|crt|env))$/i;

/** What an object under this key holds, or null where its name says nothing. */
export function containerOf(key: string): Container | null {
  const name = separated(key.slice(-LONGEST_KEY));
  if (NOT_HELD.test(name)) return null;
  if (SECRETS.test(name)) return "secrets";
  if (MAYBE.test(name)) return "maybe";
  return secretKeyKind(key)?.certain === true ? "own" : null;
}

/** Kind of the secret that a leaf of the container holds, or null. What its own name announces is left to that. */
export function leafKind(key: string, value: string, container: Container): string | null {
  const announced = secretKeyKind(key);
  if (announced?.certain === true || announced?.kind === "authorization") return null;
  return isSecretLeaf(key, value, container) ? (announced?.kind ?? "credential") : null;
}

function isSecretLeaf(key: string, value: string, container: Container): boolean {
  if (isHarmless(value)) return false;
  if (OWN_VALUE.test(key)) return !PLACE.test(value) || looksMade(value, true);
  if (container === "own") return false;
  if (HARMLESS_LEAF.test(separated(key.slice(-LONGEST_KEY))) || PLACE.test(value)) return false;
  if (/\s/.test(value)) return false;
  return container === "secrets" || looksMade(value, true);
}
