import type { Surroundings } from "@/e2e/real/airflow-server";
import type { ScriptedClaude } from "@/e2e/loop/scripted-claude";
import type { Product } from "@/e2e/real/product";

/** What each part of a run gets. */
export interface Stage {
  product: Product;
  /** For the files and logs of the part. */
  folder: string;
  surroundings: Surroundings;
  /** The model of the product; null if the part has none. */
  claude: ScriptedClaude | null;
}
