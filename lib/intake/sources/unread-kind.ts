import { ANY_RETRIES } from "@/lib/intake/sources/any-retries";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { urlSnippet } from "@/lib/intake/sources/snippets";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** An unsupported kind: deliveries are verified, stored and quarantined. */
export function unreadKind(kind: string): SourceDescriptor {
  const message = `${kind} webhooks are not supported yet; the delivery was stored`;
  return {
    kind,
    isUnderstood: false,
    isForAnySender: false,
    verify: verifyDelivery,
    normalise: () => ({ ok: false, issues: [{ path: "", message }] }),
    deliveryKey: () => null,
    meaningOfState: () => null,
    logKind: "auto",
    retries: ANY_RETRIES,
    api: null,
    rerun: null,
    codeFolderLabel: "Code folder",
    snippets: (url) => Promise.resolve([urlSnippet(url)]),
    testPayload: null,
  };
}
