import type {Cell} from "../groups.js";
import {MIN_GROUP, usersOf} from "../groups.js";
import {MIN_CLASS} from "./scoreGroups.js";

/** Whether users may stand together as a group of scores does, or a part of a cohort: at least 20 of them, 3 of either class. */
export function isGroup(cell: Cell): boolean {
  const {n, churned, retained} = usersOf(cell);
  return n >= MIN_GROUP && churned >= MIN_CLASS && retained >= MIN_CLASS;
}
