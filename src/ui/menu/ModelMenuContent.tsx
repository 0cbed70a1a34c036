import { ModelCard } from "../controls/ModelCard";
import { StoredData } from "../frame/StoredData";
import { OpenGenerator } from "../importing/OpenGenerator";
import { useText } from "../text";
import "../inputs/controls.css";

/** A generator of the person's own, where the open model comes from, and what is stored here. */
export function ModelMenuContent({ close }: { readonly close: () => void }) {
  const { image } = useText();
  return (
    <>
      <p className="quiet">{image.modelHelp}</p>
      <OpenGenerator onOpen={close} />
      <ModelCard />
      <StoredData />
    </>
  );
}
