import { discriminator } from "../../state/engine/viewer";
import { openFile } from "../../state/files/open-file";
import { useStore } from "../../state/store/store";
import { FileButton } from "../inputs/FileButton";
import { useText } from "../text";
import { useDiscriminatorText } from "./discriminator-text";
import "../inputs/actions.css";

/** A person's own image before the discriminator: chosen here, dropped or pasted anywhere on the page. */
export function UserImage() {
  const text = useDiscriminatorText();
  const page = useText();
  const own = useStore((state) => state.userImage !== undefined);
  return (
    <div className="control">
      <div className="actions">
        <FileButton
          label={text.own}
          accept="image/*"
          onFiles={async (files) => {
            // One by one: what is no image is said here, and is not taken for a part of a generator.
            for (const file of files) await openFile(file);
          }}
        />
        {own && (
          <button type="button" onClick={() => discriminator.dismissUserImage()}>
            {page.discriminate.back}
          </button>
        )}
      </div>
      <p className="quiet">{text.ownHelp}</p>
    </div>
  );
}
