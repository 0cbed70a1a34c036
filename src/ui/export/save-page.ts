/** The image on show as one HTML file that needs nothing beside it. */
import type { ControlName } from "../../element/attributes";
import { provenanceOf } from "../../export/query-figure";
import type { Text } from "../../locales/en/page";
import { writeStill } from "../../model/formats/still";
import { stillOf } from "../../state/files/make-still";
import { currentLink } from "../../state/navigation/link";
import { useStore } from "../../state/store/store";
import { saveFile } from "../save-file";
import { fileStem } from "./figure-of";

/** What can be chosen without a generator. */
const CONTROLS: readonly ControlName[] = ["bar", "sentence", "map", "part", "overlay", "scale"];

/**
 * Like a still, it shows the network as trained. The script of the page is loaded when the first one is saved.
 * @throws Error where that script cannot be fetched
 */
export async function saveStillPage(text: Text, language: string): Promise<void> {
  const state = useStore.getState();
  const still = stillOf(state);
  if (!state.image || !still) return;
  const [{ stillPage }, { default: script }] = await Promise.all([
    import("../../export/still-page"),
    import("virtual:still-viewer"),
  ]);
  const page = stillPage({
    language,
    title: fileStem(state),
    help: text.page.help,
    provenance: provenanceOf(
      { ...state.image.recipe, changed: false },
      { ...text.figure, seed: text.image.seed },
    ),
    noScript: text.page.noScript,
    link: { address: currentLink(state), text: text.page.link },
    still: writeStill(still),
    hash: still.provenance.state ?? "",
    controls: CONTROLS,
    script,
  });
  saveFile(new Blob([page], { type: "text/html" }), `${fileStem(state)}.html`);
}
