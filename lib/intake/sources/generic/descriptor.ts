import { ANY_RETRIES } from "@/lib/intake/sources/any-retries";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";
import { genericSnippets } from "@/lib/intake/sources/generic/snippets";
import { genericTestPayload } from "@/lib/intake/sources/generic/test-payload";
import { singleReport } from "@/lib/intake/sources/single-report";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** Any sender of JSON. */
export const generic: SourceDescriptor = {
  kind: "generic",
  isUnderstood: true,
  isForAnySender: true,
  verify: verifyDelivery,
  normalise: singleReport(normaliseGeneric),
  deliveryKey: () => null,
  meaningOfState: () => null,
  logKind: "auto",
  retries: ANY_RETRIES,
  api: null,
  rerun: null,
  codeFolderLabel: "Code folder",
  snippets: (url) => Promise.resolve(genericSnippets(url)),
  testPayload: genericTestPayload,
};
