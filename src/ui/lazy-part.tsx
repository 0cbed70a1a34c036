import { type ComponentType, lazy } from "react";
import { LensError } from "../model/errors";
import { addNotice } from "../state/store/notices";
import { loadingTexts } from "./locale";

let isReported = false;

/** A part of the page that is loaded when it is first rendered. Where it cannot be, the page says so once and shows the rest. */
export function lazyPart<Props = object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      const part = await load();
      await Promise.all(loadingTexts);
      return { default: part };
    } catch {
      if (!isReported) addNotice(new LensError("file-unreachable", { file: "app" }));
      isReported = true;
      return { default: () => null };
    }
  });
}
