/** Long work on the page's own thread, in slices between which it answers pointer and keys. */
export { runCooperatively } from "../../runtime/jobs/run-cooperatively";
