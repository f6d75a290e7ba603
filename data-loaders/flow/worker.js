import {register} from "tsx/esm/api";

register(); // a thread does not inherit the loader of TypeScript
const {default: runJob} = await import("./runJob.ts");
export default runJob;
