import {readFileSync} from "node:fs";
import ts from "typescript";
import {describe, expect, test} from "vitest";

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
}

const file = "lib/dataset/definition.ts";
const schema = JSON.parse(readFileSync("data/dataset.schema.json", "utf8")) as Schema & {definitions: Record<string, Schema>};
const interfaces = new Map(
  ts
    .createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true)
    .statements.filter(ts.isInterfaceDeclaration)
    .map((d) => [d.name.text, d.members.map((member) => member.name?.getText() ?? "")])
);
const {$schema: _, ...root} = schema.properties ?? {};
const keysOfItems = (name: string): string[] => Object.keys(root[name].items?.properties ?? {});

/** Each type of a definition, the keys that the schema lets its part have, and what of the type is worked out and not given. */
const parts: [type: string, keys: string[], workedOut?: string[]][] = [
  ["DatasetDefinition", Object.keys(root)],
  ["LabelDefinition", Object.keys(root.label.properties ?? {})],
  ["InputDefinition", Object.keys(schema.definitions.input.properties ?? {}), ["asOf", "isSwitch"]],
  ["ConstraintDefinition", keysOfItems("constraints")],
  ["CheckDefinition", keysOfItems("checks")],
  ["DerivedDefinition", keysOfItems("derived")],
  ["RecipeDefinition", keysOfItems("recipes")],
  ["NotRow", keysOfItems("notRows")],
  ["Guess", keysOfItems("guessed")],
  ["ProtocolDefinition", Object.keys(root.protocol.properties ?? {})]
];

describe("a key of a definition stands in its type and in data/dataset.schema.json, or every definition that has it is refused", () => {
  test.each(parts)("%s", (type, keys, workedOut = []) => {
    const typed = interfaces.get(type) ?? [];
    expect(typed.filter((name) => !workedOut.includes(name)).sort()).toEqual(keys.sort());
  });
});
