import "../loadTypeScript.js";

const {default: runJob} = await import("./runJob.ts");
export default runJob;
