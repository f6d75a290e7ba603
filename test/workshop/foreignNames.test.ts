import {ESLint} from "eslint";
import {describe, expect, test} from "vitest";

const types = `
  interface Listed<T> { [name: string]: T }
  declare const foreign: Record<string, number>, listed: Listed<number>, two: Record<"a" | "b", number>, list: number[];
  declare const name: string, word: "a" | "b", i: number;
`;

async function faultsOf(code: string): Promise<string[]> {
  const [{messages}] = await new ESLint().lintText(`${types}${code};\nexport {};`, {filePath: "lib/named.ts"});
  return messages.filter((d) => d.ruleId === "churnbook/no-foreign-names").map((d) => String(d.messageId));
}

describe("the lint rule no-foreign-names", () => {
  test.each([
    ["console.log(foreign[name])", "read"],
    ["foreign[name] = 1", "write"],
    ["foreign[name]++", "write"],
    ["foreign[name] += 1", "write"],
    ["console.log(name in foreign)", "in"],
    ["Object.assign({}, foreign)", "write"],
    ["console.log((foreign as Readonly<typeof foreign> | undefined)?.[name])", "read"]
  ])("refuses %s", async (code, fault) => {
    expect(await faultsOf(code)).toEqual([fault]);
  });

  test.each([
    "console.log(listed[name], two[word], list[i], foreign[word], foreign.visits)",
    "console.log({...foreign, [name]: 1}, Object.fromEntries([[name, 1]]), Object.hasOwn(foreign, name))"
  ])("lets %s be", async (code) => {
    expect(await faultsOf(code)).toEqual([]);
  });
});
