import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {learners} from "../../../lib/fit/learners/learners.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";

describe("readDefinition(path)", () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "definition-"))));
  afterAll(() => rm(folder, {recursive: true}));

  const write = async (value: unknown): Promise<string> => {
    const path = join(folder, "x.dataset.json");
    await writeFile(path, typeof value === "string" ? value : JSON.stringify(value));
    return path;
  };

  it("reads the definition that ships, which runs every learner", async () => {
    const definition = await readDefinition("data/waze.dataset.json");
    expect(definition.protocol.learners).toEqual(learners.map(({name}) => name));
    expect(definition.inputs).toHaveLength(11);
    expect(definition.publishRows).toBe(false);
    expect(definition).not.toHaveProperty("$schema");
    const all = definition.inputSets.find((d) => d.name === "all");
    expect(all?.inputs).toEqual(definition.inputs.map((d) => d.name));
  });

  it("lists all that breaks the schema", async () => {
    const rest = exampleDefinition();
    const broken = {
      ...rest,
      label: {column: "state", churned: "left"},
      colour: "red",
      inputs: [{...rest.inputs[0], kind: "real", timing: "later"}],
      checks: [{name: "k", title: "k", why: "k", when: [{left: {root: "hours"}, is: "~", right: 1}]}]
    };
    const path = await write(broken);
    const error = await readDefinition(path).catch((d: Error) => d);
    const {message} = error as Error;
    expect(message).toContain(`${path}: a dataset definition must follow data/dataset.schema.json; got `);
    expect(message).toContain('label lacks "retained"');
    expect(message).toContain('the definition has the unknown key "colour"');
    expect(message).toContain("inputs.0.kind must be one of integer, number, category");
    expect(message).toContain("inputs.0.timing must be one of same-period, lifetime, before");
    expect(message).toContain("checks.0.when.0.left must be a number, a column or {divide | multiply | add: [a, b]}");
    expect(message).toContain("checks.0.when.0.is must be one of <, <=, =, !=, >=, >");
  });

  it("names a missing file, and text that is not JSON", async () => {
    await expect(readDefinition(join(folder, "none.json"))).rejects.toThrow(
      /none\.json" must be a file that can be read; got no such file\. Name a \*\.dataset\.json that is there; churnbook init/
    );
    await expect(readDefinition(await write("{oops"))).rejects.toThrow(/a dataset definition must be JSON; got /);
  });

  it("reads a file that starts with a byte order mark", async () => {
    const path = await write(`\uFEFF${JSON.stringify(exampleDefinition())}`);
    expect((await readDefinition(path)).name).toBe("example");
  });
});
