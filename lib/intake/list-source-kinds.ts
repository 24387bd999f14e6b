import { descriptorOf } from "@/lib/intake/sources/registry";
import { isReconciledKind, SOURCE_KINDS } from "@/lib/platform/http/source-kinds.mjs";
import type { SourceKindPage } from "@/lib/sources/schemas";

/** Every source kind and its capabilities. The same for every workspace. */
export function listSourceKinds(): SourceKindPage {
  const items = SOURCE_KINDS.map(({ kind, name, maxBodyBytes }) => {
    const { isUnderstood, isForAnySender, codeFolderLabel, testPayload, api } = descriptorOf(kind);
    return {
      kind,
      name,
      maxBodyBytes,
      isUnderstood,
      hasTestFailure: testPayload !== null,
      isForAnySender,
      codeFolderLabel,
      api: api && {
        addressExample: api.addressExample,
        credentials: api.credentials,
        hint: api.hint,
        isReconciled: isReconciledKind(kind),
      },
    };
  });
  return { items };
}
