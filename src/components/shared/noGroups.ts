import {emptyState} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";

/** In place of what is drawn from groups of scores, where no such groups can be made. @param remedy where to look instead */
export function noGroups(remedy: string): HTMLElement {
  return emptyState(
    `No groups of ${rowUnit.many} can be shown`,
    `Each must be large enough, and hold some who left and some who stayed, so that nobody can be told from it. Here there are too few, or their scores ` +
      `part who left from who stayed too sharply. ${remedy}`
  );
}
