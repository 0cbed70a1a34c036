import { type StorageText, storageEn } from "../../locales/en/storage";
import { ownText } from "../own-text";

const { use, follow } = ownText<StorageText>(
  storageEn,
  async () => (await import("../../locales/ko/storage")).storageKo,
);
void follow();

export const useStorageText = use;
