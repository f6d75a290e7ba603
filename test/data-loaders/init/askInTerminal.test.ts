import type {Asker} from "../../../data-loaders/init/initTable.js";
import type {Said} from "../../../data-loaders/init/chooseLabel.js";
import fc from "fast-check";
import {execFileSync} from "node:child_process";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {createAsker} from "../../../data-loaders/init/askInTerminal.js";
import {initTable} from "../../../data-loaders/init/initTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "ask-"))));
afterAll(() => rm(folder, {recursive: true}));

const askNothing: Asker = async (_, unchanged) => unchanged;
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A table of students, most of whose columns have two values, and a column of these classes. */
async function infer(ask: Asker, {column = "Target", classes = STUDENTS, said = {}}: Table = {}) {
  const path = join(folder, "students.csv");
  const rows = Array.from({length: 300}, (_, i) => [i % 2, i % 7 < 3 ? 1 : 0, (i * 37) % 23, quote(classes[(i * 11) % classes.length])]);
  await writeFile(path, [`evening,scholar,grade,${quote(column)}`, ...rows.map((row) => row.join(","))].join("\n"));
  return (await initTable(path, {identifiers: [], keep: [], ...said}, ask)).definition;
}

interface Table {
  column?: string;
  classes?: string[];
  said?: Partial<Said>;
}

const STUDENTS = ["Graduate", "Dropout", "Enrolled"];

/** Somebody who gives these answers. */
function personWith(answers: string[]) {
  const questions: string[] = [];
  const told: string[] = [];
  const answer = async (question: string): Promise<string> => {
    questions.push(question);
    return answers.shift() ?? "";
  };
  return {questions, told, asker: createAsker({answer, tell: (text) => told.push(text)})};
}

describe("in a terminal", () => {
  it("a column of three classes of which one says who left comes first, and one that is neither can be set aside", async () => {
    const {questions, asker} = personWith(["", "", "Enrolled", ""]);
    const {label} = await infer(asker);
    expect(label).toEqual({column: "Target", churned: "Dropout", retained: "Graduate", aside: ["Enrolled"]});
    expect(questions.map((d) => d.trim())).toEqual([
      "Which column says who left? (Target, evening, scholar) [Target]",
      'Which values of "Target" mean left? Several with commas between (Dropout, Enrolled, Graduate) [Dropout]',
      "Which of the others count as neither, such as those of whom it is not known yet? They are set aside (Enrolled, Graduate, none) [none]",
      "Were the other columns measured before the time in which people left, or in the same time? (before, same, not known) [not known]"
    ]);
  });

  it("nothing is taken for likely where no name and no class says it, and any column of a few values can be named", async () => {
    const {questions, told, asker} = personWith(["", "grade level", "phase", "", "c, d", "none"]);
    const {label} = await infer(asker, {column: "phase", classes: ["a", "b", "c", "d"]});
    expect(label).toMatchObject({column: "phase", churned: "c", alsoChurned: ["d"], retained: "a", alsoRetained: ["b"]});
    expect(questions[0]).toBe("Which column says who left? (evening, scholar, phase) ");
    expect(questions.slice(0, 3).every((question) => question === questions[0])).toBe(true);
    expect(told).toEqual([
      "It must be one of evening, scholar, phase.\n",
      "It must be one of evening, scholar, phase.\n",
      expect.any(String)
    ]);
  });
});

describe("where nobody is asked", () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z '"$!&-]{0,8}[a-z]$/);
  it("the options that the remedy names work as they stand, whatever names and classes a table has", async () => {
    const status = fc.tuple(
      fc.constantFrom("phase", "Target", "Churn (class)", 'Churn\'s "kind"'),
      fc.uniqueArray(word, {minLength: 2, maxLength: 4})
    );
    await fc.assert(
      fc.asyncProperty(status, fc.boolean(), async ([column, others], isSaid) => {
        const classes = isSaid ? [...others, "Dropout"] : [...others, "On hold"];
        const failure = await infer(askNothing, {column, classes}).then(
          () => "",
          (error: Error) => error.message
        );
        if (failure === "") return; // some class says that somebody stayed
        const isFound = isSaid || column !== "phase";
        if (!isFound) return void expect(failure).toMatch(/these a few: phase\. Name it with --label, and/);
        const [, options] = /add (--label .+?)(?:, or whichever value means left)?; --churned may be said again/.exec(failure) ?? [];
        const words = execFileSync("sh", ["-c", `printf '%s\\0' ${options}`], {encoding: "utf8"})
          .split("\0")
          .slice(0, -1);
        const valuesOf = (name: string): string[] => words.flatMap((d, i) => (words[i - 1] === name ? [d] : []));
        const said = {label: valuesOf("--label")[0], churned: valuesOf("--churned")};
        const {label} = await infer(askNothing, {column, classes, said});
        expect(label).toMatchObject({column, churned: said.churned[0]});
        if (isSaid) expect(said.churned).toEqual(["Dropout"]);
      }),
      {numRuns: 12}
    );
  });

  it("are those of the students' table", async () => {
    await expect(infer(askNothing)).rejects.toThrow(
      'If "Target" says it, add --label Target --churned Dropout; --churned may be said again where several values mean left'
    );
  });
});
