import {register} from "tsx/esm/api";

// For this process, and for each of its threads, which do not inherit it. What is packed for others is compiled, and needs none.
register();
