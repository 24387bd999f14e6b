import { pythonSignatures } from "@/lib/diagnosis/signatures/python";
import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Every signature the engine knows. A new table is added here. */
export const ALL_SIGNATURES: readonly Signature[] = [...pythonSignatures];
