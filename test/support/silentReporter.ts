import type {Reporter} from "../../data-loaders/flow/reporter.js";

/** Says nothing. */
export const silentReporter: Reporter = {
  begin() {},
  taskBegins() {},
  jobDone() {},
  taskEnds() {},
  async end() {}
};
