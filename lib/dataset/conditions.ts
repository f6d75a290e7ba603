import type {Table} from "./table.js";
import type {Comparison, Condition, ConstraintDefinition, LevelCondition, Quantity} from "./definition.js";
import {check} from "../check.js";
import {getCategory, getNumbers} from "./table.js";

/** Whether something holds in the row at an index. */
export type RowTest = (row: number) => boolean;

/**
 * All conditions at once, ready to be asked row by row. A condition on a missing value, or on a quotient by zero, does
 * not hold. Later changes of the table's values are seen.
 *
 * @throws if a column is absent, or holds categories where a number is asked for, or the other way round
 */
export function bindConditions(table: Table, conditions: readonly Condition[]): RowTest {
  const tests = conditions.map((condition): RowTest => {
    if ("level" in condition) return bindLevel(table, condition);
    const {left, is, right} = condition;
    const a = bindQuantity(table, left);
    const b = bindQuantity(table, right);
    const holds = COMPARE[is];
    check(holds, {where: "bindConditions", rule: `a comparison must be one of ${Object.keys(COMPARE).join(", ")}`, got: is});
    return (row) => {
      const x = a(row);
      const y = b(row);
      return Number.isFinite(x) && Number.isFinite(y) && holds(x, y);
    };
  });
  return (row) => tests.every((test) => test(row));
}

function bindLevel(table: Table, {left, is, level}: LevelCondition): RowTest {
  const {codes, levels} = getCategory(table, left);
  const code = levels.indexOf(level.trim());
  return is === "=" ? (row) => code >= 0 && codes[row] === code : (row) => codes[row] >= 0 && codes[row] !== code;
}

/** Whether a constraint is broken in a row; a missing value breaks none. */
export function bindBreach(table: Table, {left, right}: Pick<ConstraintDefinition, "left" | "right">): RowTest {
  return bindConditions(table, [{left, is: ">", right}]);
}

const COMPARE: Record<Comparison, (x: number, y: number) => boolean> = {
  "<": (x, y) => x < y,
  "<=": (x, y) => x <= y,
  "=": (x, y) => x === y,
  "!=": (x, y) => x !== y,
  ">=": (x, y) => x >= y,
  ">": (x, y) => x > y
};

/**
 * The quantity in the row at an index; NaN or infinite where it is not defined.
 *
 * @throws if a column is absent or holds categories
 */
export function bindQuantity(table: Table, quantity: Quantity): (row: number) => number {
  if (typeof quantity === "number") return () => quantity;
  if (typeof quantity === "string") {
    const values = getNumbers(table, quantity);
    return (row) => values[row];
  }
  const [[operation, [first, second]]] = Object.entries(quantity) as ["divide" | "multiply" | "add", [Quantity, Quantity]][];
  const a = bindQuantity(table, first);
  const b = bindQuantity(table, second);
  if (operation === "divide") return (row) => a(row) / b(row);
  if (operation === "multiply") return (row) => a(row) * b(row);
  return (row) => a(row) + b(row);
}
