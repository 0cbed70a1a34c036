/** Long work on the page itself, between whose slices it answers pointer and keys. */
export { runCooperatively } from "../../runtime/jobs/run-cooperatively";
