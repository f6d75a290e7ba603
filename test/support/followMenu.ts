import type {Page} from "playwright";

/** Opens the menu's head that holds a page, on a wide screen, and follows its link. @param name of its file: "predict" */
export async function followMenu(page: Page, name: string): Promise<void> {
  const group = page.locator("#observablehq-header .nav-group", {has: page.locator(`a[href^="./${name}.html"]`)});
  await group.locator("summary").click();
  await group.locator(`a[href^="./${name}.html"]`).click();
}
