import path from "node:path";
import { startProduct } from "@/e2e/start-product";

/** Starts a fresh product for all browser tests, which read its URL and sign-in from the environment. */
export default async function setup(): Promise<() => Promise<void>> {
  const product = await startProduct();
  process.env["PD_E2E_URL"] = product.url;
  process.env["PD_E2E_FIRST_RUN"] = path.join(product.dataDir, "first-run.json");
  return async () => {
    await product.stop();
  };
}
