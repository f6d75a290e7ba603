import {describe, expect, test} from "vitest";
import {describeEdits, describeStart} from "../../../lib/whatif/settingWords.js";
import {rowAt} from "../../../lib/dataset/rowColumns.js";
import {predictBook as book} from "../../fixtures/book/predict.js";

const users = book.users!;
const start = rowAt(users, 7);

describe("describeStart(book, start)", () => {
  test("names the typical member, a synthetic one, and a setting that is nobody's", () => {
    expect(describeStart(book, {...book.typical})).toBe("Started from the typical member.");
    expect(describeStart(book, start)).toBe("Started from a synthetic member.");
    expect(describeStart(book, book.presets[0].row)).toBe("Started from a synthetic member.");
    expect(describeStart(book, {...start, spent: 1.25})).toBe("Started from another setting.");
    expect(describeStart({...book, users: undefined}, start)).toBe("Started from another setting.");
  });

  test("of a real one says what happened, and the score of a model that had not seen them", () => {
    const known = {
      churned: Array.from({length: users.n}, (_, i) => (i === 7 ? 1 : 0)),
      outOfFold: Array.from({length: users.n}, (_, i) => (i === 7 ? 0.34 : 0.1))
    };
    const real = {...book, users: {...users, synthetic: false, known}};
    expect(describeStart(real, start)).toBe(
      "Started from a member who churned; the Champion, without having seen this member, scored 34 in 100."
    );
    expect(describeStart(real, rowAt(users, 8))).toContain("who was retained");
  });
});

describe("describeEdits(book, start, row)", () => {
  test("names a few, counts more, and says nothing of none", () => {
    expect(describeEdits(book, start, {...start})).toBeNull();
    expect(describeEdits(book, start, {...start, visits: -1, spent: -1})).toBe("Changed since: Visits and Money spent.");
    expect(describeEdits(book, start, {...start, visits: -1, spent: -1, checkins: -1, tenure: -1})).toBe("4 inputs are changed since.");
  });
});
