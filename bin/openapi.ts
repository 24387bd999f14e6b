/** Writes the description of the API: `npm run openapi`. A test fails while it differs from the routes. */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildDocument } from "@/bin/openapi/build-document";
import { readContracts, readNamedSchemas } from "@/bin/openapi/read-routes";
import { ENDPOINT_GROUPS } from "@/components/docs/endpoints";

const FILE = fileURLToPath(new URL("../components/docs/openapi.json", import.meta.url));

const document = buildDocument({
  groups: ENDPOINT_GROUPS,
  contracts: await readContracts(),
  named: await readNamedSchemas(),
});
writeFileSync(FILE, `${JSON.stringify(document, null, 1)}\n`);
