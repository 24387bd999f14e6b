import { airflowSignatures } from "@/lib/diagnosis/signatures/airflow";
import { pythonSignatures } from "@/lib/diagnosis/signatures/python";
import { dbtSignatures } from "@/lib/diagnosis/signatures/dbt";
import { prefectSignatures } from "@/lib/diagnosis/signatures/prefect";
import { operatingSystemSignatures } from "@/lib/diagnosis/signatures/operating-system";
import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Every signature the engine knows. A new table is added here. */
export const ALL_SIGNATURES: readonly Signature[] = [
  ...pythonSignatures,
  ...airflowSignatures,
  ...dbtSignatures,
  ...prefectSignatures,
  ...operatingSystemSignatures,
];
