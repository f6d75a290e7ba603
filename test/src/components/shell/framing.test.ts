import {expect, test} from "vitest";
import {judgeFraming} from "../../../../src/components/shell/framing.js";

const site = {origin: "https://your.site", allowed: ["https://intranet.example"], referrer: ""};

test.each([
  ["its own site", ["https://your.site"]],
  ["an origin of the list", ["https://intranet.example"]],
  ["both, within each other", ["https://your.site", "https://intranet.example"]]
])("judgeFraming lets a page be shown by %s", (_what, ancestors) => {
  expect(judgeFraming({...site, ancestors})).toEqual({refusal: null, around: ancestors[0]});
});

test.each([
  ["an origin that is not in the list", ["https://else.example"], "https://else.example"],
  ["another port of one that is", ["https://intranet.example:8443"], "https://intranet.example:8443"],
  ["one of the list within a stranger", ["https://intranet.example", "https://else.example"], "https://else.example"],
  ["a sandbox", ["null"], "a page without an origin"]
])("judgeFraming refuses %s, by name", (_what, ancestors, named) => {
  expect(judgeFraming({...site, ancestors}).refusal).toMatch(new RegExp(`^This book does not allow ${named} to show it\\.`));
});

test("judgeFraming goes by the referrer where the browser names no ancestors, and refuses without one", () => {
  const unnamed = {...site, ancestors: null};
  expect(judgeFraming({...unnamed, referrer: "https://intranet.example/"})).toEqual({refusal: null, around: "https://intranet.example"});
  expect(judgeFraming({...unnamed, referrer: "https://else.example/wiki"}).refusal).toContain("does not allow https://else.example");
  expect(judgeFraming({...unnamed, referrer: ""}).refusal).toContain('its frame needs the attribute referrerpolicy="origin"');
});
