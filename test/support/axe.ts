import type {Page} from "playwright";
import {AxeBuilder} from "@axe-core/playwright";

/** What a theme can break: a theme changes colours alone. */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/**
 * Axe on a page as it stands, to be told what to hold it to; it gives violations alone. To tell of what passes as well, axe would write
 * down every element of the page once for each rule, which takes as long as the rules do.
 */
export function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({page}).options({resultTypes: ["violations"]}).setLegacyMode(); // in the other mode axe writes all of it down first
}
