/** Whole-matrix views on the page's own thread, in slices: for a saved page, which may load no worker. */
import { summarizeSite } from "../attention/site-summary";
import { runCooperatively } from "../runtime/jobs/run-cooperatively";
import type { Summarizer } from "../viewer/requests/summaries";

export function pageSummarizer(): Summarizer {
  let newest = 0;
  const cancel = () => {
    newest++;
  };
  return {
    summarize(site, onProgress) {
      const mine = ++newest;
      return runCooperatively(summarizeSite(site), onProgress, () => mine !== newest);
    },
    cancel,
    dispose: cancel,
  };
}
