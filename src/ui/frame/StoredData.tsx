import { type ComponentType, lazy, Suspense } from "react";
import { LensError } from "../../model/errors";
import { addNotice } from "../../state/store/notices";
import { Fold } from "../inputs/Fold";
import { useStorageText } from "./storage-text";

/** Loaded when the fold is opened. */
const StoredList = lazy(async (): Promise<{ default: ComponentType }> => {
  try {
    return { default: (await import("./StoredList")).StoredList };
  } catch {
    addNotice(new LensError("file-unreachable", { file: "StoredList" }));
    return { default: () => null };
  }
});

/** What the lens has stored in this browser, with sizes and a way to remove it. */
export function StoredData() {
  const text = useStorageText();
  return (
    <Fold heading={text.heading} testId="stored-data">
      <Suspense fallback={<p className="quiet">{text.reading}</p>}>
        <StoredList />
      </Suspense>
    </Fold>
  );
}
