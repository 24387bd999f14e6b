import { expect, it, onTestFinished } from "vitest";
import { answeredDbtCloud } from "@/lib/evidence/testing/answered-dbt-cloud";
import { testDbtCloudApi } from "@/lib/intake/sources/dbt/test-api";
import { sendJson, startFakeServer, vendorFixture } from "@/lib/vendors/testing/fake-server";

it("names the account that the token may read", async () => {
  const server = await startFakeServer(answeredDbtCloud());
  onTestFinished(() => server.close());
  const credentials = { token: "t" };
  expect(await testDbtCloudApi({ baseUrl: server.url, credentials })).toEqual({
    ok: true,
    detail: "dbt Cloud is reachable (Acme).",
  });
  expect(await testDbtCloudApi({ baseUrl: `${server.url}/api/v2/accounts/9`, credentials })).toEqual({
    ok: false,
    detail: "dbt Cloud is reachable, but the token may not read the account 9.",
  });
});

it.each([
  [{ token: "t" }, "dbt Cloud rejected the token (401)"],
  [null, "dbt Cloud requires a token"],
])("says what is wrong with %j", async (credentials, message) => {
  const server = await startFakeServer((_, response) =>
    sendJson(response, 401, vendorFixture("dbt-cloud", "error_401.json")),
  );
  onTestFinished(() => server.close());
  await expect(testDbtCloudApi({ baseUrl: server.url, credentials })).rejects.toThrow(message);
});
