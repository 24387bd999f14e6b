import { describe, expect, it } from "vitest";
import { returnPath, signInMessage } from "@/components/auth/sign-in-words";

describe("returnPath", () => {
  it.each([
    [undefined, "/incidents"],
    ["/stats?days=7", "/stats?days=7"],
    ["http://127.0.0.1:3000/incidents/7#L93", "/incidents/7#L93"],
    ["https://evil.example/incidents", "/incidents"],
    ["https://evil.example//evil.example", "/incidents"],
    ["//evil.example", "/incidents"],
    ["/\\evil.example", "/incidents"],
    ["javascript:alert(1)", "/incidents"],
    ["/sign-in", "/incidents"],
    ["/api/auth/signout", "/incidents"],
  ])("%s leads to %s", (url, path) => {
    expect(returnPath(url)).toBe(path);
  });
});

describe("signInMessage", () => {
  it("never shows a code it does not know", () => {
    expect(signInMessage("<b>Weird</b>")).not.toContain("Weird");
    expect(signInMessage("CredentialsSignin")).toContain("password is not right");
  });
});
