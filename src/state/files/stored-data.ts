/** What is stored in this browser for the models of this page, and its removal. */
import { listStored, type StoredItem } from "../../model/storage/stored-data";
import { useStore } from "../store/store";
import { forget } from "./importing";

export type { StoredItem } from "../../model/storage/stored-data";

/** The list, in which the removal of a saved model also takes it from the choice of models. */
export async function storedData(): Promise<readonly StoredItem[]> {
  const models = new URL("models/", document.baseURI);
  const items = await listStored(models, useStore.getState().models ?? []);
  return items.map((item) => (item.kind === "saved" ? { ...item, remove: () => forget(item.id) } : item));
}
