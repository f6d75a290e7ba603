/** Where a scenario and a contact line travel to together. */
const DECIDE = /\/decide(\.html)?$/;

/**
 * Lets every link to /decide carry this page's parameters, so that coming back finds the scenario as it was.
 *
 * @param search with the question mark, or empty
 */
export function carryOver(search: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (link.origin === location.origin && DECIDE.test(link.pathname) && link.search !== search) link.search = search;
  }
}
