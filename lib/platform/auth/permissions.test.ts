import { describe, expect, it } from "vitest";
import { authorize, can, PERMISSIONS, scopesOfRole, type Permission } from "@/lib/platform/auth/permissions";
import { ROLE_ORDER, SCOPES, type Actor, type RoleName, type Scope } from "@/lib/platform/context";

const ALL = Object.keys(PERMISSIONS) as Permission[];
const caller = (type: Actor["type"], role: RoleName, scopes: readonly Scope[] = SCOPES) => ({
  actor: { type, id: "1", name: "Somebody" },
  role,
  scopes,
});
const allowed = (...args: Parameters<typeof caller>) =>
  ALL.filter((permission) => can(caller(...args), permission));

describe("who may do what", () => {
  it("grows with the role, up to everything", () => {
    const [owner, admin, responder, viewer] = ROLE_ORDER.map((role) => allowed("user", role));
    expect(owner).toEqual(ALL);
    expect(admin).toEqual(expect.arrayContaining(responder ?? []));
    expect(responder).toEqual(expect.arrayContaining(viewer ?? []));
    expect(viewer).toEqual(["workspace.read", "self.update", "debug.read"]);
  });

  it.each<[Scope, RoleName, Permission[]]>([
    ["read", "owner", ["workspace.read", "audit.read", "integration.read", "token.read"]],
    ["read", "responder", ["workspace.read"]],
    [
      "triage",
      "owner",
      ["incident.update", "incident.merge", "incident.split", "incident.analyze", "delivery.replay"],
    ],
    ["triage", "viewer", []],
    ["ingest", "responder", ["delivery.ingest"]],
    ["ingest", "viewer", []],
    ["debug", "viewer", ["debug.read"]],
    ["debug", "responder", ["debug.read", "debug.write"]],
  ])("a token for %s with the role %s may do no more than both allow", (scope, role, permissions) => {
    expect(allowed("token", role, [scope])).toEqual(permissions);
  });

  it("a token without scopes may do nothing", () => {
    expect(allowed("token", "owner", [])).toEqual([]);
  });

  it("a token with all scopes may do what its owner may, but for what is a person's own", () => {
    const persons = allowed("user", "owner").filter((permission) => permission !== "self.update");
    expect(allowed("token", "owner")).toEqual(persons);
  });

  it("neither workflows nor senders may do what a person decides, whatever their role and scopes", () => {
    expect(allowed("system", "owner")).toEqual(
      expect.arrayContaining<Permission>(["incident.analyze", "fix.propose", "fix.open-pull-request"]),
    );
    for (const permission of [
      "incident.update",
      "fix.update",
      "source.update",
      "token.create",
      "self.update",
    ] as const)
      expect([permission, can(caller("system", "owner"), permission)]).toEqual([permission, false]);
    expect(allowed("source", "owner")).toEqual(["delivery.ingest"]);
  });

  it("says which role or scope is missing", () => {
    expect(() => authorize(caller("user", "viewer"), "incident.merge")).toThrow(
      "This needs the role responder; you have viewer.",
    );
    expect(() => authorize(caller("token", "owner", ["read"]), "incident.merge")).toThrow(
      "This needs a token with the scope triage; this one has read.",
    );
  });
});

describe("scopesOfRole", () => {
  it.each<[RoleName, Scope[]]>([
    ["viewer", ["read", "debug"]],
    ["responder", [...SCOPES]],
    ["owner", [...SCOPES]],
  ])("%s: %j", (role, scopes) => {
    expect(scopesOfRole(role)).toEqual(scopes);
  });
});
