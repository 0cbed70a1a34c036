/** The models that there are to choose from. */
import { asLensError } from "../../model/errors";
import { fetchModels } from "../../model/formats/models-index";
import { savedModels } from "../../model/storage/saved-models";
import { addNotice } from "../store/notices";
import { useStore } from "../store/store";

/** Lists those of this site and of this browser. Never rejects. */
export async function loadModels(): Promise<void> {
  const folder = new URL("models/", document.baseURI);
  const models = fetchModels(folder).then((entries) => useStore.setState({ models: entries }));
  const saved = savedModels(folder).then((entries) => useStore.setState({ savedModels: entries }));
  for (const result of await Promise.allSettled([models, saved])) {
    if (result.status === "rejected") addNotice(asLensError(result.reason));
  }
}
