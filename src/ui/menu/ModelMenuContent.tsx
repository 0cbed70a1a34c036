import { useStore } from "../../state/store/store";
import { StoredData } from "../frame/StoredData";
import { ImportReport } from "../importing/ImportReport";
import { OpenGenerator } from "../importing/OpenGenerator";
import { Fold } from "../inputs/Fold";
import { useText } from "../text";
import { ModelCard } from "./ModelCard";
import "../inputs/controls.css";

/** A generator of the person's own, where the open model comes from, and what is stored here. */
export function ModelMenuContent({ close }: { readonly close: () => void }) {
  const { image } = useText();
  const isOwn = useStore(({ lens, savedModels }) => savedModels.some(({ id }) => id === lens.model));
  return (
    <>
      <p className="quiet">{image.modelHelp}</p>
      {isOwn && (
        <Fold heading={image.aboutModel} testId="about-import">
          <ImportReport />
        </Fold>
      )}
      <OpenGenerator onOpen={close} />
      <ModelCard />
      <StoredData />
    </>
  );
}
