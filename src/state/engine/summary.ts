/** The whole-matrix views of the site on show: computed when it has stood still, stopped when it has not. */
import type { AttentionSite } from "../../attention/site";
import { asLensError } from "../../model/errors";
import { createSummarizer } from "../../runtime/jobs/summarizer";
import { currentSite } from "../../viewer/views/derived";
import { addNotice } from "../store/actions";
import { useStore } from "../store/store";

/** A slider in motion brings a site every few milliseconds; the whole matrix of each is not worth computing. */
const SUMMARY_REST_MS = 150;

const summarizer = createSummarizer();
let rest: ReturnType<typeof setTimeout> | undefined;

function summarizeAtRest(site: AttentionSite | undefined): void {
  clearTimeout(rest);
  summarizer.cancel();
  if (site) rest = setTimeout(() => void summarize(site), SUMMARY_REST_MS);
}

/** Computes the whole-matrix views of a site; also the "compute again" after they were stopped. */
export async function summarize(site: AttentionSite): Promise<void> {
  useStore.setState({ summary: { site, phase: "running", share: 0 } });
  try {
    const summary = await summarizer.summarize(site, (share) => {
      const { summary: running } = useStore.getState();
      if (running?.site === site && running.phase === "running") {
        useStore.setState({ summary: { site, phase: "running", share } });
      }
    });
    if (summary && currentSite(useStore.getState()) === site) {
      useStore.setState({ summary: { site, phase: "done", summary } });
    }
  } catch (error) {
    addNotice(asLensError(error));
    const { summary } = useStore.getState();
    if (summary?.site === site) useStore.setState({ summary: { site, phase: "cancelled" } });
  }
}

export function cancelSummary(): void {
  const { summary } = useStore.getState();
  if (summary?.phase !== "running") return;
  summarizer.cancel();
  useStore.setState({ summary: { site: summary.site, phase: "cancelled" } });
}

/** Follows the site on show; called once. */
export function followSummary(): void {
  useStore.subscribe(currentSite, summarizeAtRest);
}
