import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeGitHubAccess } from "@/lib/vendors/github/describe-access";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

let github: EmulatedGitHub;
beforeAll(async () => {
  github = await startEmulatedGitHub();
});
afterAll(() => github.close());

describe("describeGitHubAccess", () => {
  it("names the account of a token", async () => {
    expect(await describeGitHubAccess(github.connection)).toBe("The token belongs to ada.");
  });

  it("names an App and its installations", async () => {
    expect(await describeGitHubAccess(github.appConnection)).toBe(
      "Connected as the App Pipeline Debugger, installed for ada.",
    );
  });

  it.each([
    [undefined, /GITHUB_TOKEN/],
    [true, /credentials under Settings/],
  ])(
    "says where to replace credentials that are refused (in the product: %s)",
    async (isUserConfigured, words) => {
      const server = await startFakeServer((_, response) =>
        sendJson(response, 401, { message: "Bad credentials" }),
      );
      const asked = describeGitHubAccess({ apiUrl: server.url, token: "ghp_1", isUserConfigured });
      await expect(asked).rejects.toMatchObject({
        code: "UNAUTHENTICATED",
        message: expect.stringMatching(words),
      });
      await server.close();
    },
  );

  it("does not call a URL that users may not configure", async () => {
    const apiUrl = "http://169.254.169.254";
    await expect(describeGitHubAccess({ apiUrl, token: "t", isUserConfigured: true })).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringContaining("PD_OUTBOUND_ALLOW"),
    });
  });
});
